import Foundation

/// Copy that says something of whoever reads it: `{{first_name | fallback: "there"}}` is what is
/// known of the person, or else the fallback, or else nothing; `{{{{` stands for `{{`.
struct PersonalText: Sendable, Equatable {
  enum Piece: Sendable, Equatable {
    case text(String)
    case attribute(name: String, fallback: String)
  }

  let pieces: [Piece]

  /// What is no placeholder stays as it is written.
  init(_ text: String) {
    var pieces: [Piece] = []
    var plain = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      plain += rest[..<open.lowerBound]
      let inside = rest[open.upperBound...]
      if inside.hasPrefix("{{") {
        plain += "{{"
        rest = inside.dropFirst(2)
      } else if let close = Self.closing(inside), let piece = Self.piece(inside[..<close]) {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        pieces.append(piece)
        rest = inside[inside.index(close, offsetBy: 2)...]
      } else {
        plain += "{{"
        rest = inside
      }
    }
    plain += rest
    if !plain.isEmpty { pieces.append(.text(plain)) }
    self.pieces = pieces
  }

  /// What is put into an address, so that it is a part of it and cannot make another of it.
  static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  /// Where the `}}` is, with what stands in quotes skipped.
  private static func closing(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if text[index...].hasPrefix("}}") {
        return index
      } else if text[index...].hasPrefix("{{") {
        return nil
      }
    }
    return nil
  }

  private static func piece(_ content: Substring) -> Piece? {
    let halves = content.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let name = halves[0].trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, name.unicodeScalars.allSatisfy(names.contains) else { return nil }
    if halves.count == 1 { return .attribute(name: name, fallback: "") }
    let half = halves[1].trimmingCharacters(in: .whitespaces)
    guard half.hasPrefix("fallback:") else { return nil }
    let quoted = half.dropFirst("fallback:".count).trimmingCharacters(in: .whitespaces)
    guard quoted.count >= 2, let quote = quoted.first, quote == quoted.last,
      quote == "\"" || quote == "'"
    else { return nil }
    return .attribute(name: name, fallback: String(quoted.dropFirst().dropLast()))
  }

  private static let names = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")
  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-")
}
