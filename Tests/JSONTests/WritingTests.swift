import JSON
import Testing

@Suite("Writing JSON")
struct WritingTests {
  static let sample: JSONValue = [
    "z": 1, "a": [true, nil, "x"], "empty": [:], "none": [], "m": ["b": 1.5, "a": -2],
  ]

  @Test("compact text has no white space and keeps the declared order")
  func compact() {
    #expect(
      Self.sample.compactText
        == #"{"z":1,"a":[true,null,"x"],"empty":{},"none":[],"m":{"b":1.5,"a":-2}}"#)
  }

  @Test("pretty text is indented by two spaces, with one space after each colon")
  func pretty() {
    #expect(
      Self.sample.pretty() == """
        {
          "z": 1,
          "a": [
            true,
            null,
            "x"
          ],
          "empty": {},
          "none": [],
          "m": {
            "b": 1.5,
            "a": -2
          }
        }
        """)
  }

  @Test("pretty text ends with a line break only when asked")
  func lineBreak() {
    #expect(JSONValue.integer(1).pretty() == "1")
    #expect(JSONValue.integer(1).pretty(endsLine: true) == "1\n")
  }

  @Test("canonical bytes do not depend on the declared order")
  func canonical() {
    let text = String(decoding: Self.sample.canonical(), as: UTF8.self)
    #expect(text == #"{"a":[true,null,"x"],"empty":{},"m":{"a":-2,"b":1.5},"none":[],"z":1}"#)
    let names: JSONValue = ["é": 1, "z": 2, "Z": 3, "": 4, "zz": 5]
    #expect(
      String(decoding: names.canonical(), as: UTF8.self) == #"{"":4,"Z":3,"z":2,"zz":5,"é":1}"#)
  }

  @Test(
    "only what JSON wants escaped is escaped",
    arguments: [
      ("\"\\/", #""\"\\/""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
      ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("\u{7F}\u{2028}\u{2029}é😀", nil),
    ] as [(String, String?)])
  func escapes(text: String, expected: String?) {
    #expect(JSONValue.string(text).compactText == expected ?? "\"\(text)\"")
  }

  @Test(
    "floats are written as briefly as they read back, and stay floats",
    arguments: [
      (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e20, "1e+20"), (0.1 + 0.2, "0.30000000000000004"),
      (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ] as [(Double, String)])
  func floats(value: Double, expected: String) throws {
    #expect(JSONValue.number(value).compactText == expected)
    #expect(try JSONValue(parsing: expected) == .number(value))
  }
}

@Suite("Comparing JSON objects")
struct EqualityTests {
  @Test("objects with the same members in another order are equal and hash alike")
  func order() {
    let left: JSONValue = ["a": 1, "b": ["c": 2, "d": 3]]
    let right: JSONValue = ["b": ["d": 3, "c": 2], "a": 1]
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left != ["a": 1, "b": ["c": 2, "d": 4]])
    #expect(left != ["a": 1, "c": 2])
  }
}
