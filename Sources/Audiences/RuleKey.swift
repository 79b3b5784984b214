/// Bytes that order all rules and differ for any two that differ.
///
/// Each part starts with a byte for its kind; text ends with a zero byte, zeros inside are escaped;
/// numbers are eight bytes in an order that is theirs. So no key is the start of another one, and
/// comparing keys byte by byte compares rules part by part.
struct RuleKey: Sendable, Hashable, Comparable {
  private var bytes: [UInt8] = []

  /// The kinds in their order: what is about one person first, what is made of rules last.
  enum Kind: UInt8 {
    case end, everyone, attribute, event, tag, segment, newsfeed, company, not, any, all
  }

  /// The key of a rule that is made of rules.
  init(_ kind: Kind, of parts: [RuleKey]) {
    append(byte: kind.rawValue)
    for part in parts { bytes.append(contentsOf: part.bytes) }
    append(byte: Kind.end.rawValue)
  }

  init(condition: Rule) {
    switch condition {
    case .everyone: append(byte: Kind.everyone.rawValue)
    case .tag(let name): append(.tag, name)
    case .segment(let name): append(.segment, name)
    case .newsfeed(let name): append(.newsfeed, name)
    case .attribute(let name, let test):
      append(.attribute, name)
      append(test)
    case .event(let name, let test):
      append(.event, name)
      append(test)
    case .all, .any, .not, .company:
      preconditionFailure("a rule made of rules is no condition")
    }
  }

  static func < (left: RuleKey, right: RuleKey) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// The order of text: by its bytes, which is that of its scalars.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private mutating func append(byte: UInt8) { bytes.append(byte) }

  private mutating func append(_ kind: Kind, _ name: String) {
    append(byte: kind.rawValue)
    append(text: name)
  }

  private mutating func append(text: String) {
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == 0 { bytes.append(0xFF) }
    }
    bytes.append(0)
    bytes.append(0)
  }

  private mutating func append(number: Double) {
    // Zero has one key, whatever its sign.
    let bits = (number == 0 ? 0 : number).bitPattern
    append(integer: bits & (1 << 63) == 0 ? bits | (1 << 63) : ~bits)
  }

  private mutating func append(integer: UInt64) {
    withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ test: AttributeTest) {
    switch test {
    case .known(let known):
      append(byte: 1)
      append(byte: known ? 1 : 0)
    case .text(let test):
      append(byte: 2)
      append(test) { $0.append(text: $1) }
    case .number(let test):
      append(byte: 3)
      append(test) { $0.append(number: $1) }
    case .boolean(let value):
      append(byte: 4)
      append(byte: value ? 1 : 0)
    case .date(let test):
      append(byte: 5)
      append(test)
    }
  }

  private mutating func append(_ test: EventTest) {
    switch test.measure {
    case .never: append(byte: 1)
    case .ever: append(byte: 2)
    case .count(let test):
      append(byte: 3)
      append(test) { $0.append(number: $1) }
    case .first(let test):
      append(byte: 4)
      append(test)
    case .last(let test):
      append(byte: 5)
      append(test)
    }
    if let within = test.within {
      append(byte: 1)
      append(within)
    } else {
      append(byte: 0)
    }
  }

  private mutating func append<Test: ValueTest>(
    _ test: Test, _ appendValue: (inout RuleKey, Test.Value) -> Void
  ) {
    switch test.parts {
    case .one(let comparison, let value):
      append(text: comparison.names.wire)
      appendValue(&self, value)
    case .list(let comparison, let values):
      append(text: comparison.names.wire)
      append(integer: UInt64(values.count))
      for value in values { appendValue(&self, value) }
    }
  }

  private mutating func append(_ test: DateTest) {
    switch test.parts {
    case .span(let comparison, let span):
      append(text: comparison.names.wire)
      append(span)
    case .day(let comparison, let day):
      append(text: comparison.names.wire)
      append(text: day.description)
    }
  }

  private mutating func append(_ span: TimeSpan) {
    append(text: span.unit.rawValue)
    append(integer: UInt64(span.count))
  }
}
