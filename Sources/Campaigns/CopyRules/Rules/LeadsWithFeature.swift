internal import Diagnostics

/// A message begins with what people gain, not with what was built.
enum LeadsWithFeature: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    var isFirstStep = true
    for passage in manuscript.passages {
      switch passage.role {
      case .title, .body: check(passage, manuscript.file, &findings)
      case .step:
        if isFirstStep { check(passage, manuscript.file, &findings) }
        isFirstStep = false
      case .button: break
      }
    }
  }

  private static func check(_ passage: Passage, _ file: SourceFile, _ findings: inout Findings) {
    let start = passage.wordAfterGreeting
    guard let part = phrases.firstRange(in: passage, at: start) ?? label(passage, start) else {
      return
    }
    findings.report(
      kind, "this begins with the feature: `\(passage.text(of: part))`",
      at: passage.place(of: part, in: file),
      do: "begin with what people can do now, as `Export your data in one step`; "
        + "then name the feature")
  }

  /// `New:`, and other words that are a label when a colon or `!` follows.
  private static func label(_ passage: Passage, _ index: Int) -> Range<Int>? {
    guard passage.words.indices.contains(index) else { return nil }
    let word = passage.words[index]
    let mark = word.range.upperBound
    guard mark < word.chunk.upperBound,
      passage.bytes[mark] == Byte.colon || passage.bytes[mark] == UInt8(ascii: "!"),
      labels.firstRange(in: passage, at: index) != nil
    else { return nil }
    return word.range.lowerBound..<mark + 1
  }

  private static let labels = ["new", "update", "announcement", "release"].map(Phrase.init)

  private static let phrases: [Phrase] =
    ["we", "we've", "we have", "we just", "we've just"].flatMap { who in
      ["added", "built", "launched", "released", "shipped", "introduced"].map { "\(who) \($0)" }
    }.map(Phrase.init)
    + ["we're", "we are"].flatMap { who in
      [
        "excited", "thrilled", "happy", "proud", "pleased", "delighted", "introducing",
        "launching", "so excited", "very excited", "super excited", "announcing",
      ].map { "\(who) \($0)" }
    }.map(Phrase.init)
    + [
      "introducing", "announcing", "say hello to", "meet our", "meet the new", "now available",
      "new feature", "new features", "brand new", "brand-new", "our new", "our latest",
      "our newest", "check out our", "big news", "exciting news", "great news", "good news",
      "just launched", "just released", "excited to announce", "proud to announce",
    ].map(Phrase.init)

  static let kind = DiagnosticKind(
    "leads-with-feature", .warning, summary: "a message begins with the feature, not the gain",
    explanation: """
      "We added CSV export" is about you. People look for what is in it for them, and the first \
      words decide whether they read on. Begin with what they can do now, in the imperative: \
      "Export your data in one step". The feature's name can follow. The first words of the \
      title, of the body and of a bot's first step are looked at, after a greeting.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.body("«We added» CSV export to your reports."),
      CopyExamples.body("\"«New:» CSV export for every report.\""),
      CopyExamples.body(
        "\"Hi {{first_name | fallback: 'there'}}, «we're excited» to tell you.\""),
      CopyExamples.campaign(
        "copy:\n  title: «Introducing» CSV export\n  body: One click and the file is yours.\n"
          + "  \(Example.button)",
        format: "post"),
    ],
    good: [
      CopyExamples.body("Export your data in one step -- CSV export is live."),
      CopyExamples.body("New charts take a minute now. Pick a template and see."),
    ])
}

extension [Phrase] {
  /// The first of them that stands at a word.
  func firstRange(in passage: Passage, at index: Int) -> Range<Int>? {
    for phrase in self {
      if let range = phrase.range(in: passage, at: index) { return range }
    }
    return nil
  }
}

extension Passage {
  /// The number of the first word that is not part of "Hi Ana," or "{{first_name}}!".
  fileprivate var wordAfterGreeting: Int {
    guard let first = words.first,
      first.isFilled || Self.greetings.firstRange(in: self, at: 0) != nil
    else { return 0 }
    for (index, word) in words.prefix(4).enumerated() where isFollowedByMark(word) {
      return index + 1
    }
    return 0
  }

  private static let greetings = ["hi", "hey", "hello", "dear", "welcome"].map(Phrase.init)

  private func isFollowedByMark(_ word: Word) -> Bool {
    guard let last = bytes[word.chunk].last else { return false }
    return [UInt8(ascii: ","), UInt8(ascii: "!"), Byte.dot, Byte.colon].contains(last)
  }
}
