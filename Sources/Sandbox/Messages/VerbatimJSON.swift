import JSON

/// A JSON value as it was sent, without the white space between its tokens.
///
/// What a client asks to be kept verbatim (metadata, the audience) never passes through parsed
/// numbers and strings, which would write `1.50` as `1.5` and lose integers beyond 64 bits.
struct VerbatimJSON {
  private let bytes: ArraySlice<UInt8>

  var count: Int { bytes.count }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text must have been parsed without an error.
  init(wellFormed text: some Sequence<UInt8>) {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.underestimatedCount)
    var inString = false
    var escaped = false
    for byte in text {
      if inString {
        if escaped {
          escaped = false
        } else if byte == Self.backslash {
          escaped = true
        } else if byte == Self.quote {
          inString = false
        }
      } else if Self.space.contains(byte) {
        continue
      } else if byte == Self.quote {
        inString = true
      }
      kept.append(byte)
    }
    bytes = kept[...]
  }

  private init(slice: ArraySlice<UInt8>) { bytes = slice }

  /// The member's value; nil when this is no object or has no such member.
  subscript(name: String) -> VerbatimJSON? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var position = bytes.startIndex + 1
    while position < bytes.endIndex, bytes[position] == Self.quote {
      let colon = end(ofStringAt: position)
      let isWanted = Self.isString(bytes[position..<colon], name)
      let end = end(ofValueAt: colon + 1)
      if isWanted { return VerbatimJSON(slice: bytes[(colon + 1)..<end]) }
      position = end + 1
    }
    return nil
  }

  private static func isString(_ token: ArraySlice<UInt8>, _ name: String) -> Bool {
    do {
      let string = try JSONValue(parsing: Array(token)).string
      return string?.utf8.elementsEqual(name.utf8) ?? false
    } catch {
      preconditionFailure("the name of a member was not parsed before: \(error)")
    }
  }

  /// The index behind the closing quote.
  private func end(ofStringAt start: Int) -> Int {
    var position = start + 1
    while bytes[position] != Self.quote {
      position += bytes[position] == Self.backslash ? 2 : 1
    }
    return position + 1
  }

  /// The index of the comma or bracket behind the value.
  private func end(ofValueAt start: Int) -> Int {
    var position = start
    var depth = 0
    while position < bytes.endIndex {
      switch bytes[position] {
      case Self.quote:
        position = end(ofStringAt: position)
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return position }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return position }
      default: break
      }
      position += 1
    }
    return position
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let space = Array(" \t\r\n".utf8)
}
