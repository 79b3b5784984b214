/// What is known of how often somebody did one thing.
///
/// A workspace counts all that ever happened, and lists what happened lately: of what lies before, only
/// the first and the last are known, and how many there were.
package struct EventHistory: Sendable, Hashable {
  /// How often, ever; at least as often as is listed.
  private let total: Int
  /// Unix seconds.
  private let first: Int64
  private let last: Int64
  /// All from `listedFrom` on, sorted.
  private let listed: [Int64]
  /// Unix seconds.
  private let listedFrom: Int64

  /// Nil where it never happened.
  package init?(
    total: Int, first: Int64, last: Int64, listed: [Int64], listedFrom: Int64
  ) {
    let listed = listed.filter { $0 >= listedFrom }.sorted()
    self.total = max(total, listed.count)
    guard self.total > 0 else { return nil }
    self.first = min(first, listed.first ?? first)
    self.last = max(last, listed.last ?? last)
    self.listed = listed
    self.listedFrom = listedFrom
  }

  /// Where all of it is known; nil where it never happened.
  package init?(_ all: [Int64]) {
    guard let first = all.min(), let last = all.max() else { return nil }
    self.init(total: all.count, first: first, last: last, listed: all, listedFrom: .min)
  }

  /// What is known of those from a time on.
  package func kept(since: Int64?) -> KeptEvents {
    guard let since, since > first else {
      return KeptEvents(least: total, most: total, first: first...first, last: last)
    }
    guard since <= last else { return .none }
    if since >= listedFrom {
      let kept = listed.filter { $0 >= since }
      guard let first = kept.first else { return .none }
      return KeptEvents(least: kept.count, most: kept.count, first: first...first, last: last)
    }
    // The first of those that are not listed lies before; the last of all does not.
    let unlisted = total - listed.count
    let least = max(1, listed.count)
    let most = max(least, listed.count + unlisted - 1)
    let latestFirst = listed.first ?? last
    return KeptEvents(
      least: least, most: most, first: (least == most ? latestFirst : since)...latestFirst,
      last: last)
  }
}

/// What is known of the occurrences that a condition looks at.
package struct KeptEvents: Sendable, Hashable {
  package let least: Int
  package let most: Int
  /// Unix seconds, between which the first of them lies; nil where there is none.
  package let first: ClosedRange<Int64>?
  package let last: Int64?

  package static let none = KeptEvents(least: 0, most: 0, first: nil, last: nil)
}

extension EventQuestion {
  /// Nil where what is known does not tell.
  func answer(of history: EventHistory?) -> Bool? {
    let kept = history?.kept(since: since) ?? .none
    switch measure {
    case .ever: return kept.most > 0
    case .count(let question): return question.answer(between: kept.least, kept.most)
    case .first(let range): return kept.first.map(range.answer(of:)) ?? false
    case .last(let range): return kept.last.map(range.contains) ?? false
    }
  }
}

extension NumberQuestion {
  /// Of a count that lies somewhere between two; nil where it is open.
  fileprivate func answer(between least: Int, _ most: Int) -> Bool? {
    let answers: (Bool, Bool) = (holds(of: Double(least)), holds(of: Double(most)))
    switch self {
    case .greaterThan, .lessThan, .atLeast, .atMost: break
    case .oneOf(let values):
      let isHit = values.contains {
        Double(least) <= $0 && $0 <= Double(most) && $0 == $0.rounded()
      }
      if !isHit { return false }
      let isSure =
        (most - least) < values.count && (least...most).allSatisfy { holds(of: Double($0)) }
      return isSure ? true : nil
    }
    return answers.0 == answers.1 ? answers.0 : nil
  }
}

extension InstantRange {
  fileprivate func answer(of range: ClosedRange<Int64>) -> Bool? {
    let ends = (contains(range.lowerBound), contains(range.upperBound))
    if ends == (true, true) { return true }
    let isApart =
      to.map { $0 <= range.lowerBound } ?? false || from.map { $0 > range.upperBound } ?? false
    return isApart || isEmpty ? false : nil
  }
}
