/// One pattern of pages, as far as it matters whether a page can match two of them.
///
/// A path is a page of any host. Two patterns with a `*` have a page in common when what stands before
/// their first `*` and what stands after their last one fit: whatever stands between can be put one
/// after the other.
package struct PagePattern: Sendable, Hashable {
  /// With its scheme; nil for any.
  private let host: [UInt8]?
  /// What stands before the first `*`: all of it where there is none.
  let head: [UInt8]
  /// What stands after the last `*`; nil where there is none.
  private let tail: [UInt8]?
  private let path: [UInt8]

  /// Matches every page.
  static let every = PagePattern("*")

  package init(_ text: String) {
    let (host, path) = Self.parts(Array(text.utf8))
    self.host = host
    self.path = path
    head = Array(path.prefix { $0 != Self.star })
    tail = path.lastIndex(of: Self.star).map { Array(path[($0 + 1)...]) }
  }

  /// Whether some page matches both.
  package func meets(_ other: PagePattern) -> Bool {
    if let host, let otherHost = other.host, host != otherHost { return false }
    switch (tail, other.tail) {
    case (nil, nil): return path == other.path
    case (nil, _?): return PagePatterns.covers(other.path, path)
    case (_?, nil): return PagePatterns.covers(path, other.path)
    case (let tail?, let otherTail?):
      return Self.fit(head, other.head) && Self.fit(tail.reversed(), otherTail.reversed())
    }
  }

  private static func fit(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
    zip(one, other).allSatisfy(==)
  }

  /// A `*` in a host may reach beyond it: then any host is meant, and any beginning of the path.
  private static func parts(_ text: [UInt8]) -> (host: [UInt8]?, path: [UInt8]) {
    guard text.first != slash, let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
      return (nil, text)
    }
    let start = min(colon + 3, text.count)
    let end = text[start...].firstIndex(of: slash) ?? text.count
    let host = Array(text[..<end])
    let path = end < text.count ? Array(text[end...]) : [slash]
    if !host.contains(star) { return (host, path) }
    return (nil, end < text.count ? [star] + path : [star])
  }

  private static let star = UInt8(ascii: "*")
  private static let slash = UInt8(ascii: "/")
}
