import Audiences
import Diagnostics
import Testing

@Suite("Audience documents")
struct AudienceResolverTests {
  @Test("that are made of each other are told with the whole way")
  func cycle() throws {
    let document = RuleDocument(
      """
      audience: a
      where: { all: [{ audience: b }, { tag: x }] }
      ---
      audience: b
      where: { not: { audience: c } }
      ---
      audience: c
      where: a
      """)
    let diagnostic = try #require(document.diagnostics.first)
    #expect(document.found == ["2: audience-cycle"])
    #expect(diagnostic.message == "the audience `a` is made of itself: a → b → c → a")
    let places = ([diagnostic.primary] + diagnostic.secondary).compactMap(\.self)
    #expect(places.map { document.file.position(at: $0.range.start).line } == [2, 5, 8])
    #expect(
      places.map(\.text) == ["`a` names `b` here", "`b` names `c` here", "`c` names `a` here"])
  }

  @Test("that name themselves are told")
  func selfReference() {
    let document = RuleDocument(
      "audience: a\nwhere: { not: { audience: a } } # error: [audience-cycle]")
    #expect(document.found == document.announced)
  }

  @Test("in two circles are told twice, those that name them not at all")
  func twoCycles() {
    let document = RuleDocument(
      """
      audience: x
      where: { any: [{ audience: a }, { audience: c }] }
      ---
      audience: a
      where: b # error: [audience-cycle]
      ---
      audience: b
      where: a
      ---
      audience: c
      where: { any: [{ audience: d }, { audience: a }] } # error: [audience-cycle]
      ---
      audience: d
      where: c
      ---
      audience: sound
      where: { tag: beta }
      """)
    #expect(document.found == document.announced)
    #expect(document.rules == ["sound": .tag("beta")])
  }

  @Test("in a chain of thousands are read")
  func longChain() {
    let chain = (0..<5_000).map { "audience: a\($0)\nwhere: a\($0 + 1)" }
    let document = RuleDocument(
      (chain + ["audience: a5000\nwhere: { tag: beta }"]).joined(separator: "\n---\n"))
    #expect(document.found == [])
    #expect(document.rules["a0"] == .tag("beta"))
  }

  @Test("cannot grow without bound by naming one another")
  func doubling() {
    let doubling = (1...14).map {
      "audience: a\($0)\nwhere: { all: [{ audience: a\($0 - 1) }, { audience: a\($0 - 1) }] }"
    }
    let document = RuleDocument(
      (["audience: a0\nwhere: { tag: beta }"] + doubling).joined(separator: "\n---\n"))
    #expect(document.diagnostics.map(\.code) == ["rule-too-large"])
    #expect(document.rules["a9"]?.size == 512)
  }

  @Test("count their depth together")
  func depth() {
    let nested = (1...16).map { "audience: a\($0)\nwhere: { not: { audience: a\($0 - 1) } }" }
    let document = RuleDocument(
      (["audience: a0\nwhere: { tag: beta }"] + nested).joined(separator: "\n---\n"))
    #expect(document.diagnostics.map(\.code) == ["rule-too-deep"])
    #expect(document.rules["a15"]?.depth == 16)
  }
}
