import HTTP

/// What of a remote's text may stand in an error: nothing that a terminal would obey, and never the
/// token, should a server echo it.
struct ShownText: Sendable {
  private let token: Secret

  init(hiding token: Secret) { self.token = token }

  /// A code, a field's path or an id as the remote wrote it; nil when it is anything else.
  func word(_ text: String) -> String? {
    let isWord = text.utf8.count <= 64 && text.utf8.allSatisfy(Self.isWordByte)
    guard isWord, !text.isEmpty, !text.contains(token.reveal()) else { return nil }
    return text
  }

  /// A sentence of ours that may quote the remote: control characters made visible, and cut where
  /// it goes on for too long.
  func sentence(_ text: String) -> String {
    let visible = text.replacing(token.reveal(), with: token.description)
      .unicodeScalars.prefix(Self.longest + 1).map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
          .unassigned:
          "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: String(scalar)
        }
      }
    return visible.prefix(Self.longest).joined() + (visible.count > Self.longest ? "…" : "")
  }

  /// In Unicode scalars.
  private static let longest = 300

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-.[]/".utf8.contains(byte)
    }
  }
}
