import Planning
import TestSupport
import Testing

@Suite("A difference by words")
struct WordDiffTests {
  @Test("a changed phrase reads as one, as in a plan")
  func phrase() {
    let diff = WordDiff(
      from: "Export your data in two steps -- CSV export is live.",
      to: "Export your data in one step -- CSV export is live.")
    #expect(
      diff.marked == "Export your data in [-two steps-]{+one step+} -- CSV export is live.")
  }

  @Test(
    "the smallest change is marked, and nothing else",
    arguments: [
      ("one step", "one step", "one step"),
      ("", "", ""),
      ("", "Hello", "{+Hello+}"),
      ("Hello", "", "[-Hello-]"),
      ("Hello there", "Hello", "Hello[- there-]"),
      ("Hello", "Hello there", "Hello{+ there+}"),
      ("a b c", "a x c", "a [-b-]{+x+} c"),
      ("Done.", "Done!", "Done[-.-]{+!+}"),
      ("a, b", "c, d", "[-a-]{+c+}, [-b-]{+d+}"),
      ("don't", "do not", "[-don't-]{+do not+}"),
      ("Zürich", "Zug", "[-Zürich-]{+Zug+}"),
      ("🎉 Yes", "🎊 Yes", "[-🎉-]{+🎊+} Yes"),
      ("two  spaces", "two spaces", "two[-  -]{+ +}spaces"),
    ])
  func marks(before: String, after: String, marked: String) {
    #expect(WordDiff(from: before, to: after).marked == marked)
  }

  @Test("a variable is never split")
  func variable() {
    let diff = WordDiff(
      from: "Hi {{first_name | fallback: \"there\"}}!",
      to: "Hi {{first_name | fallback: \"friend\"}}!")
    #expect(
      diff.marked == "Hi [-{{first_name | fallback: \"there\"}}-]"
        + "{+{{first_name | fallback: \"friend\"}}+}!")
  }

  @Test("a URL is never split")
  func url() {
    let diff = WordDiff(
      from: "See https://acme.test/a?b=1 now", to: "See https://acme.test/a?b=2 now")
    #expect(diff.marked == "See [-https://acme.test/a?b=1-]{+https://acme.test/a?b=2+} now")
  }

  @Test("changes on two lines are two changes")
  func lines() {
    let diff = WordDiff(from: "one\ntwo\n", to: "eins\nzwei\n")
    #expect(diff.marked == "[-one-]{+eins+}\n[-two-]{+zwei+}\n")
  }

  @Test("braces that never close are text")
  func openBraces() {
    #expect(WordDiff(from: "{{ a", to: "{{ b").marked == "{{ [-a-]{+b+}")
  }

  @Test("what is removed gives the old text and what is added the new one")
  func laws() {
    var random = SeededRandom(seed: TestSeed.fixed(11))
    for number in 0..<3_000 {
      let before = Self.text(&random)
      let after = random.once(in: 3) ? Self.text(&random) : Self.edited(before, &random)
      let diff = WordDiff(from: before, to: after)
      #expect(diff.before == before, "pair \(number)")
      #expect(diff.after == after, "pair \(number)")
      #expect(diff.isTidy, "pair \(number): \(diff.parts)")
    }
  }

  @Test("equal texts have no changes")
  func equal() {
    var random = SeededRandom(seed: TestSeed.fixed(12))
    for _ in 0..<200 {
      let text = Self.text(&random)
      #expect(WordDiff(from: text, to: text).marked == text)
    }
  }

  @Test("hostile and huge texts take bounded time", .timeLimit(.minutes(5)))
  func huge() {
    let braces = String(repeating: "{{", count: 50_000)
    #expect(WordDiff(from: braces, to: braces + "x").marked == braces + "{+x+}")
    var random = SeededRandom(seed: TestSeed.fixed(13))
    for words in [990, 20_000] {
      let before = (0..<words).map { _ in "w\(random.roll(50))" }.joined(separator: " ")
      let after = (0..<words).map { _ in "v\(random.roll(50))" }.joined(separator: " ")
      let diff = WordDiff(from: before, to: after)
      #expect(diff.before == before)
      #expect(diff.after == after)
    }
  }

  private static func text(_ random: inout SeededRandom) -> String {
    let pieces = [
      "one", "two", "step", "steps", " ", " ", " ", "  ", "\n", "\r\n", ".", ",", "{{name}}", "{{",
      "}}", "https://a.test/b", "é", "e\u{301}", "👩‍👩‍👧", "两步", "'", "-", "\t", "{", "[-", "+}",
    ]
    return (0..<random.roll(20)).map { _ in random.pick(pieces) }.joined()
  }

  private static func edited(_ text: String, _ random: inout SeededRandom) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    words[random.roll(words.count)] = Self.text(&random)
    return words.joined(separator: " ")
  }
}

extension WordDiff {
  fileprivate var marked: String {
    parts.map { part in
      switch part {
      case .same(let text): text
      case .removed(let text): "[-\(text)-]"
      case .added(let text): "{+\(text)+}"
      }
    }.joined()
  }

  fileprivate var before: String {
    parts.map { part in
      switch part {
      case .same(let text), .removed(let text): text
      case .added: ""
      }
    }.joined()
  }

  fileprivate var after: String {
    parts.map { part in
      switch part {
      case .same(let text), .added(let text): text
      case .removed: ""
      }
    }.joined()
  }

  /// No part is empty, neighbours differ in kind, and what is removed precedes what is added.
  fileprivate var isTidy: Bool {
    zip(parts, parts.dropFirst()).allSatisfy { pair in
      switch pair {
      case (.same, .same), (.removed, .removed), (.added, .added), (.added, .removed): false
      case (.same, _), (.removed, .same), (.removed, .added), (.added, .same): true
      }
    } && parts.allSatisfy { $0 != .same("") && $0 != .removed("") && $0 != .added("") }
  }
}
