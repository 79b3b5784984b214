internal import Diagnostics

extension TextForm {
  /// An address that people are sent to.
  static let link = TextForm(
    "a URL", pattern: "^(?:https?://|\(VariableScan.pattern))\(urlRest)$", filling: .copy,
    longest: 2_000, kind: .invalidURL,
    help: "begin with `https://`, or with a variable that does, as `${app_url}/reports`; "
      + "write `%20` for a space",
    beginning: .url
  ) { text in
    var scan = URLScan(text)
    return (scan.scheme() || scan.variable()) && scan.rest()
  }

  /// Where a page may be: `/reports/*`, `https://app.acme.test/*`.
  static let page = TextForm(
    "a page", pattern: "^(?:/|https?://|\(VariableScan.pattern))\(blankless)*$",
    filling: .variables,
    longest: 2_000, kind: .invalidPage,
    help: "write a path from its first `/`, as `/reports/*`, or a whole URL; "
      + "`*` stands for anything",
    beginning: .page
  ) { text in
    var scan = URLScan(text)
    return (scan.slash() || scan.scheme() || scan.variable()) && !scan.hasBlank
  }

  /// The address of a server.
  static let server = TextForm(
    "the URL of a server",
    pattern: #"^https?://[^\u0000-\u0020\u007F/?#]+(?:/[^\u0000-\u0020\u007F?#]*)?$"#,
    longest: 2_000,
    kind: .invalidURL, help: "write where the server is, as `https://messages.acme.test`"
  ) { text in
    var scan = URLScan(text)
    return scan.scheme() && !scan.hasBlank && scan.hasHost
      && !text.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
  }

  private static let urlRest = #"(?:\{\{[^{}]*\}\}|"# + blankless + ")*"
}

/// Reads the parts of a URL that the format looks at.
struct URLScan {
  private var remainder: Substring.UTF8View

  init(_ text: String) {
    remainder = text[...].utf8
  }

  mutating func scheme() -> Bool {
    for scheme in ["https://", "http://"] where remainder.starts(with: scheme.utf8) {
      remainder = remainder.dropFirst(scheme.utf8.count)
      return true
    }
    return false
  }

  mutating func slash() -> Bool {
    guard remainder.first == Byte.slash else { return false }
    remainder = remainder.dropFirst()
    return true
  }

  /// Skips `${name}`.
  mutating func variable() -> Bool {
    guard remainder.starts(with: "${".utf8) else { return false }
    let name = remainder.dropFirst(2).prefix(while: Byte.isNamePart)
    let after = remainder.dropFirst(2 + name.count)
    guard let first = name.first, !Byte.isDigit(first), after.first == Byte.closeBrace else {
      return false
    }
    remainder = after.dropFirst()
    return true
  }

  /// True when what is left may end a URL: blanks stand within `{{ }}` alone.
  mutating func rest() -> Bool {
    var isInside = false
    while let byte = remainder.first {
      if remainder.starts(with: isInside ? "}}".utf8 : "{{".utf8) {
        isInside.toggle()
        remainder = remainder.dropFirst(2)
        continue
      }
      if Byte.isBlank(byte), !isInside { return false }
      remainder = remainder.dropFirst()
    }
    return true
  }

  var hasBlank: Bool { remainder.contains(where: Byte.isBlank) }

  var hasHost: Bool { remainder.first.map { $0 != Byte.slash } ?? false }

  /// The authority: what stands before the first `/`, `?` or `#`.
  var authority: Substring.UTF8View {
    remainder.prefix { $0 != Byte.slash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
  }
}
