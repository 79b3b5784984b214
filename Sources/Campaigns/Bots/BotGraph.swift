internal import Diagnostics
internal import YAML

/// A bot's steps and where its replies lead.
struct BotGraph {
  struct Step {
    let name: String
    let nameRange: SourceRange
    let replies: [Reply]
  }

  struct Reply {
    let target: Target
    /// The bytes of what it leads to.
    let range: SourceRange
  }

  enum Target: Equatable {
    case end
    case step(Int)
    /// The name of no step, and the step that was probably meant.
    case unknown(String, meant: Int?)
  }

  let start: Target
  let startRange: SourceRange
  let steps: [Step]

  /// Reads the value of `bot`, whose keys are in order.
  init?(_ bot: Node) {
    guard let start = bot["start"], let startName = start.text,
      let entries = bot["steps"]?.entries
    else { return nil }
    var indices: [String: Int] = [:]
    for (index, entry) in entries.enumerated() where indices[entry.key] == nil {
      indices[entry.key] = index
    }
    func target(_ name: String) -> Target {
      if let index = indices[name] { return .step(index) }
      let near = suggestion(for: name, among: entries.map(\.key))
      return .unknown(name, meant: near.flatMap { indices[$0] })
    }
    self.start = target(startName)
    startRange = start.place
    steps = entries.map { entry in
      let replies = (entry.value["replies"]?.items ?? []).map { reply in
        guard let next = reply["next"], let name = next.text else {
          return Reply(target: .end, range: reply.place)
        }
        return Reply(target: target(name), range: next.place)
      }
      return Step(name: entry.key, nameRange: entry.keyRange, replies: replies)
    }
  }
}

extension BotGraph {
  /// The steps that replies of a step lead to; a name that is misspelt counts as what was meant, so
  /// that one slip is told once.
  func successors(of step: Int) -> [Int] {
    steps[step].replies.compactMap { reply in
      switch reply.target {
      case .step(let index): index
      case .unknown(_, let meant): meant
      case .end: nil
      }
    }
  }

  /// For each step, the one before it on a shortest way from the first; nil where no way leads.
  struct Ways {
    fileprivate(set) var isReached: [Bool]
    fileprivate(set) var previous: [Int?]
  }

  func ways(from first: Int) -> Ways {
    var ways = Ways(
      isReached: Array(repeating: false, count: steps.count),
      previous: Array(repeating: nil, count: steps.count))
    ways.isReached[first] = true
    var queue = [first]
    var head = 0
    while head < queue.count {
      let step = queue[head]
      head += 1
      for next in successors(of: step) where !ways.isReached[next] {
        ways.isReached[next] = true
        ways.previous[next] = step
        queue.append(next)
      }
    }
    return ways
  }

  /// For each step, whether some choice of replies ends the bot.
  func canEnd() -> [Bool] {
    var canEnd = steps.map { step in
      step.replies.contains { reply in
        switch reply.target {
        case .end, .unknown(_, meant: nil): true
        case .step, .unknown: false
        }
      }
    }
    var predecessors: [[Int]] = Array(repeating: [], count: steps.count)
    for step in steps.indices {
      for next in successors(of: step) { predecessors[next].append(step) }
    }
    var queue = steps.indices.filter { canEnd[$0] }
    var head = 0
    while head < queue.count {
      for step in predecessors[queue[head]] where !canEnd[step] {
        canEnd[step] = true
        queue.append(step)
      }
      head += 1
    }
    return canEnd
  }

  /// The way to a step, from the first to itself.
  func path(to step: Int, _ ways: Ways) -> [Int] {
    var path = [step]
    while let last = path.last, let previous = ways.previous[last] { path.append(previous) }
    return path.reversed()
  }

  /// `` `welcome` → `schedule` ``.
  func words(_ path: [Int]) -> String {
    path.map { "`\(steps[$0].name)`" }.joined(separator: " → ")
  }
}
