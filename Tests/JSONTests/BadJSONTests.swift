import JSON
import Testing

@Suite("What is not JSON")
struct BadJSONTests {
  @Test(
    "a text that is not JSON is an error at its first wrong byte",
    arguments: [
      ("", 0, JSONError.Reason.endsEarly), (" \n", 2, .endsEarly), ("[", 1, .endsEarly),
      ("[1", 2, .endsEarly), ("[1,", 3, .endsEarly), ("{", 1, .endsEarly), ("{\"a", 3, .endsEarly),
      ("{\"a\"", 4, .endsEarly), ("{\"a\":", 5, .endsEarly), ("{\"a\":1", 6, .endsEarly),
      ("{\"a\":1,", 7, .endsEarly), ("\"abc", 4, .endsEarly), ("\"\\", 2, .endsEarly),
      ("\"\\u12", 5, .endsEarly), ("tru", 3, .endsEarly), ("-", 1, .endsEarly),
      ("1.", 2, .endsEarly), ("1e", 2, .endsEarly), ("1e+", 3, .endsEarly),
      ("\u{FEFF}1", 0, .byteOrderMark), ("\u{FEFF}", 0, .byteOrderMark),
      ("x", 0, .valueExpected), ("[,]", 1, .valueExpected), ("[1,]", 3, .valueExpected),
      ("{\"a\":}", 5, .valueExpected), ("truth", 0, .valueExpected), ("nul1", 0, .valueExpected),
      ("True", 0, .valueExpected), ("NaN", 0, .valueExpected), ("+1", 0, .valueExpected),
      (".5", 0, .valueExpected), ("'a'", 0, .valueExpected), ("// a\n1", 0, .valueExpected),
      ("[1}", 2, .commaOrBracketExpected), ("[1 2]", 3, .commaOrBracketExpected),
      ("{a: 1}", 1, .nameExpected), ("{\"a\":1,}", 7, .nameExpected), ("{1: 1}", 1, .nameExpected),
      ("{\"a\" 1}", 5, .colonExpected), ("{\"a\":1]", 6, .commaOrBraceExpected),
      ("{\"a\":1 \"b\":2}", 7, .commaOrBraceExpected),
      ("1 2", 2, .contentAfterValue), ("[]]", 2, .contentAfterValue),
      ("0x10", 1, .contentAfterValue),
      ("1\u{0}", 1, .contentAfterValue), ("1\u{A0}", 1, .contentAfterValue),
      ("01", 0, .badNumber), ("-01", 0, .badNumber), ("00", 0, .badNumber), ("-x", 0, .badNumber),
      ("[1.]", 1, .badNumber), ("1.e5", 0, .badNumber), ("[1e]", 1, .badNumber),
      ("1e999", 0, .numberOutOfRange), ("[-1e400]", 1, .numberOutOfRange),
      ("\"\\x41\"", 1, .badEscape), ("\"a\\u00g0\"", 2, .badEscape), ("\"\\'\"", 1, .badEscape),
      ("\"\\ud800\"", 1, .loneSurrogate), ("\"\\udc00\"", 1, .loneSurrogate),
      ("\"\\ud800\\u0041\"", 1, .loneSurrogate), ("\"\\ud800\\n\"", 1, .loneSurrogate),
      ("\"\\ud800", 1, .loneSurrogate), ("\"\\udc00\\ud800\"", 1, .loneSurrogate),
      ("\"a\nb\"", 2, .controlCharacter), ("\"\t\"", 1, .controlCharacter),
      ("\"12345678\u{1F}\"", 9, .controlCharacter), ("\"\\n\u{0}\"", 3, .controlCharacter),
      ("{\"a\":1,\"a\":2}", 7, .duplicateName), ("{\"a\":1,\"\\u0061\":2}", 7, .duplicateName),
    ] as [(String, Int, JSONError.Reason)])
  func table(text: String, offset: Int, reason: JSONError.Reason) {
    #expect(throws: JSONError(reason, at: offset)) { try JSONValue(parsing: text) }
  }

  @Test(
    "a string that is not UTF-8 is an error at its first wrong byte",
    arguments: [
      ([0x22, 0xFF, 0x22], 1),
      ([0x22, 0x61, 0xC3, 0x22], 2),
      ([0x22, 0xC0, 0x80, 0x22], 1),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
      ([0x22, 0x5C, 0x6E, 0x61, 0x80, 0x22], 4),
      ([0x7B, 0x22, 0xE2, 0x82, 0x22, 0x3A, 0x31, 0x7D], 2),
    ] as [([UInt8], Int)])
  func invalidUTF8(bytes: [UInt8], offset: Int) {
    #expect(throws: JSONError(.invalidUTF8, at: offset)) { try JSONValue(parsing: bytes) }
  }

  @Test("the description of an error tells where and never quotes the text")
  func description() {
    for reason in JSONError.Reason.allCases {
      let text = JSONError(reason, at: 1_234).description
      #expect(text.hasSuffix(" (at byte 1234)"))
    }
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: #"{"token" sesame}"#) }
    #expect(error?.description.contains("sesame") == false)
  }

  @Test("no prefix of a document and no document with one byte changed crashes the reader")
  func mutations() {
    let document = Array(#"{"a\u00e9": [1, -2.5e3, "x\n😀", true, null], "b": {"c": {}}}"#.utf8)
    var read = 0
    for index in document.indices {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(document[..<index])) }
      for byte in UInt8.min...UInt8.max {
        var changed = document
        changed[index] = byte
        do throws(JSONError) {
          let value = try JSONValue(parsing: changed)
          #expect(throws: Never.self) { try JSONValue(parsing: value.compact()) }
          read += 1
        } catch {
          #expect(error.offset <= changed.count)
        }
      }
    }
    #expect(read > document.count)
  }
}
