/// Something that is asked for all who wait for the answer at once, one time after the other.
actor SharedQuestion<Answer: Sendable> {
  private enum Turn {
    case answer(Answer)
    /// Nobody has asked since: one's turn to.
    case ask
  }

  private var isAsked = false
  private var waiting: [CheckedContinuation<Turn, Never>] = []

  /// An answer that was asked for after this was called, here or by somebody else.
  func answer(_ ask: () async -> Answer) async -> Answer {
    if isAsked, case .answer(let answer) = await withCheckedContinuation({ waiting.append($0) }) {
      return answer
    }
    isAsked = true
    let others = waiting
    waiting = []
    let answer = await ask()
    for other in others { other.resume(returning: .answer(answer)) }
    if waiting.isEmpty {
      isAsked = false
    } else {
      waiting.removeFirst().resume(returning: .ask)
    }
    return answer
  }
}
