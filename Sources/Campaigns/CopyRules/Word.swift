/// One word of a text: what stands between blanks, without the punctuation round it.
struct Word {
  /// Its bytes in the text.
  let range: Range<Int>
  /// The bytes to the next blank, with the punctuation before and after it.
  let chunk: Range<Int>
  /// True where something is filled in: `${name}`, `{{name}}`.
  let isFilled: Bool

  /// The words of a text in their order. What is filled in is one word, whatever it holds.
  static func all(in bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    var index = 0
    while index < bytes.count {
      if Byte.isBlank(bytes[index]) {
        index += 1
        continue
      }
      let start = index
      var isFilled = false
      while index < bytes.count, !Byte.isBlank(bytes[index]) {
        if let end = endOfFilling(in: bytes, at: index) {
          isFilled = true
          index = end
        } else {
          index += 1
        }
      }
      let core = trimmed(bytes, start..<index)
      if isFilled || !core.isEmpty {
        words.append(
          Word(range: isFilled ? start..<index : core, chunk: start..<index, isFilled: isFilled))
      }
    }
    return words
  }

  /// Where what is filled in there ends; nil where nothing is.
  private static func endOfFilling(in bytes: [UInt8], at index: Int) -> Int? {
    guard index + 2 < bytes.count, bytes[index + 1] == Byte.openBrace,
      bytes[index] == Byte.dollar || bytes[index] == Byte.openBrace
    else { return nil }
    let isVariable = bytes[index] == Byte.dollar
    var end = index + 2
    while end < bytes.count {
      if bytes[end] == Byte.closeBrace {
        if isVariable { return end + 1 }
        if end + 1 < bytes.count, bytes[end + 1] == Byte.closeBrace { return end + 2 }
      }
      end += 1
    }
    return nil
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      if isPunctuation(bytes[start]) {
        start += 1
      } else if start + 2 < end, isQuoteOrDash(bytes, at: start) {
        start += 3
      } else {
        break
      }
    }
    while end > start {
      if isPunctuation(bytes[end - 1]) {
        end -= 1
      } else if end - 3 >= start, isQuoteOrDash(bytes, at: end - 3) {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    byte < 0x80 && !Byte.isLetter(byte) && !Byte.isDigit(byte)
  }

  /// U+2010 to U+203F: dashes, quotes, the ellipsis.
  private static func isQuoteOrDash(_ bytes: [UInt8], at index: Int) -> Bool {
    bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] >= 0x90
  }
}

/// Words that are looked for in a text, in whatever case.
struct Phrase {
  /// As it is shown.
  let text: String
  private let words: [[UInt8]]

  /// - Parameter text: in lower case.
  init(_ text: String) {
    self.text = text
    words = text.split(separator: " ").map { Array($0.utf8) }
  }

  /// The bytes of the phrase, when it stands at a word.
  func range(in passage: Passage, at index: Int) -> Range<Int>? {
    guard let first = passage.words.indices.contains(index) ? passage.words[index] : nil,
      index + words.count <= passage.words.count
    else { return nil }
    for offset in words.indices {
      let range = passage.words[index + offset].range
      guard Self.reads(words[offset], passage.bytes, range) else { return nil }
    }
    return first.range.lowerBound..<passage.words[index + words.count - 1].range.upperBound
  }

  private static func reads(_ word: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    for expected in word {
      guard index < range.upperBound else { return false }
      let byte = bytes[index]
      if expected == Byte.apostrophe, byte == 0xE2, index + 2 < range.upperBound,
        bytes[index + 1] == 0x80, bytes[index + 2] == 0x99
      {
        index += 3
        continue
      }
      guard (Byte.isUppercase(byte) ? byte | 0x20 : byte) == expected else { return false }
      index += 1
    }
    return index == range.upperBound
  }
}
