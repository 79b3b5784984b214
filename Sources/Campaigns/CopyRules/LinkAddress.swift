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

  init(_ url: String) {
    var rest = url[...]
    if url.hasPrefix("${"), let close = url.firstIndex(of: "}") {
      variable = url[..<close].dropFirst(2)
      scheme = nil
      rest = url[url.index(after: close)...]
    } else if let range = url.firstRange(of: "://") {
      variable = nil
      scheme = url[..<range.lowerBound]
      rest = url[range.upperBound...]
    } else {
      variable = nil
      scheme = nil
    }
    let hash = rest.firstIndex(of: "#") ?? rest.endIndex
    fragment = rest[hash...].dropFirst()
    let beforeHash = rest[..<hash]
    let mark = beforeHash.firstIndex(of: "?") ?? beforeHash.endIndex
    query = beforeHash[mark...].dropFirst()
    let beforeQuery = beforeHash[..<mark]
    let slash = beforeQuery.firstIndex(of: "/") ?? beforeQuery.endIndex
    host = beforeQuery[..<slash]
    path = beforeQuery[slash...]
  }

  /// True when it names no page beyond the first; what counts visits (`utm_source=…`) names none.
  ///
  /// Of a link that begins with a variable, this is about what follows the variable.
  var isFirstPage: Bool {
    Self.firstPages.contains(String(path)) && fragment.isEmpty
      && query.split(separator: "&").allSatisfy { $0.hasPrefix("utm_") }
  }

  private static let firstPages: Set<String> = ["", "/", "/home", "/index.html"]

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
