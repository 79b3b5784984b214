/// One pass over bytes in memory, by recursive descent.
///
/// Strings and numbers have files of their own.
struct JSONParser {
  let base: UnsafeRawPointer
  let count: Int
  /// How many more arrays and objects may be opened.
  var depthLeft: Int
  var position = 0

  init(base: UnsafeRawPointer, count: Int, depthLeft: Int) {
    self.base = base
    self.count = count
    self.depthLeft = depthLeft
  }

  mutating func document() throws(JSONError) -> JSONValue {
    if startsWithByteOrderMark { throw JSONError(.byteOrderMark, at: 0) }
    skipSpace()
    let value = try value()
    skipSpace()
    if position < count { throw JSONError(.contentAfterValue, at: position) }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    switch try byte() {
    case ASCII.quote: return .string(try string())
    case ASCII.openBrace: return try nested { (parser) throws(JSONError) in try parser.object() }
    case ASCII.openBracket: return try nested { (parser) throws(JSONError) in try parser.array() }
    case ASCII.minus, ASCII.zero...ASCII.nine: return try number()
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw JSONError(.valueExpected, at: position)
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    if depthLeft <= 0 { throw JSONError(.tooDeep, at: position) }
    depthLeft -= 1
    position += 1
    skipSpace()
    let value = try body(&self)
    depthLeft += 1
    return value
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    if try byte() == ASCII.closeBracket {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value())
      skipSpace()
      switch try byte() {
      case ASCII.comma:
        position += 1
        skipSpace()
      case ASCII.closeBracket:
        position += 1
        return .array(elements)
      default: throw JSONError(.commaOrBracketExpected, at: position)
      }
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONObject.Member] = []
    var names = MemberNames()
    if try byte() == ASCII.closeBrace {
      position += 1
      return .object(JSONObject(members))
    }
    members.reserveCapacity(Self.expectedMembers)
    while true {
      let start = position
      if try byte() != ASCII.quote { throw JSONError(.nameExpected, at: position) }
      let name = try string()
      if !names.insert(name, after: members) { throw JSONError(.duplicateName, at: start) }
      skipSpace()
      if try byte() != ASCII.colon { throw JSONError(.colonExpected, at: position) }
      position += 1
      skipSpace()
      members.append(JSONObject.Member(name, try value()))
      skipSpace()
      switch try byte() {
      case ASCII.comma:
        position += 1
        skipSpace()
      case ASCII.closeBrace:
        position += 1
        return .object(JSONObject(members))
      default: throw JSONError(.commaOrBraceExpected, at: position)
      }
    }
  }

  /// What most objects have at most: growing an array from one element costs more than the memory.
  private static let expectedMembers = 8

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    for (index, expected) in wanted.enumerated() {
      if position + index == count { throw JSONError(.endsEarly, at: count) }
      if self[position + index] != expected { throw JSONError(.valueExpected, at: position) }
    }
    position += wanted.count
    return value
  }
}

// MARK: - Bytes

extension JSONParser {
  /// The byte at an index below `count`.
  subscript(index: Int) -> UInt8 {
    @inline(__always) get { base.load(fromByteOffset: index, as: UInt8.self) }
  }

  /// The byte at the present position, which is not passed.
  @inline(__always)
  func byte() throws(JSONError) -> UInt8 {
    if position >= count { throw JSONError(.endsEarly, at: count) }
    return self[position]
  }

  @inline(__always)
  private mutating func skipSpace() {
    while position < count {
      switch self[position] {
      case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab: position += 1
      default: return
      }
    }
  }

  private var startsWithByteOrderMark: Bool {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
  }
}

/// The names that an object has so far: a scan while they are few, a set from then on, so that an
/// object of a million members takes linear time.
private struct MemberNames {
  private static let scanned = 32
  private var many: Set<String> = []

  /// False when a member has that name already.
  mutating func insert(_ name: String, after members: [JSONObject.Member]) -> Bool {
    if members.count < Self.scanned { return !members.contains { $0.name == name } }
    if many.isEmpty { many.formUnion(members.lazy.map(\.name)) }
    return many.insert(name).inserted
  }
}
