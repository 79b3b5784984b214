import Diagnostics
import TestSupport
import Testing
import YAML

/// The reader over thousands of damaged files: it ends, and keeps its promises about places.
@Suite struct FuzzTests {
  @Test("damaged files are read without a crash, with every place inside the file")
  func mutations() {
    let seed = TestSeed.fresh(for: "YAML mutation fuzz")
    var mutator = Mutator(seed: seed)
    for number in 0..<4_000 {
      let bytes = mutator.next()
      if let complaint = complaint(about: bytes) {
        Issue.record("seed \(seed), file \(number): \(complaint) in \(bytes)")
        return
      }
    }
  }

  private func complaint(about bytes: [UInt8]) -> String? {
    let reading = Reading(bytes: bytes)
    let again = Reading(bytes: bytes)
    if reading.documents != again.documents || reading.diagnostics != again.diagnostics {
      return "a second reading differs"
    }
    for diagnostic in reading.diagnostics {
      guard let primary = diagnostic.primary else { return "\(diagnostic.code) has no place" }
      for label in [primary] + diagnostic.secondary where label.range.end > label.file.bytes.count {
        return "\(diagnostic.code) lies outside"
      }
      if let fix = diagnostic.fix, fix.range.end > reading.file.bytes.count {
        return "a fix of \(diagnostic.code) lies outside"
      }
    }
    let whole = reading.file.wholeRange
    for document in reading.documents {
      if !contains(whole, document.range) { return "a document lies outside" }
      guard let root = document.root else { continue }
      if let wrong = misplaced(root, in: document.range, whole) ?? misquoted(root, reading.file) {
        return wrong
      }
    }
    return nil
  }

  /// What is wrong with the places of a node that should lie in a range.
  private func misplaced(
    _ node: Node, in parent: SourceRange, _ whole: SourceRange
  ) -> String? {
    if !contains(whole, node.range) { return "\(node.range) lies outside" }
    guard contains(parent, node.alias ?? node.range) else {
      return "\(node.alias ?? node.range) is not in \(parent)"
    }
    var last = node.range.start
    switch node.content {
    case .scalar:
      return nil
    case .sequence(let items):
      for item in items {
        let place = item.alias ?? item.range
        if place.start < last { return "\(place) is before \(last)" }
        last = place.end
        if let wrong = misplaced(item, in: node.range, whole) { return wrong }
      }
    case .mapping(let entries):
      for entry in entries {
        let place = entry.value.alias ?? entry.value.range
        if entry.keyRange.start < last || place.start < entry.keyRange.end {
          return "\(entry.keyRange), \(place) are not in order after \(last)"
        }
        last = place.end
        if let wrong = misplaced(entry.value, in: node.range, whole) { return wrong }
      }
    }
    return nil
  }

  /// What is wrong with the bytes that a scalar's range covers.
  private func misquoted(_ node: Node, _ file: SourceFile) -> String? {
    switch node.content {
    case .sequence(let items):
      return items.lazy.compactMap { misquoted($0, file) }.first
    case .mapping(let entries):
      return entries.lazy.compactMap { misquoted($0.value, file) }.first
    case .scalar(let scalar):
      let source = file.text(in: node.range)
      let isRight =
        switch scalar.style {
        case .plain: source.contains(where: \.isNewline) || source == scalar.text
        case .singleQuoted: source.count > 1 && source.first == "'" && source.last == "'"
        case .doubleQuoted: source.count > 1 && source.first == "\"" && source.last == "\""
        case .literal: source.first == "|"
        case .folded: source.first == ">"
        }
      return isRight ? nil : "\(scalar) covers `\(source)`"
    }
  }

  private func contains(_ outer: SourceRange, _ inner: SourceRange) -> Bool {
    outer.start <= inner.start && inner.end <= outer.end
  }
}

/// Files that were whole before somebody dropped them.
private struct Mutator {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func next() -> [UInt8] {
    var bytes = Array(Self.corpus[Int.random(in: 0..<Self.corpus.count, using: &random)].utf8)
    for _ in 0...Int.random(in: 0..<4, using: &random) { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes.removeSubrange(..<place)
    case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 4:
      let end = min(bytes.count, place + Int.random(in: 0..<20, using: &random))
      bytes.removeSubrange(place..<end)
    case 5:
      let end = min(bytes.count, place + Int.random(in: 0..<40, using: &random))
      bytes.insert(
        contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &random))
    default:
      let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      bytes.insert(contentsOf: Array(piece.utf8), at: place)
    }
  }

  private static let pieces = [
    ":", ": ", "- ", "? ", "#", " # c\n", "[", "]", "{", "}", ",", "&a ", "*a", "*b ", "!t ", "! ",
    "!!str ", "!<x> ", "|", ">", "|-\n", ">+2\n", "'", "\"", "%", "@", "`", "<<: ", "\n", "\r\n",
    "\r",
    "\t", "\n---\n", "\n...\n", "%YAML 1.2\n---\n", "%TAG ! x\n---\n", "\u{85}", "\u{2028}",
    "\u{2029}", "\u{FEFF}", "é", "€", "🎉", "\u{0}", "\u{7}", "\\", "\\x", "\\uE000", "  ", "\n  ",
    "\u{E000}", "{}", "[]", "''", "~", "\n- ", "\nk: ", "[&a x, *a]", "{a: *a, ? b}", "\n\n\n",
  ]

  private static let corpus = [
    """
    # c
    campaign: csv-export   # key
    audience:
      all:
        - attribute: plan
          is: pro
        - { event: csv_exported, never: true }
    copy:
      body: |
        Hello,
        world.

      cta: { label: Export now, url: "${app_url}/x" }   # c

    # end
    tags: [a, 'b', "c\\n"]
    ---
    audience: x
    where: &w
      everyone: true
    other: *w

    """,
    "größe: \"ü 🎉\" # é\nliste:\n- é\n-\n- >-\n  gefaltet\n  weiter\n\n# ende\n",
    "a: b\r\nc:\r\n  - d # e\r\n  - |\r\n    f\r\n\r\ng: 'h\r\n\r\n  i'\r\n",
    "? key\n: value\n? other\n: - a\n  - b: c\n    d:\n",
    "[a, {b: c, d}, e: f, [], {}, \"g\": h, ? i : j]",
    "x: one\u{2028}two\ny: \"a\u{85}b\"\nz: &q [\u{2029}]\nw: *q\n",
    "--- plain\n  over lines\n... # c\n--- >+\n folded\n\n\n---\n'quoted'\n",
    "a: &a [1, 2]\nb: &b { c: *a, d: *a }\ne: [*b, *a]\n",
    "%YAML 1.2\n---\na: 1\n",
  ]
}
