/// What a workspace says when it is asked how many people a rule matches.
public enum PeopleCount: Sendable, Hashable {
  case people(Int, of: Int)
  /// As many or fewer: what it can be asked matches others too.
  case atMost(Int, of: Int)
  /// It does not count such a rule, or none at all.
  case uncounted
}

extension PeopleCount {
  /// Nil where it was not counted.
  public var matching: Headcount? {
    switch self {
    case .people(let count, _): Headcount(count)
    case .atMost(let count, _): Headcount(count, isAtMost: true)
    case .uncounted: nil
    }
  }

  /// Everybody in the workspace; nil where nothing was counted.
  public var everyone: Int? {
    switch self {
    case .people(_, let everyone), .atMost(_, let everyone): everyone
    case .uncounted: nil
    }
  }
}

/// A number of people, or one that they are at most.
public struct Headcount: Sendable, Hashable {
  public let count: Int
  /// Whether it may be fewer. Never of nobody.
  public let isAtMost: Bool

  public init(_ count: Int, isAtMost: Bool = false) {
    self.count = count
    self.isAtMost = isAtMost && count > 0
  }

  /// The same, if it may be fewer.
  var bound: Headcount { Headcount(count, isAtMost: true) }

  static func + (left: Headcount, right: Headcount) -> Headcount {
    Headcount(left.count + right.count, isAtMost: left.isAtMost || right.isAtMost)
  }
}

extension Headcount: ExpressibleByIntegerLiteral {
  public init(integerLiteral count: Int) { self.init(count) }
}
