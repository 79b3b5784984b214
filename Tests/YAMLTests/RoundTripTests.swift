import Diagnostics
import TestSupport
import Testing
import YAML

/// read(write(node)) says the same as the node.
@Suite struct RoundTripTests {
  @Test("generated values survive being written and read")
  func generated() {
    let seed = TestSeed.fresh(for: "YAML round trip")
    var generator = NodeGenerator(seed: seed)
    for number in 0..<1_500 {
      let node = generator.node(depth: 4)
      if let complaint = complaint(about: node, YAMLWriter.write(node)) {
        Issue.record("seed \(seed), value \(number): \(complaint)")
        return
      }
    }
  }

  @Test("generated values survive in flow style and with comments")
  func generatedLayouts() {
    let seed = TestSeed.fresh(for: "YAML round trip with layouts")
    var generator = NodeGenerator(seed: seed)
    for number in 0..<1_500 {
      let node = generator.node(depth: 4)
      let width = Int.random(in: 0...120, using: &generator.random)
      let text = YAMLWriter(width: width).write(generator.dressed(YAMLValue(node)))
      if let complaint = complaint(about: node, text) {
        Issue.record("seed \(seed), value \(number): \(complaint)")
        return
      }
    }
  }

  @Test("what is written twice is the same text, and reads back to the same text")
  func stable() throws {
    var generator = NodeGenerator(seed: TestSeed.fixed(7))
    for _ in 0..<300 {
      let node = generator.node(depth: 4)
      let text = YAMLWriter.write(node)
      #expect(text == YAMLWriter.write(node))
      let again = try #require(Reading(text).documents.first?.root)
      #expect(YAMLWriter.write(again) == text)
    }
  }

  @Test(
    "texts that other readers would take for something else survive",
    arguments: [
      "", " ", "a ", " a", "~", "null", "true", "No", "12", "0x1F", "1_000", "1e3", ".5", ".inf",
      "2026-12-01", "12:30:45", "=", "<<", "- a", "-", "--- a", "---", "...", "? a", ": a", "a: b",
      "a:", "a #b", "#a", "[a", "{a}", "a, b", "&a", "*a", "!a", "|", ">", "'a", "\"a\"", "%a",
      "@a",
      "`a", "a\\b", "it's", "it's \"so\"", "a\tb", "\ta", "a\n", "\n", "\n\n", "\na", "a\n\n",
      " a\nb",
      "a\n  b\n", "a \nb", "a\r\nb", "a\rb", "\u{85}", "a\u{2028}b\u{2029}", "\u{FEFF}a", "\0",
      "\u{7F}", "\u{FFFE}", "🎉", "e\u{301}", "\u{202E}abc", "a\n#b\n", "a\n---\nb", "\ta\nb",
      "a\n\tb",
      "\n a", "{{name | fallback: \"x\"}}", "https://x.test/a?b=c#d",
    ])
  func texts(text: String) {
    for node in [
      Node.text(text), .sequence([.text(text), .text(text)]),
      .mapping(["a": .text(text), "b": .sequence([.mapping(["c": .text(text)])])]),
      Node(
        .mapping([Entry(key: text, keyRange: SourceRange(0, 0), value: .text(text))]),
        range: SourceRange(0, 0)),
    ] {
      #expect(complaint(about: node, YAMLWriter.write(node)) == nil)
      var value = YAMLValue(node)
      value.isFlow = true
      #expect(complaint(about: node, YAMLWriter().write(value)) == nil)
    }
  }

  @Test("keys too long for YAML's short form survive", arguments: [999, 1000, 1001, 5000])
  func longKeys(length: Int) {
    let key = String(repeating: "é", count: length)
    let entry = { (value: Node) in Entry(key: key, keyRange: SourceRange(0, 0), value: value) }
    let inner = Node(.mapping([entry(.text("a\nb"))]), range: SourceRange(0, 0))
    let node = Node(.mapping([entry(.sequence([inner, .text("x")]))]), range: SourceRange(0, 0))
    #expect(complaint(about: node, YAMLWriter.write(node)) == nil)
  }

  @Test("a comment cannot become content")
  func comments() throws {
    let value = YAMLValue.mapping([
      .init("a", YAMLValue.text("b").commented("x\ny: z\r\u{85}w: 1\u{2028}v: 2\0\n"))
    ])
    let reading = Reading(YAMLWriter().write(value))
    #expect(try reading.root().saysTheSame(as: .mapping(["a": .text("b")])))
  }

  private func complaint(about node: Node, _ text: String) -> String? {
    let reading = Reading(text)
    guard reading.diagnostics.isEmpty else {
      return "\(reading.diagnostics.map(\.message)) in \(text.debugDescription)"
    }
    guard reading.documents.count == 1, let root = reading.documents[0].root else {
      return "no document in \(text.debugDescription)"
    }
    return root.saysTheSame(as: node) ? nil : "another value from \(text.debugDescription)"
  }
}
