extension JSONParser {
  /// Reads a string whose opening quote is at the present position.
  mutating func string() throws(JSONError) -> String {
    let start = position + 1
    position = endOfPlainText(from: start)
    if position < count, self[position] == ASCII.quote {
      defer { position += 1 }
      return try text(start..<position)
    }
    return try escapedString(from: start)
  }

  /// The first quote, backslash or control character at or after an index.
  @inline(__always)
  private func endOfPlainText(from start: Int) -> Int {
    var index = start
    while index + 8 <= count {
      let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word.holdsByteThatEndsPlainText { break }
      index += 8
    }
    while index < count {
      let byte = self[index]
      if byte == ASCII.quote || byte == ASCII.backslash || byte < ASCII.space { break }
      index += 1
    }
    return index
  }

  /// A string's bytes between its quotes when nothing in it is escaped.
  @inline(__always)
  private func text(_ range: Range<Int>) throws(JSONError) -> String {
    let bytes = UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    let read = bytes.withMemoryRebound(to: UInt8.self) { validText($0) }
    guard let read else { throw invalidUTF8(range) }
    return read
  }

  /// The text of bytes; nil when they are not valid UTF-8. (`String(validating:as:)` says the same
  /// at three times the cost, in generic metadata.)
  private func validText(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: bytes.span))
    } catch {
      return nil
    }
  }

  /// Reads the rest of a string from its first escape, which is at the present position.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var decoded: [UInt8] = []
    var plainFrom = start
    while true {
      decoded.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes(plainFrom..<position)))
      switch try byte() {
      case ASCII.quote:
        guard let read = decoded.withUnsafeBufferPointer({ validText($0) }) else {
          throw invalidUTF8(start..<position)
        }
        position += 1
        return read
      case ASCII.backslash: try escape(into: &decoded)
      default: throw JSONError(.controlCharacter, at: position)
      }
      plainFrom = position
      position = endOfPlainText(from: position)
    }
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    switch try byte() {
    case ASCII.quote: decoded.append(ASCII.quote)
    case ASCII.backslash: decoded.append(ASCII.backslash)
    case ASCII.slash: decoded.append(ASCII.slash)
    case UInt8(ascii: "b"): decoded.append(ASCII.backspace)
    case UInt8(ascii: "f"): decoded.append(ASCII.formFeed)
    case UInt8(ascii: "n"): decoded.append(ASCII.lineFeed)
    case UInt8(ascii: "r"): decoded.append(ASCII.carriageReturn)
    case UInt8(ascii: "t"): decoded.append(ASCII.tab)
    case UInt8(ascii: "u"):
      position += 1
      let scalar = try escapedScalar(at: start)
      decoded.append(contentsOf: String(scalar).utf8)
      return
    default: throw JSONError(.badEscape, at: start)
    }
    position += 1
  }

  /// Reads the digits of `\uXXXX`, and of the other half when they are half of a pair.
  private mutating func escapedScalar(at start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = UInt32(try fourDigits(of: start))
    if let scalar = Unicode.Scalar(first) { return scalar }
    let second = position
    guard first < 0xDC00, second + 1 < count, self[second] == ASCII.backslash,
      self[second + 1] == UInt8(ascii: "u")
    else { throw JSONError(.loneSurrogate, at: start) }
    position += 2
    let low = UInt32(try fourDigits(of: second))
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSONError(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func fourDigits(of start: Int) throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = hexadecimal(try byte()) else { throw JSONError(.badEscape, at: start) }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private func hexadecimal(_ byte: UInt8) -> UInt16? {
    switch byte {
    case ASCII.zero...ASCII.nine: UInt16(byte - ASCII.zero)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer.SubSequence {
    UnsafeRawBufferPointer(start: base, count: count)[range]
  }

  /// The error for a range whose bytes are known to be wrong: escapes are ASCII, so the raw bytes
  /// are wrong at the same place as the decoded ones.
  private func invalidUTF8(_ range: Range<Int>) -> JSONError {
    do {
      let raw = UnsafeRawBufferPointer(rebasing: bytes(range))
      _ = try raw.withMemoryRebound(to: UInt8.self) { (buffer) throws(UTF8.ValidationError) in
        _ = try UTF8Span(validating: buffer.span)
      }
      return JSONError(.invalidUTF8, at: range.lowerBound)
    } catch {
      return JSONError(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }
}

extension UInt64 {
  /// Whether one of the eight bytes is a quote, a backslash or below a space. May also say yes for
  /// a word with none, never no for a word with one.
  @inline(__always)
  var holdsByteThatEndsPlainText: Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quote = self ^ (ones &* UInt64(ASCII.quote))
    let backslash = self ^ (ones &* UInt64(ASCII.backslash))
    let hasQuote = (quote &- ones) & ~quote
    let hasBackslash = (backslash &- ones) & ~backslash
    let hasControl = (self &- (ones &* UInt64(ASCII.space))) & ~self
    return (hasQuote | hasBackslash | hasControl) & tops != 0
  }
}
