import Planning

/// Somebody who does not exist, and reads copy: what `{{ }}` is filled with for them, or for somebody
/// of whom nothing is known.
struct SampleReader {
  private let isKnown: Bool

  static let known = SampleReader(isKnown: true)
  static let unknown = SampleReader(isKnown: false)

  enum Piece: Hashable {
    case text(String)
    /// What is shown for a placeholder; empty where it has no fallback.
    case filled(String)
  }

  /// Copy as it is shown; `{{{{` is `{{`, and what is no placeholder stays as it is written.
  func pieces(of copy: String) -> [Piece] {
    let bytes = Array(copy.utf8)
    var pieces: [Piece] = []
    var start = 0
    func text(_ range: Range<Int>) {
      let text = String(decoding: bytes[range], as: UTF8.self).replacing("{{{{", with: "{{")
      if !text.isEmpty { pieces.append(.text(text)) }
    }
    for placeholder in Self.placeholders(in: copy) {
      text(start..<placeholder.range.lowerBound)
      let value = isKnown ? Self.value(of: placeholder.name) : placeholder.fallback ?? ""
      pieces.append(.filled(value))
      start = placeholder.range.upperBound
    }
    text(start..<bytes.count)
    return pieces
  }

  static func placeholders(in copy: String) -> [PlaceholderScan.Placeholder] {
    PlaceholderScan.pieces(in: copy).compactMap { piece in
      switch piece {
      case .placeholder(let placeholder): placeholder
      case .malformed: nil
      }
    }
  }

  /// What is known of the sample person; of attributes that only the workspace has, their names.
  static func value(of name: String) -> String {
    values[name] ?? "[\(name.replacing("_", with: " ").replacing(".", with: " "))]"
  }

  private static let values = [
    "first_name": "Ada", "last_name": "Byron", "name": "Ada Byron", "email": "ada@example.com",
    "role": "user", "company.name": "Example Ltd", "city": "London", "country": "United Kingdom",
  ]
}
