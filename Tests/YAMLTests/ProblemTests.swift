import Diagnostics
import Testing
import YAML

/// Each problem has its code and marks the bytes that a person must look at.
@Suite struct ProblemTests {
  @Test(
    "a problem is told with its code at its place",
    arguments: [
      ("k:\n\tb: c\n", "tab-indentation", "2:1 \t"),
      ("k:\n  b: c\n \td: e\n", "tab-indentation", "3:2 \t"),
      ("k: |\n\ttext\n", "tab-indentation", "2:1 \t"),
      ("k:\n    b: 1\n  c: 2\n", "bad-indentation", "3:3 c: 2"),
      ("k:\n  - x\n  b: c\n", "bad-indentation", "3:3 b: c"),
      ("  a: 1\nb: 2\n", "bad-indentation", "2:1 b: 2"),
      ("- a\nb: 1\n", "bad-indentation", "2:1 b: 1"),
      ("a: b\n  c: d\n", "bad-indentation", "2:3 c: d"),
      ("a: b\nformat chat\nc: d\n", "missing-colon", "2:1 format chat"),
      ("format chat\nc: d\n", "missing-colon", "1:1 format chat"),
      ("k: Note: read this\n", "nested-value", "1:8 :"),
      ("k: [a::]\n", "nested-value", "1:7 :"),
      ("k: \"x\nb: c\n", "unclosed-quote", "1:4 \""),
      ("k: 'x\n---\nb: c\n", "unclosed-quote", "1:4 '"),
      ("k: 'it's fine'\n", "unclosed-quote", "1:8 s"),
      ("k: \"x\" y\n", "unclosed-quote", "1:8 y"),
      ("k: [x, y\nb: c\n", "unclosed-bracket", "1:4 ["),
      ("k: {x: 1, y", "unclosed-bracket", "1:4 {"),
      ("k: [\n  'a'\n  'b'\n]\n", "unclosed-bracket", "3:3 '"),
      ("k: [1]]\n", "unclosed-bracket", "1:7 ]"),
      ("k: {b: 1}}\n", "unclosed-bracket", "1:10 }"),
      ("k: @ana\n", "reserved-character", "1:4 @"),
      ("k: `x`\n", "reserved-character", "1:4 `"),
      ("k: %x\n", "reserved-character", "1:4 %"),
      ("k: **bold** text\n", "reserved-character", "1:4 *"),
      ("k: & more\n", "reserved-character", "1:4 &"),
      ("k: > text\n", "reserved-character", "1:4 >"),
      ("k: ? b\n", "reserved-character", "1:4 ?"),
      ("k: \"\\d\"\n", "unknown-escape", "1:5 \\d"),
      ("k: \"é\\xZZ\"\n", "unknown-escape", "1:6 \\x"),
      ("k: \"\\uD800\"\n", "unknown-escape", "1:5 \\uD800"),
      ("k: - b\n", "yaml-syntax", "1:4 -"),
      ("k: [x, , y]\n", "yaml-syntax", "1:8 ,"),
      ("k: [1] x\n", "yaml-syntax", "1:8 x"),
      ("k: 1\nb: 2\nk: 3\n", "duplicate-key", "3:1 k"),
      ("k: 1\n\"k\": 3\n", "duplicate-key", "2:1 \"k\""),
      ("? [a]\n: b\n", "key-not-text", "1:3 [a]"),
      (": x\n", "key-not-text", "1:1 :"),
      ("k: {{name}}\n", "key-not-text", "1:4 {{name}"),
      ("k: {{name}}, hello\n", "key-not-text", "1:4 {{name}"),
      ("k:\n  <<: { a: 1 }\n", "merge-key", "2:3 <<"),
      ("k: !Important news\n", "explicit-tag", "1:4 !Important"),
      ("k: !!binary aGk=\n", "explicit-tag", "1:4 !!binary"),
      ("k: &a !<x:y,z> [1]\n", "explicit-tag", "1:7 !<x:y,z>"),
      ("k: ! b\n", "explicit-tag", "1:4 !"),
      ("k: !x!y b\n", "explicit-tag", "1:4 !x!y"),
      ("!k v: 1\n", "explicit-tag", "1:1 !k"),
      ("%YAML 1.1\n---\na\n", "yaml-directive", "1:1 %YAML 1.1"),
      ("# c\n%TAG ! x # c\n---\na\n", "yaml-directive", "2:1 %TAG ! x # c"),
      ("%FOO\n---\na\n", "yaml-directive", "1:1 %FOO"),
      ("k: *a\n", "undefined-alias", "1:4 *a"),
      ("é: &a [1, *a]\n", "recursive-alias", "1:11 *a"),
      ("a: &a\n  b: { c: *a }\n", "recursive-alias", "2:11 *a"),
    ])
  func problem(text: String, code: String, marked: String) throws {
    let reading = Reading(text)
    #expect(reading.codes == [code])
    #expect(try reading.marked() == marked)
  }

  @Test(
    "a fix leaves a file that reads",
    arguments: [
      ("k:\n\tb: c\n", "k:\n  b: c\n"),
      ("k: Note: it's new # c\n", "k: 'Note: it''s new' # c\n"),
      ("- k: @ana # c\n", "- k: '@ana' # c\n"),
      ("k: **bold** text\n", "k: '**bold** text'\n"),
      ("k: > text\n", "k: '> text'\n"),
      ("k: {{name}}, hello\n", "k: '{{name}}, hello'\n"),
      ("a: &morning 1\nb: *mornin\n", "a: &morning 1\nb: *morning\n"),
    ])
  func fix(text: String, mended: String) throws {
    let reading = Reading(text)
    let fix = try #require(reading.diagnostics.first?.fix)
    var bytes = reading.file.bytes
    bytes.replaceSubrange(fix.range.start..<fix.range.end, with: fix.replacement.utf8)
    let result = Reading(bytes: bytes)
    #expect(result.file.text(in: result.file.wholeRange) == mended)
    #expect(result.diagnostics.isEmpty)
  }

  @Test(
    "no fix is offered where it would be a guess",
    arguments: ["@a: b\n", "k: [x, @y]\n", "'a: b': c: d\n"])
  func noFix(text: String) {
    #expect(Reading(text).diagnostics.map { $0.fix == nil } == [true])
  }

  @Test("a duplicate key points at the first one, and leaves it in the tree")
  func duplicate() throws {
    let reading = Reading("é: 1\nb: 2\né: 3\n")
    let first = try #require(reading.diagnostics.first?.secondary.first)
    #expect(first.range == SourceRange(0, 2))
    #expect(try reading.text("é") == "1")
  }

  @Test("a duplicate among a thousand keys is found", arguments: [2, 15, 16, 17, 1000])
  func duplicateAmongMany(count: Int) {
    let keys = (0..<count).map { "key\($0): \($0)\n" }.joined()
    #expect(Reading(keys).codes.isEmpty)
    #expect(Reading(keys + "key0: x\n").codes == ["duplicate-key"])
    #expect(Reading(keys + "key\(count - 1): x\n").codes == ["duplicate-key"])
  }

  @Test("keys are equal in one mapping only")
  func sameKeyElsewhere() {
    #expect(Reading("a: { a: 1 }\nb: { a: 1 }\n").codes.isEmpty)
  }

  @Test("a quoted `<<` is a key like any other")
  func quotedMerge() {
    #expect(Reading("'<<': 1\n").codes.isEmpty)
  }

  @Test("`%YAML 1.2` is accepted")
  func directive() {
    #expect(Reading("%YAML 1.2\n---\na: 1\n").codes.isEmpty)
  }

  @Test("documents before a syntax error are returned, the one that has it is not")
  func documentsBefore() {
    let reading = Reading("a: 1\n---\nb: 2\n---\nc: 3\nd: 'x\n---\ne: 4\n")
    #expect(reading.documents.count == 2)
    #expect(reading.codes == ["unclosed-quote"])
  }

  @Test("a document that seems to end where a wrong line begins is not returned")
  func seemingEnd() {
    #expect(Reading("a: 1\n---\n  b: 1\nc: 2\n").documents.count == 1)
  }

  @Test("a document with an unknown alias is left out, the next is returned")
  func lostDocument() {
    let reading = Reading("a: *x\nb: *y\n---\nc: 1\n")
    #expect(reading.codes == ["undefined-alias", "undefined-alias"])
    #expect(reading.documents.count == 1)
  }

  @Test("several problems of one file are all told, by place")
  func several() {
    let reading = Reading("a: !x 1\na: 2\nb: !y\nc:\n  d: 1\n  d: 2\n")
    #expect(reading.codes == ["explicit-tag", "duplicate-key", "explicit-tag", "duplicate-key"])
    #expect(reading.documents.count == 1)
  }

  @Test("the kinds' codes differ")
  func codesDiffer() {
    #expect(Set(YAMLDiagnostics.all.map(\.code)).count == YAMLDiagnostics.all.count)
  }

  @Test("a kind's bad example has its problem alone", arguments: YAMLDiagnostics.all)
  func badExample(kind: DiagnosticKind) {
    guard !kind.bad.isEmpty else { return }
    #expect(Set(Reading(kind.bad).codes) == [kind.code])
  }

  @Test("a kind's good example has no problem", arguments: YAMLDiagnostics.all)
  func goodExample(kind: DiagnosticKind) {
    #expect(Reading(kind.good).codes.isEmpty)
  }
}
