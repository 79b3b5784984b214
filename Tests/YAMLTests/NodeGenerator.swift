import Diagnostics
import TestSupport
import YAML

/// Nodes of all kinds, with the texts that break writers.
struct NodeGenerator {
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

  mutating func mapping(depth: Int) -> Node {
    var keys: Set<String> = []
    var entries: [Entry] = []
    for _ in 0..<count() {
      let key = text()
      guard keys.insert(key).inserted else { continue }
      entries.append(Entry(key: key, keyRange: SourceRange(0, 0), value: node(depth: depth)))
    }
    return Node(.mapping(entries), range: SourceRange(0, 0))
  }

  mutating func text() -> String {
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

  mutating func pick<Element>(_ choices: [Element]) -> Element {
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
