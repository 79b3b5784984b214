internal import Diagnostics

extension TextForm {
  /// An address that people are sent to.
  static let link = TextForm(
    "a URL", pattern: "^(?:https?://|\(VariableScan.pattern))\(urlRest)$", filling: .copy,
    longest: 2_000, kind: .invalidURL,
    help: "begin with `https://`, or with a variable that does, as `${app_url}/reports`; "
      + "write `%20` for a space",
    beginning: .url
  ) { text, _ in
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
  ) { text, _ in
    var scan = URLScan(text)
    return (scan.slash() || scan.scheme() || scan.variable()) && !scan.hasBlank
  }

  /// The address of a server.
  static let server = TextForm(
    "the URL of a server",
    pattern: "^(?:https://\(inAuthority)+|http://\(loopback)(?::\(inPort)*)?)(?:/\(inPath)*)?$",
    longest: 2_000, kind: .invalidURL, isSensitive: true,
    help: "write where the server is, as `https://messages.acme.test`"
  ) { text, _ in
    var scan = URLScan(text)
    return scan.scheme() && !scan.hasBlank && scan.hasHost
      && !text.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
  }

  private static let inAuthority = #"[^\u0000-\u0020\u007F/?#@]"#
  private static let inPort = #"[^\u0000-\u0020\u007F/?#@:]"#
  private static let inPath = #"[^\u0000-\u0020\u007F?#]"#
  /// This machine, to which a token may go unencrypted.
  private static let loopback =
    #"(?:localhost|\[::1\]|127(?:\.0*(?:\#(Patterns.number(upTo: 255)))){3})"#
  private static let urlRest = #"(?:\{\{[^{}]*\}\}|"# + blankless + ")*"
}

/// Reads the parts of a URL that the format looks at.
struct URLScan {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func scheme() -> Bool { skip("https://") || skip("http://") }

  mutating func slash() -> Bool { skip("/") }

  /// Skips `${name}`.
  mutating func variable() -> Bool {
    guard has("${", at: index) else { return false }
    var end = index + 2
    while end < bytes.count, Byte.isNamePart(bytes[end]) { end += 1 }
    guard end > index + 2, end < bytes.count, bytes[end] == Byte.closeBrace,
      !Byte.isDigit(bytes[index + 2])
    else { return false }
    index = end + 1
    return true
  }

  /// True when what is left may end a URL: blanks stand within `{{ }}` alone.
  mutating func rest() -> Bool {
    var isInside = false
    while index < bytes.count {
      if has(isInside ? "}}" : "{{", at: index) {
        isInside.toggle()
        index += 2
        continue
      }
      if Byte.isBlank(bytes[index]), !isInside { return false }
      index += 1
    }
    return true
  }

  var hasBlank: Bool { bytes[index...].contains(where: Byte.isBlank) }

  var hasHost: Bool { index < bytes.count && bytes[index] != Byte.slash }

  /// What stands before the first `/`, `?` or `#`.
  var authority: String {
    let end =
      bytes[index...].firstIndex { byte in
        byte == Byte.slash || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
      } ?? bytes.count
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    guard has(word, at: index) else { return false }
    index += word.utf8CodeUnitCount
    return true
  }

  private func has(_ word: StaticString, at index: Int) -> Bool {
    guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
    return word.withUTF8Buffer { expected in
      for offset in expected.indices where bytes[index + offset] != expected[offset] {
        return false
      }
      return true
    }
  }
}
