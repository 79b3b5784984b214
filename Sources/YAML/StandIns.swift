/// Characters that stand for others while libyaml reads.
///
/// libyaml takes U+0085, U+2028 and U+2029 for line breaks, as YAML 1.1 did; to YAML 1.2 they are
/// characters like any other, and they come into files unseen, by pasting. So a file that holds one
/// is read with private characters in their places, and the values get the real ones back. Both are
/// one scalar, so that libyaml's positions stay true.
struct StandIns {
  /// The file's content with the stand-ins in it.
  let bytes: [UInt8]
  private let originals: [Unicode.Scalar: Unicode.Scalar]

  /// Nil when the file, which must be UTF-8, has none of the three.
  init?(for content: [UInt8]) {
    guard let first = Self.firstSeparator(in: content) else { return nil }
    var free = Self.unusedScalars(in: content).makeIterator()
    var standIns: [Unicode.Scalar: Unicode.Scalar] = [:]
    var text = String.UnicodeScalarView()
    text.append(
      contentsOf: String(decoding: content[..<first], as: UTF8.self).unicodeScalars)
    for scalar in String(decoding: content[first...], as: UTF8.self).unicodeScalars {
      guard Self.separators.contains(scalar) else {
        text.append(scalar)
        continue
      }
      if standIns[scalar] == nil {
        // A file that names every private character is read as libyaml reads it.
        guard let next = free.next() else { return nil }
        standIns[scalar] = next
      }
      text.append(standIns[scalar] ?? scalar)
    }
    bytes = Array(String(text).utf8)
    originals = Dictionary(uniqueKeysWithValues: standIns.map { ($0.value, $0.key) })
  }

  /// A value with the real characters back in their places.
  func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { originals[$0] != nil }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(originals[scalar] ?? scalar) }
    return String(result)
  }

  static let separators: [Unicode.Scalar] = ["\u{85}", "\u{2028}", "\u{2029}"]

  private static func firstSeparator(in content: [UInt8]) -> Int? {
    content.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if bytes.isASCII(at: index, count: 8) {
          index += 8
          continue
        }
        switch bytes[index] {
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85:
          return index
        case 0xE2
        where index + 2 < bytes.count && bytes[index + 1] == 0x80
          && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9):
          return index
        default:
          index += 1
        }
      }
      return nil
    }
  }

  /// Private characters that the content neither holds nor could spell in an escape (`\uE000`).
  private static func unusedScalars(in content: [UInt8]) -> [Unicode.Scalar] {
    let range = 0xE000...0xF8FF
    var isUsed = [Bool](repeating: false, count: range.count)
    var digits = 0
    var spelled = 0
    for byte in content {
      if let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
        spelled = (spelled << 4 | digit) & 0xFFFF
        digits += 1
        if digits >= 4, range.contains(spelled) { isUsed[spelled - range.lowerBound] = true }
      } else {
        digits = 0
      }
    }
    for scalar in String(decoding: content, as: UTF8.self).unicodeScalars
    where range.contains(Int(scalar.value)) {
      isUsed[Int(scalar.value) - range.lowerBound] = true
    }
    return range.lazy.filter { !isUsed[$0 - range.lowerBound] }.prefix(separators.count)
      .compactMap(Unicode.Scalar.init)
  }
}
