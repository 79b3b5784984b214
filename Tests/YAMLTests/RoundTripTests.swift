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

/// Nodes of all kinds, with the texts that break writers.
private struct NodeGenerator {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func node(depth: Int) -> Node {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
    case 0: .plain(pick(Self.plains))
    case 1...5: .text(text())
    case 6, 7: .sequence((0..<count()).map { _ in node(depth: depth - 1) })
    default: mapping(depth: depth - 1)
    }
  }

  /// The same value with random flow styles and comments.
  mutating func dressed(_ value: YAMLValue) -> YAMLValue {
    var result: YAMLValue
    switch value.content {
    case .scalar: result = value
    case .sequence(let items):
      result = .sequence(items.map { dressed($0) }, flow: Bool.random(using: &random))
    case .mapping(let pairs):
      result = .mapping(
        pairs.map { .init($0.key, dressed($0.value)) }, flow: Bool.random(using: &random))
    }
    if Int.random(in: 0..<5, using: &random) == 0 { result.comment = text() }
    return result
  }

  private mutating func mapping(depth: Int) -> Node {
    var keys: Set<String> = []
    var entries: [Entry] = []
    for _ in 0..<count() {
      let key = text()
      guard keys.insert(key).inserted else { continue }
      entries.append(Entry(key: key, keyRange: SourceRange(0, 0), value: node(depth: depth)))
    }
    return Node(.mapping(entries), range: SourceRange(0, 0))
  }

  private mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<7, using: &random) {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: text.unicodeScalars.append(scalar())
      case 1: text += String(repeating: "long words ", count: 12)
      default: text += pick(Self.pieces)
      }
    }
    return text
  }

  private mutating func scalar() -> Unicode.Scalar {
    let limit: UInt32 = pick([0x80, 0x800, 0x1_0000, 0x11_0000])
    return Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? "\u{FFFD}"
  }

  private mutating func count() -> Int { Int.random(in: 0..<5, using: &random) }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private static let plains = [
    "", "~", "null", "true", "FALSE", "0", "-12", "0x1f", "0o7", "1.5", "-.inf", ".nan", "1e400",
    "99999999999999999999", "yes", "2026-12-01", "7 days ago", "2026-12-01 09:00", "-", "a: b",
    "+1",
  ]

  private static let pieces = [
    "word", "a b", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", ":", ": ", " #", "#", "-", "- ",
    "---",
    "...", "?", ",", "[", "]", "{", "}", "'", "\"", "\\", "|", ">", "&", "*", "!", "%", "@", "`",
    "~", "<<",
    "=", "true", "no", "12", "1.5", "2026-12-01", "é", "ß", "日本", "🎉", "👩‍👩‍👧", "e\u{301}", "\u{0}",
    "\u{1B}",
    "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{200B}",
    "\u{202E}",
    "\u{E000}", "\\uE000", "${app_url}", "{{first_name | fallback: \"there\"}}",
    "https://x.test/?a=b",
  ]
}
