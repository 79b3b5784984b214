/// What a scalar means by the core schema of YAML 1.2.
public enum ResolvedScalar: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case float(Double)
  /// A number as written that no `Int64` or finite `Double` can hold: nothing is rounded silently.
  case outOfRange(String)
  case text(String)
}

extension Scalar {
  /// What the scalar means: plain ones may be null, booleans or numbers, all others are text.
  ///
  /// `yes`, `no`, `on` and `off`, dates, `1_000` and `0b1` are text in YAML 1.2.
  public var resolved: ResolvedScalar {
    guard style == .plain else { return .text(text) }
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      return Self.nulls.contains(text) ? .null : .text(text)
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      return Self.truths.contains(text) ? .boolean(true) : .text(text)
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      return Self.falsehoods.contains(text) ? .boolean(false) : .text(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      return NumberReading(text)?.value ?? .text(text)
    default:
      return .text(text)
    }
  }

  /// A plain word that YAML 1.1 took for a boolean and YAML 1.2 takes for text.
  public var isYAML11Boolean: Bool {
    style == .plain && Self.oldBooleans.contains(text)
  }

  private static let nulls = ["~", "null", "Null", "NULL"]
  private static let truths = ["true", "True", "TRUE"]
  private static let falsehoods = ["false", "False", "FALSE"]
  package static let oldBooleans: Set<String> = [
    "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO",
    "on", "On", "ON", "off", "Off", "OFF",
  ]
}

/// Reads one number of the core schema; nil for what is none.
private struct NumberReading {
  let value: ResolvedScalar

  init?(_ text: String) {
    let bytes = text.utf8.span
    // Dates and spans begin as numbers do, and are by far the most common.
    guard Self.mayBeNumber(bytes) else { return nil }
    if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "o") {
      for index in 2..<bytes.count where !Self.isOctalDigit(bytes[index]) { return nil }
      value = Self.integer(text, digits: text.dropFirst(2), radix: 8)
    } else if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "x") {
      for index in 2..<bytes.count where !Self.isHexDigit(bytes[index]) { return nil }
      value = Self.integer(text, digits: text.dropFirst(2), radix: 16)
    } else {
      guard let decimal = Self.decimal(text, bytes) else { return nil }
      value = decimal
    }
  }

  private static func integer(_ text: String, digits: Substring, radix: Int) -> ResolvedScalar {
    Int64(digits, radix: radix).map(ResolvedScalar.integer) ?? .outOfRange(text)
  }

  /// False for most of what is none: a letter that no number has, a blank, a sign amid digits.
  private static func mayBeNumber(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."):
        continue
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        // At the start, or of an exponent.
        if index > 0, bytes[index - 1] | 0x20 != UInt8(ascii: "e") { return false }
      default:
        return false
      }
    }
    return true
  }

  private static func decimal(_ text: String, _ bytes: Span<UInt8>) -> ResolvedScalar? {
    let isNegative = bytes[0] == UInt8(ascii: "-")
    let isSigned = isNegative || bytes[0] == UInt8(ascii: "+")
    if bytes.count > (isSigned ? 1 : 0), bytes[isSigned ? 1 : 0] == UInt8(ascii: ".") {
      if infinities.contains(isSigned ? String(text.dropFirst()) : text) {
        return .float(isNegative ? -.infinity : .infinity)
      }
      if notNumbers.contains(text) { return .float(.nan) }
    }

    var index = isSigned ? 1 : 0
    let whole = countDigits(bytes, &index)
    if index == bytes.count {
      return whole == 0 ? nil : integer(text, digits: Substring(text), radix: 10)
    }
    var fraction = 0
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      fraction = countDigits(bytes, &index)
    }
    guard whole + fraction > 0 else { return nil }
    let mantissaEnd = index
    if index < bytes.count {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
      {
        index += 1
      }
      guard countDigits(bytes, &index) > 0, index == bytes.count else { return nil }
    }
    guard let number = Double(text) else { return .outOfRange(text) }
    var isZero = true
    for index in 0..<mantissaEnd where isDigit(bytes[index]) && bytes[index] != UInt8(ascii: "0") {
      isZero = false
    }
    return number.isFinite && (number != 0 || isZero) ? .float(number) : .outOfRange(text)
  }

  private static let infinities = [".inf", ".Inf", ".INF"]
  private static let notNumbers = [".nan", ".NaN", ".NAN"]

  private static func countDigits(_ bytes: Span<UInt8>, _ index: inout Int) -> Int {
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    return index - start
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isOctalDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
