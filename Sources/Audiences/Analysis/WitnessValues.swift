/// Values next to those at which questions change their answer.
enum AttributeCandidates {
  typealias Asked = (question: AttributeQuestion, holds: Bool)

  /// One that answers all of it as asked: `.some(nil)` for unknown, nil where none is found.
  static func value(for asked: [Asked], at moment: Moment) -> Person.Value?? {
    let candidates = candidates(asked.map(\.question), at: moment)
    return candidates.first { value in
      asked.allSatisfy { $0.question.holds(of: value) == $0.holds }
    }
  }

  private static func candidates(
    _ questions: [AttributeQuestion], at moment: Moment
  ) -> [Person.Value?] {
    var texts: [TextQuestion] = []
    var values: [Person.Value?] = []
    for question in questions {
      switch question {
      case .known: values.append(.text("something else"))
      case .text(let question): texts.append(question)
      case .number(let question): values += numbers(near: question).map(Person.Value.number)
      case .boolean: values += [.boolean(true), .boolean(false)]
      case .date(let range): values += instants(near: range, moment).map(Person.Value.date)
      }
    }
    // Unknown comes last: somebody of whom more is known makes the better example.
    return self.texts(near: texts).map(Person.Value.text) + values + [nil]
  }

  private static func texts(near questions: [TextQuestion]) -> [String] {
    guard !questions.isEmpty else { return [] }
    var whole: [String] = []
    var (starts, middles, ends): ([String], [String], [String]) = ([], [], [])
    for question in questions {
      switch question {
      case .oneOf(let values): whole += values.map(\.text)
      case .contains(let part): middles.append(part.text)
      case .startsWith(let part): starts.append(part.text)
      case .endsWith(let part): ends.append(part.text)
      }
    }
    let middle = middles.joined(separator: " ")
    for start in starts + [""] {
      for end in ends + [""] { whole += [start + " " + middle + " " + end, start + middle + end] }
    }
    for start in starts { whole += ends.compactMap { start.overlapping($0) } }
    return whole + starts + middles + ends + ["something else", "7", ""]
  }

  private static func numbers(near question: NumberQuestion) -> [Double] {
    let edges: [Double] =
      switch question {
      case .oneOf(let values): values
      case .greaterThan(let value), .lessThan(let value), .atLeast(let value), .atMost(let value):
        [value]
      }
    return edges + edges.flatMap { [$0 + 1, $0 - 1, $0 + 0.5, $0 - 0.5, $0.nextUp, $0.nextDown] }
  }

  private static func instants(near range: InstantRange, _ moment: Moment) -> [Int64] {
    let edges = [range.from, range.to].compactMap(\.self)
    return edges.flatMap { [$0, $0 - 1] } + [moment.now]
  }
}

/// Histories of one event next to those at which questions change their answer.
enum EventCandidates {
  typealias Asked = (question: EventQuestion, holds: Bool)

  /// The Unix seconds of each occurrence; nil where no history is found that answers as asked.
  static func occurrences(for asked: [Asked], at moment: Moment) -> [Int64]? {
    let fits = { (occurrences: [Int64]) in
      asked.allSatisfy { $0.question.holds(of: occurrences) == $0.holds }
    }
    let instants = instants(asked.map(\.question), moment)
    let counts = counts(asked.map(\.question))
    if fits([]) { return [] }
    for count in counts {
      for instant in instants {
        for run in runs(count, at: instant, moment) where fits(run) { return run }
      }
    }
    // Some early, some late.
    for first in instants {
      for last in instants where first < last {
        for (early, late) in product(counts, counts) {
          for run in runs(early, at: first, moment) {
            for rest in runs(late, at: last, moment) where fits(run + rest) { return run + rest }
          }
        }
      }
    }
    return nil
  }

  /// In different seconds, before one or from it on; nothing lies in the future.
  private static func runs(_ count: Int, at instant: Int64, _ moment: Moment) -> [[Int64]] {
    let before = (0..<Int64(count)).map { instant - $0 }
    let after = (0..<Int64(count)).map { instant + $0 }
    return instant + Int64(count) - 1 <= moment.now && count > 1 ? [before, after] : [before]
  }

  private static func instants(_ questions: [EventQuestion], _ moment: Moment) -> [Int64] {
    var edges: Set<Int64> = [moment.now]
    for question in questions {
      if let since = question.since { edges.formUnion([since, since - 1]) }
      switch question.measure {
      case .ever, .count: break
      case .first(let range), .last(let range):
        for edge in [range.from, range.to].compactMap(\.self) { edges.formUnion([edge, edge - 1]) }
      }
    }
    return edges.filter { $0 <= moment.now }.sorted(by: >).prefix(8).map(\.self)
  }

  /// The greatest number of occurrences that are made up.
  private static let most = 200.0

  private static func counts(_ questions: [EventQuestion]) -> [Int] {
    var counts: Set<Int> = [1]
    for question in questions {
      guard case .count(let test) = question.measure else { continue }
      let edges: [Double] =
        switch test {
        case .oneOf(let values): values
        case .greaterThan(let value), .lessThan(let value), .atLeast(let value), .atMost(let value):
          [value]
        }
      for edge in edges where (0...most).contains(edge) {
        counts.formUnion([Int(edge), Int(edge) + 1, Int(edge) - 1])
      }
    }
    return counts.filter { $0 > 0 }.sorted().prefix(5).map(\.self)
  }

  private static func product(_ left: [Int], _ right: [Int]) -> [(Int, Int)] {
    left.flatMap { first in right.map { (first, $0) } }
  }
}

extension String {
  /// The shortest text that begins with this and ends with another; nil where they share nothing.
  fileprivate func overlapping(_ end: String) -> String? {
    let (start, end) = (Array(unicodeScalars), Array(end.unicodeScalars))
    for shared in stride(from: min(start.count, end.count), to: 0, by: -1)
    where start.suffix(shared) == end.prefix(shared) {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: start + end.dropFirst(shared))
      return String(text)
    }
    return nil
  }
}
