/// What attempts without a plain answer leave open about a request that changes something.
public enum Doubt: Int, Sendable, Hashable, Comparable {
  case none
  /// The server said that it failed, and may have done it before that: what it has now is how it ends.
  case failed
  /// No answer came, or one of a gateway: the server may still be at it.
  case lost

  /// What an answer leaves open.
  public init(status: Int) {
    switch status {
    case 408, 500, 501, 503: self = .failed
    case 500...599: self = .lost
    default: self = .none
    }
  }

  public static func < (left: Doubt, right: Doubt) -> Bool { left.rawValue < right.rawValue }
}
