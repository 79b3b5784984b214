import Diagnostics
import Testing
import YAML

/// What a node's range covers, byte for byte.
@Suite struct RangeTests {
  @Test(
    "a scalar's range covers its own bytes alone",
    arguments: [
      ("k: v", "v"),
      ("k: v # comment", "v"),
      ("k:   two words   # comment\n", "two words"),
      ("k: 'it''s' # c\n", "'it''s'"),
      ("k: \"a\\n\\\"b\" # c\n", "\"a\\n\\\"b\""),
      ("k: 'over\n\n  lines'\nz: 1\n", "'over\n\n  lines'"),
      ("k: \"over\\\n  lines\"   \n", "\"over\\\n  lines\""),
      ("k: over\n  three\n\n  lines  # c\nz: 1\n", "over\n  three\n\n  lines"),
      ("k: |\n  text\nz: 1\n", "|\n  text"),
      ("k: |\n  text\n\n  more\n\n\n# c\nz: 1\n", "|\n  text\n\n  more"),
      ("k: >- # c\n  text\n  more\n", ">- # c\n  text\n  more"),
      ("k: |+\n  text\n\n\nz: 1\n", "|+\n  text"),
      ("k: |2\n    text  \n", "|2\n    text  "),
      ("k: |\n  text", "|\n  text"),
      ("k: >+ # nothing\n\n\nz: 1\n", ">+"),
      ("k: |\nz: 1\n", "|"),
      ("k:\nz: 1\n", ""),
      ("k:   # c\nz: 1\n", ""),
      ("k: &a v\n", "v"),
      ("k: &a\n  # c\n  v # c\n", "v"),
      ("k: &a 'v'\n", "'v'"),
      ("k: &a:v [1]\n", ":v [1]"),
      ("k: &a |\n  v\n\n", "|\n  v"),
      ("k: &a\nz: 1", ""),
      ("{k: v}", "v"),
      ("{ k : \"v\" , z: 1 }", "\"v\""),
      ("\"k\":\tv\t# c", "v"),
      ("? k\n: v # c\n", "v"),
    ])
  func scalar(text: String, covered: String) throws {
    #expect(try Reading(text).source("k") == covered)
  }

  @Test(
    "a collection's range ends with its last value, not after the comments that follow",
    arguments: [
      ("k:\n  a: 1 # c\n  # c\n\n# c\nz: 2\n", "a: 1"),
      ("k:\n  a: 1\n  b:   # c\n\nz: 2\n", "a: 1\n  b:"),
      ("k:\n- a\n- b # c\n# c\nz: 2\n", "- a\n- b"),
      ("k:\n  - a\n  -   # c\n# c\nz: 2\n", "- a\n  -"),
      ("k:\n  - a: 1\n    b: |\n      text\n\n\n# c\nz: 2\n", "- a: 1\n    b: |\n      text"),
      ("k:\n  - - x\n    - y\n  # c\n", "- - x\n    - y"),
      ("k: [a, b] # c\n", "[a, b]"),
      ("k: [\n  a, # c\n  b,\n] # c\n", "[\n  a, # c\n  b,\n]"),
      ("k: { a: 1, b: { c: 2 } } # c\n", "{ a: 1, b: { c: 2 } }"),
      ("k: []\n", "[]"),
      ("k: {}\n", "{}"),
      ("k: &a # c\n  a: 1\n# c\n", "a: 1"),
      ("k: &a [1] # c\n", "[1]"),
      ("k:\n  a: &x 1\n  b: *x # c\n\n", "a: &x 1\n  b: *x"),
      ("k:\n  a: 'x'\n  b: {c: d, }  \n", "a: 'x'\n  b: {c: d, }"),
      ("k: [a: 1 , b]", "[a: 1 , b]"),
      ("k:\n  ? a\n  # c\n\nz: 2\n", "? a"),
      ("k:\n  ? a\n  ? b # c\nz: 2\n", "? a\n  ? b"),
    ])
  func collection(text: String, covered: String) throws {
    #expect(try Reading(text).source("k") == covered)
  }

  @Test("a pair inside brackets ends with its value")
  func pairInBrackets() throws {
    #expect(try Reading("k: [ a: 1 , b]").source("k.0") == "a: 1")
  }

  @Test("a value that is missing in braces lies right after its colon")
  func missingInBraces() throws {
    let reading = Reading("{ a:   , b }")
    #expect(try reading.node("a").range == SourceRange(4, 4))
  }

  @Test("a key's range holds its quotes, and neither its anchor nor its colon")
  func keys() throws {
    let reading = Reading("'a b' : 1\n&x c: 2\n? d\n: 3\n*x : 4\n")
    guard case .mapping(let entries)? = reading.documents.first?.root?.content else {
      Issue.record("no mapping")
      return
    }
    #expect(entries.map { reading.file.text(in: $0.keyRange) } == ["'a b'", "c", "d"])
    #expect(reading.codes == ["duplicate-key"])
  }

  @Test("bytes are counted, not characters")
  func multiByte() throws {
    let reading = Reading("größe: \"ü🎉\" # ß\n\"日本\": [é, 'ö', ñ: ü]\nk: |\n  ÄÖÜ\n  🎉\nz: ende\n")
    #expect(try reading.source("größe") == "\"ü🎉\"")
    #expect(try reading.source("日本") == "[é, 'ö', ñ: ü]")
    #expect(try reading.source("日本.2") == "ñ: ü")
    #expect(try reading.source("k") == "|\n  ÄÖÜ\n  🎉")
    #expect(try reading.source("z") == "ende")
  }

  @Test("what comes before a value on its line, in any width, moves it by its bytes")
  func multiByteBefore() throws {
    let reading = Reading("{a: é, b: €, c: 🎉, k: v}")
    #expect(try reading.node("k").range == SourceRange(28, 29))
  }

  @Test("CR LF and CR end lines like LF", arguments: ["\r\n", "\r"])
  func otherLineBreaks(lineBreak: String) throws {
    let lines = ["k:", "  - a # c", "  - |", "    text", "    möre", "", "# c", "z: 'b'", ""]
    let reading = Reading(lines.joined(separator: lineBreak))
    #expect(
      try reading.source("k")
        == ["- a # c", "  - |", "    text", "    möre"].joined(separator: lineBreak))
    #expect(try reading.text("k.1") == "text\nmöre\n")
    #expect(try reading.source("z") == "'b'")
    #expect(reading.file.position(at: try reading.node("z").range.start).line == 8)
  }

  @Test("a byte order mark is no part of the content")
  func byteOrderMark() throws {
    let reading = Reading(bytes: [0xEF, 0xBB, 0xBF] + Array("k: v".utf8))
    #expect(try reading.root().range == SourceRange(0, 4))
  }

  @Test("a second byte order mark is counted in bytes")
  func secondByteOrderMark() throws {
    let reading = Reading(bytes: [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array("k: v".utf8))
    #expect(try reading.source("k") == "v")
  }

  @Test(
    "the line separators of Unicode are characters like any other",
    arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func separators(separator: String) throws {
    let reading = Reading(
      "a: one\(separator)two # c\(separator)c\nb: 'x\(separator)y'\nk: |\n  p\(separator)q\nz: v\n")
    #expect(try reading.text("a") == "one\(separator)two")
    #expect(try reading.source("a") == "one\(separator)two")
    #expect(try reading.text("b") == "x\(separator)y")
    #expect(try reading.text("k") == "p\(separator)q\n")
    #expect(try reading.source("k") == "|\n  p\(separator)q")
    #expect(try reading.source("z") == "v")
  }

  @Test("private characters beside a line separator stay what they are, escaped or not")
  func standIns() throws {
    let reading = Reading("a: \u{2028}\u{E000}\nb: \"\\uE001\u{2029}\\ue002\"\n")
    #expect(try reading.text("a") == "\u{2028}\u{E000}")
    #expect(try reading.text("b") == "\u{E001}\u{2029}\u{E002}")
  }

  @Test("an alias has the range of what it names, and its own beside it")
  func alias() throws {
    let reading = Reading("a: &x [1, 2]\nb: *x # c\n")
    let node = try reading.node("b")
    #expect(reading.file.text(in: node.range) == "[1, 2]")
    #expect(node.alias.map { reading.file.text(in: $0) } == "*x")
    #expect(node.content == (try reading.node("a")).content)
  }

  @Test("a later anchor of the same name takes the name over")
  func anchorAgain() throws {
    let reading = Reading("a: &x 1\nb: &x [&x 2, *x]\nc: *x\n")
    #expect(try reading.text("b.1") == "2")
    #expect(try reading.text("c") == "2")
  }

  @Test("documents follow one another, each with the range of its content")
  func documents() throws {
    let reading = Reading("# c\na: 1 # c\n---\n# c\n---\nb: 2\n...\n# c\n--- |\n text\n\n")
    #expect(
      reading.documents.map { reading.file.text(in: $0.range) } == ["a: 1", "", "b: 2", "|\n text"])
    #expect(reading.documents.map { $0.root == nil } == [false, true, false, false])
  }

  @Test("anchors end with their document")
  func anchorsEnd() throws {
    #expect(Reading("&a x\n---\n*a\n").codes == ["undefined-alias"])
  }

  @Test("a null that is written is a root", arguments: ["~", "null", "--- ~", "''"])
  func writtenNull(text: String) throws {
    #expect(Reading(text).documents.map { $0.root != nil } == [true])
  }
}
