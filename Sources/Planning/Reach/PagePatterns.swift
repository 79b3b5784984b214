/// The pages of one message: patterns in which `*` stands for anything, any of which may match. None
/// is every page.
public struct PagePatterns: Sendable, Hashable {
  private let patterns: [String]

  public init(_ patterns: [String]) { self.patterns = patterns }

  /// Whether every page of others is one of these for certain, pattern by pattern.
  public func cover(_ others: [String]) -> Bool {
    if patterns.isEmpty { return true }
    if others.isEmpty { return false }
    return others.allSatisfy { other in
      patterns.contains { Self.covers(Array($0.utf8), Array(other.utf8)) }
    }
  }

  /// A pattern covers another one when it matches its text, whose `*` only a `*` matches.
  static func covers(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (p, t) = (0, 0)
    var retry: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == star {
        retry = (p + 1, t)
        p += 1
      } else if p < pattern.count, pattern[p] == text[t] {
        (p, t) = (p + 1, t + 1)
      } else if let last = retry {
        retry = (last.pattern, last.text + 1)
        (p, t) = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == star }
  }

  private static let star = UInt8(ascii: "*")
}
