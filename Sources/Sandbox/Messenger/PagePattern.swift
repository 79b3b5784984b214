/// Where somebody is in the product.
struct PageAddress: Sendable, Equatable {
  /// With scheme and host; nil where the page told a path alone.
  let url: [UInt8]?
  let path: [UInt8]
  /// The query and the fragment, with their marks.
  let rest: [UInt8]

  /// Nil for a text that is neither a path nor an address of the web.
  init?(_ text: String) {
    let end = text.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    rest = Array(text[(end ?? text.endIndex)...].utf8)
    let page = text[..<(end ?? text.endIndex)]
    if page.utf8.first == UInt8(ascii: "/") {
      url = nil
      path = Array(page.utf8)
      return
    }
    guard let authority = Self.authority(of: page) else { return nil }
    let path = page[authority.endIndex...]
    self.path = path.isEmpty ? [UInt8(ascii: "/")] : Array(path.utf8)
    url = Array(page[..<authority.endIndex].lowercased().utf8) + self.path
  }

  /// The host and port of `https://app.acme.test:8443/reports`.
  fileprivate static func authority(of address: Substring) -> Substring? {
    guard let scheme = address.firstRange(of: "://"),
      ["http", "https"].contains(address[..<scheme.lowerBound].lowercased())
    else { return nil }
    let authority = address[scheme.upperBound...].prefix { $0 != "/" }
    return authority.isEmpty ? nil : authority
  }
}

/// One of the places where a message may be shown: a path or an address, in which `*` stands for
/// anything.
///
/// A query and a fragment are looked at where the pattern has a `?` or a `#`. Scheme and host are the
/// same in capitals and not; paths are not.
struct PagePattern: Sendable {
  private let bytes: [UInt8]
  private let isPath: Bool
  private let hasRest: Bool

  init(_ text: String) {
    isPath = text.utf8.first == UInt8(ascii: "/")
    hasRest = text.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    if let authority = PageAddress.authority(of: text[...]) {
      let tail = text[authority.endIndex...]
      // An address without a path is that of the first page.
      let slash = tail.isEmpty && authority.last != "*" ? "/" : ""
      bytes = Array((text[..<authority.endIndex].lowercased() + slash + tail).utf8)
    } else {
      bytes = Array(text.utf8)
    }
  }

  func matches(_ page: PageAddress) -> Bool {
    guard let text = isPath ? page.path : page.url else { return false }
    return Self.matches(bytes, hasRest ? text + page.rest : text)
  }

  /// Takes time in the product of both lengths at worst, and no more.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
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
