import JSON
import Testing

@Suite("Reading JSON")
struct ParsingTests {
  @Test(
    "every kind of value is read",
    arguments: [
      ("null", JSONValue.null), ("true", true), (" false\n", false), ("0", 0), ("-0", 0),
      ("-17", -17), ("1.5", 1.5), ("2.0", 2.0), ("1e2", 100.0), ("12E-1", 1.2), ("\"\"", ""),
      ("\"plain\"", "plain"), ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]),
      ("[1, [true], null]", [1, [true], nil]),
      (#"{"a": 1, "b": {"c": []}}"#, ["a": 1, "b": ["c": []]]),
    ] as [(String, JSONValue)])
  func kinds(text: String, expected: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == expected)
  }

  @Test(
    "escapes and all of Unicode are read",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\ud83d\ude00 and \uD83D\uDE00""#, "😀 and 😀"),
      (#""a\u0000b""#, "a\u{0}b"),
      ("\"😀 é\u{2028}\u{7F}\"", "😀 é\u{2028}\u{7F}"),
      (
        #""long enough for words of eight\n and a long tail after it""#,
        "long enough for words of eight\n and a long tail after it"
      ),
    ])
  func strings(text: String, expected: String) throws {
    #expect(try JSONValue(parsing: text) == .string(expected))
  }

  @Test("the members of an object keep their order")
  func order() throws {
    let object = try JSONValue(parsing: #"{"z": 1, "a": 2, "m": 3}"#).object
    #expect(object?.members.map(\.name) == ["z", "a", "m"])
  }

  @Test(
    "numbers at the edges are exact",
    arguments: [
      ("9223372036854775807", .integer(.max)),
      ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)),
      ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
      ("18446744073709551616", .number(18_446_744_073_709_551_616)),
      ("123456789012345678901234567890", .number(1.2345678901234568e29)),
      ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
      ("5e-324", .number(.leastNonzeroMagnitude)),
      ("1e-400", .number(0)),
      ("0.1", .number(0.1)),
      ("9007199254740993.0", .number(9_007_199_254_740_992)),
      ("0.30000000000000004", .number(0.1 + 0.2)),
      ("1e23", .number(1e23)),
      ("1e-99999999999999999999", .number(0)),
    ] as [(String, JSONValue)])
  func numbers(text: String, expected: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == expected)
  }

  @Test("memory that someone else owns is read in place")
  func rawBytes() throws {
    let value = try #"{"a": [1]}"#.utf8.withContiguousStorageIfAvailable {
      try JSONValue(parsing: UnsafeRawBufferPointer($0))
    }
    #expect(value == ["a": [1]])
  }

  @Test("an object of many members is read, and a name that comes back late is found")
  func manyMembers() throws {
    let members = (0..<5_000).map { "\"name \($0)\": \($0)" }
    let object = try JSONValue(parsing: "{\(members.joined(separator: ","))}").object
    #expect(object?.members.count == 5_000)
    let repeated = "{\((members + [#""name 3": 0"#]).joined(separator: ","))}"
    #expect(throws: JSONError(.duplicateName, at: repeated.utf8.count - 12)) {
      try JSONValue(parsing: repeated)
    }
  }

  @Test("nesting is read down to the limit and no deeper")
  func depth() throws {
    let open = String(repeating: "[", count: 128)
    let close = String(repeating: "]", count: 128)
    #expect(try JSONValue(parsing: open + close).array?.count == 1)
    #expect(throws: JSONError(.tooDeep, at: 128)) {
      try JSONValue(parsing: "[" + open + close + "]")
    }
    #expect(throws: JSONError(.tooDeep, at: 128)) {
      try JSONValue(parsing: String(repeating: "[", count: 1_000_000))
    }
    #expect(throws: JSONError(.tooDeep, at: 6)) {
      try JSONValue(parsing: #"[{"a":{}}]"#, depth: 2)
    }
    #expect(try JSONValue(parsing: "[[1],[2],[3]]", depth: 2).array?.count == 3)
  }
}
