internal import Diagnostics

/// The parts of a link that rules look at.
struct LinkAddress {
  /// `http` or `https`; nil where a variable says it.
  let scheme: Substring?
  /// The variable at its start.
  let variable: Substring?
  /// What follows the scheme or the variable, up to a `/`, `?` or `#`.
  let host: Substring
  /// From its first `/`; may be empty.
  let path: Substring
  /// Without its `?`.
  let query: Substring
  /// Without its `#`.
  let fragment: Substring

  /// All of it is cut at ASCII, byte by byte: a project has as many links as campaigns.
  init(_ url: String) {
    let bytes = url.utf8
    var rest = url[...]
    if url.hasPrefix("${"), let close = bytes.firstIndex(of: Byte.closeBrace) {
      variable = url[..<close].dropFirst(2)
      scheme = nil
      rest = url[bytes.index(after: close)...]
    } else if let colon = bytes.firstIndex(of: Byte.colon),
      bytes[bytes.index(after: colon)...].starts(with: "//".utf8)
    {
      variable = nil
      scheme = url[..<colon]
      rest = url[bytes.index(colon, offsetBy: 3)...]
    } else {
      variable = nil
      scheme = nil
    }
    let (beforeHash, fragment) = Self.cut(rest, at: UInt8(ascii: "#"))
    let (beforeQuery, query) = Self.cut(beforeHash, at: UInt8(ascii: "?"))
    self.fragment = fragment.dropFirst()
    self.query = query.dropFirst()
    (host, path) = Self.cut(beforeQuery, at: UInt8(ascii: "/"))
  }

  /// What stands before the first of these bytes, and the rest from there on.
  private static func cut(_ text: Substring, at byte: UInt8) -> (Substring, Substring) {
    let place = text.utf8.firstIndex(of: byte) ?? text.endIndex
    return (text[..<place], text[place...])
  }

  /// True when it names no page beyond the first; what counts visits (`utm_source=…`) names none.
  ///
  /// Of a link that begins with a variable, this is about what follows the variable.
  var isFirstPage: Bool {
    Self.firstPages.contains { $0.utf8.elementsEqual(path.utf8) } && fragment.isEmpty
      && query.split(separator: "&").allSatisfy { $0.hasPrefix("utm_") }
  }

  private static let firstPages = ["", "/", "/home", "/index.html"]

  /// True when what is sent there goes unencrypted, over a network.
  var isInsecure: Bool {
    guard let scheme, scheme.lowercased() == "http" else { return false }
    if host.hasPrefix("[::1]") { return false }
    let name = host.prefix { $0 != ":" }
    return name != "localhost" && !name.hasSuffix(".localhost") && !name.hasPrefix("127.")
  }
}

/// A link that begins with a variable and may be out of order, as the variable's value tells.
struct OpenLink: Sendable {
  let variable: String
  let place: SourceRange
}
