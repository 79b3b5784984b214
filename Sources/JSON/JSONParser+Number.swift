extension JSONParser {
  /// Reads a number whose first byte, a digit or a minus, is at the present position.
  mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    let isNegative = self[position] == ASCII.minus
    if isNegative { position += 1 }

    var digits = Digits()
    let firstDigit = try byte()
    position = scan(into: &digits)
    let integerDigits = position - (isNegative ? start + 1 : start)
    if integerDigits == 0 || (firstDigit == ASCII.zero && integerDigits > 1) {
      throw JSONError(.badNumber, at: start)
    }

    var isInteger = true
    var exponent = 0
    if position < count, self[position] == ASCII.point {
      isInteger = false
      position += 1
      let fraction = position
      position = scan(into: &digits)
      exponent = fraction - position
      if exponent == 0 { throw incomplete(from: start) }
    }
    if position < count, self[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      exponent += try writtenExponent(from: start)
    }

    if isInteger, let integer = digits.integer(isNegative: isNegative) { return .integer(integer) }
    let exact = digits.exactDouble(exponent: exponent)
    if let exact { return .number(isNegative ? -exact : exact) }
    return .number(try nearestDouble(start..<position))
  }

  /// Passes digits and returns the position after them.
  @inline(__always)
  private func scan(into digits: inout Digits) -> Int {
    var index = position
    while index < count {
      let digit = self[index] &- ASCII.zero
      if digit > 9 { break }
      digits.append(digit)
      index += 1
    }
    return index
  }

  /// Reads `e`, a sign and digits. An exponent beyond a million is as good as a million.
  private mutating func writtenExponent(from start: Int) throws(JSONError) -> Int {
    position += 1
    var isNegative = false
    if position < count, self[position] == ASCII.plus || self[position] == ASCII.minus {
      isNegative = self[position] == ASCII.minus
      position += 1
    }
    let first = position
    var value = 0
    while position < count, self[position] &- ASCII.zero <= 9 {
      value = min(value * 10 + Int(self[position] &- ASCII.zero), 1_000_000)
      position += 1
    }
    if position == first { throw incomplete(from: start) }
    return isNegative ? -value : value
  }

  private func incomplete(from start: Int) -> JSONError {
    position == count ? JSONError(.endsEarly, at: count) : JSONError(.badNumber, at: start)
  }

  private func nearestDouble(_ range: Range<Int>) throws(JSONError) -> Double {
    let bytes = UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      throw JSONError(.numberOutOfRange, at: range.lowerBound)
    }
    return value
  }
}

/// The digits of a number, read as one integer without regard to the point.
private struct Digits {
  private var value: UInt64 = 0
  private var overflows = false

  @inline(__always)
  mutating func append(_ digit: UInt8) {
    let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
    let (sum, tooLarge) = tens.addingReportingOverflow(UInt64(digit))
    overflows = overflows || tooMany || tooLarge
    value = sum
  }

  func integer(isNegative: Bool) -> Int64? {
    if overflows { return nil }
    if !isNegative { return Int64(exactly: value) }
    return value == UInt64(Int64.max) + 1 ? .min : Int64(exactly: value).map(-)
  }

  /// The value times a power of ten when both are exact as floats, so that one multiplication or
  /// division rounds right (Clinger's fast path).
  func exactDouble(exponent: Int) -> Double? {
    guard !overflows, value <= 1 << 53, abs(exponent) < Self.powersOfTen.count else { return nil }
    let power = Self.powersOfTen[abs(exponent)]
    return exponent < 0 ? Double(value) / power : Double(value) * power
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
