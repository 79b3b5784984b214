import Diagnostics
import Testing
import YAML

/// What no campaign file should be: refused at a place, in bounded time and memory.
@Suite struct HostileTests {
  @Test(
    "nothing, and nothing but comments, is no document", arguments: ["", "\n\n", "# c\n# d", " "])
  func nothing(text: String) {
    let reading = Reading(text)
    #expect(reading.documents.isEmpty && reading.diagnostics.isEmpty)
  }

  @Test(
    "bytes that are not UTF-8 are marked, exactly",
    arguments: [
      (Array("k: \u{e9}\n# ".utf8) + [0xFF], 8),
      (Array("k: caf".utf8) + [0xE9, 0x0A], 6),
      (Array("k: ".utf8) + [0xC3], 3),
      (Array("k: ".utf8) + [0xE2, 0x82], 3),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], 0),
      (Array("k: ".utf8) + [0xED, 0xA0, 0x80], 3),
      (Array("k: ".utf8) + [0xC0, 0x80], 3),
    ] as [([UInt8], Int)])
  func notUTF8(bytes: [UInt8], offset: Int) throws {
    let reading = Reading(bytes: bytes)
    #expect(reading.codes == ["not-utf8"])
    #expect(reading.diagnostics.first?.primary?.range == SourceRange(offset, offset + 1))
  }

  @Test("an old encoding is named with the letter that it meant")
  func oldEncoding() {
    let help = Reading(bytes: Array("k: caf".utf8) + [0xE9]).diagnostics.first?.help.first
    #expect(help == "in the old encoding Windows-1252 it would be `é`")
  }

  @Test(
    "UTF-16 and UTF-32 are named",
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x61], "UTF-16"),
      ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0, 0, 0], "UTF-32"),
      ([0x00, 0x00, 0xFE, 0xFF, 0, 0, 0, 0x61], "UTF-32"),
    ] as [([UInt8], String)])
  func foreign(bytes: [UInt8], name: String) {
    let reading = Reading(bytes: bytes)
    #expect(reading.diagnostics.map(\.message) == ["the file is \(name), not UTF-8"])
  }

  @Test(
    "control characters are marked",
    arguments: [
      ("k: é\u{0}", 5, 1), ("k: v # \u{7}\n", 7, 1), ("k: \u{1B}[0m", 3, 1),
      ("k: \u{7F}", 3, 1), ("k: \u{9F}", 3, 2), ("k: \u{FFFE}", 3, 3),
      ("k: \u{2028}é\u{1}", 8, 1),
    ])
  func control(text: String, offset: Int, width: Int) {
    let reading = Reading(text)
    #expect(reading.codes == ["control-character"])
    #expect(reading.diagnostics.first?.primary?.range == SourceRange(offset, offset + width))
  }

  @Test("a control character written as an escape is a character")
  func escapedControl() throws {
    #expect(try Reading("k: \"\\0\\x07\\e\"").text("k") == "\0\u{7}\u{1B}")
  }

  @Test("a file over the bound is refused unread, one at the bound is read")
  func tooLarge() {
    let limits = Limits(bytes: 64)
    #expect(
      Reading("[" + String(repeating: " ", count: 64), limits: limits).codes == ["text-too-large"])
    #expect(Reading("#" + String(repeating: " ", count: 63), limits: limits).codes.isEmpty)
  }

  @Test(
    "a hundred thousand levels are refused at the first too many",
    arguments: [
      (String(repeating: "[", count: 100_000), 64),
      (String(repeating: "{a: ", count: 100_000), 256),
      (String(repeating: "- ", count: 100_000), 128),
    ])
  func tooDeep(text: String, offset: Int) {
    let reading = Reading(text)
    #expect(reading.codes == ["too-deep"])
    #expect(reading.diagnostics.first?.primary?.range == SourceRange(offset, offset + 1))
  }

  @Test("as many levels as the bound are read")
  func deepEnough() {
    #expect(
      Reading(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).codes.isEmpty)
  }

  @Test("ten thousand levels of indentation are refused")
  func tooDeepInBlock() {
    var text = ""
    for level in 0..<2_000 { text += String(repeating: " ", count: level) + "a:\n" }
    #expect(Reading(text).codes == ["too-deep"])
  }

  @Test("depth counts what an alias brings")
  func deepByAliases() {
    var text = "a0: &a0 [x]\n"
    for level in 1...70 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(Reading(text).codes == ["too-deep"])
  }

  @Test("a million laughs are refused, not expanded")
  func laughs() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(Reading(text).codes == ["alias-expansion"])
  }

  @Test("a million aliases are refused")
  func aliases() {
    let text = "a: &a x\nb: [" + String(repeating: "*a, ", count: 1_000_000) + "*a]\n"
    #expect(Reading(text).codes == ["alias-expansion"])
  }

  @Test("a million aliases to nothing are told a bounded number of times")
  func undefinedAliases() {
    let text = "[" + String(repeating: "*a, ", count: 1_000_000) + "*a]\n"
    let reading = Reading(text)
    #expect(reading.diagnostics.count == Limits.standard.problems + 1)
    #expect(reading.codes.last == "too-many-problems")
  }

  @Test(
    "tabs, colons, dashes, quotes and brackets without end end",
    arguments: [
      "\t", ": ", "? ", "- ", "'", "\"", "]", "}", "{", "&a ", "*a ", "!a ", "|\n", ">\n", "a: ",
      "---\n", "...\n", "%a\n", ",", "#", "\r", "\r\n", "\u{85}", "\u{2028}", "a\n", "? - ", "[a: ",
    ])
  func repeated(piece: String) {
    let reading = Reading(String(repeating: piece, count: 20_000))
    #expect(reading.diagnostics.count <= Limits.standard.problems + 1)
  }

  @Test("a long key is refused, a long value is read")
  func longLines() throws {
    let long = String(repeating: "x", count: 100_000)
    #expect(Reading("\(long): 1\n").diagnostics.count == 1)
    #expect(try Reading("k: \(long)\n").text("k").utf8.count == 100_000)
  }
}
