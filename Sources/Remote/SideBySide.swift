extension RandomAccessCollection where Element: Sendable, Index == Int, SubSequence: Sendable {
  /// What is asked of each, in their order, so many at a time.
  ///
  /// - Throws: the first error; nothing more is asked then.
  func asked<Answer: Sendable>(
    width: Int,
    _ ask: @escaping @Sendable (Element) async throws(RemoteError) -> Answer
  ) async throws(RemoteError) -> [Answer] {
    let all = await withTaskGroup(
      of: (Int, Result<Answer, RemoteError>).self
    ) { group -> Result<[Answer], RemoteError> in
      var answers = [Answer?](repeating: nil, count: count)
      var rest = self[...]
      func begin() {
        let index = rest.startIndex
        guard let element = rest.popFirst() else { return }
        group.addTask {
          (index, await asResult { () throws(RemoteError) in try await ask(element) })
        }
      }
      for _ in 0..<width { begin() }
      while let (index, answer) = await group.next() {
        switch answer {
        case .success(let answer): answers[index - startIndex] = answer
        case .failure(let error):
          group.cancelAll()
          return .failure(error)
        }
        begin()
      }
      return .success(answers.compactMap { $0 })
    }
    return try all.get()
  }
}
