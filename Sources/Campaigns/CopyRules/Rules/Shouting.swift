internal import Diagnostics

/// Copy speaks in a normal voice.
enum Shouting: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    for passage in manuscript.passages {
      if let part = capitals(in: passage) {
        findings.report(
          kind, "`\(passage.text(of: part))` shouts",
          at: passage.place(of: part, in: manuscript.file),
          do: "write it in lower case; the first words make a text strong, not its capitals")
      } else if let part = marks(in: passage) {
        findings.report(
          kind, "`\(passage.text(of: part))` shouts",
          at: passage.place(of: part, in: manuscript.file),
          do: "one mark is enough, and a full stop often better")
      }
    }
  }

  /// The first words in capitals that are no names.
  private static func capitals(in passage: Passage) -> Range<Int>? {
    var run = Run()
    for index in passage.words.indices {
      let word = passage.words[index]
      guard !word.isFilled, let letters = passage.capitals(in: word) else {
        if run.shouts { break }
        run = Run()
        continue
      }
      if words.firstRange(in: passage, at: index) != nil { return word.range }
      run.add(word, letters)
      // `CSV, JSON, XML` are three runs of one.
      if word.chunk.upperBound > word.range.upperBound {
        if run.shouts { break }
        run = Run()
      }
    }
    return run.shouts ? run.range : nil
  }

  /// Words in capitals, one after the other.
  private struct Run {
    private(set) var range: Range<Int>?
    private var count = 0
    private var letters = 0
    private var longest = 0

    /// Names as `AWS IAM` are short, and seldom three in a row.
    var shouts: Bool { count > 1 && longest > 5 || count > 2 && letters > 9 }

    mutating func add(_ word: Word, _ letters: Int) {
      range = (range?.lowerBound ?? word.range.lowerBound)..<word.range.upperBound
      count += 1
      self.letters += letters
      longest = max(longest, letters)
    }
  }

  private static let words = [
    "free", "now", "hurry", "urgent", "important", "attention", "today", "never", "don't", "huge",
    "amazing", "finally",
  ].map(Phrase.init)

  /// `!!`, `!?!`.
  private static func marks(in passage: Passage) -> Range<Int>? {
    let bytes = passage.bytes
    guard let first = bytes.firstIndex(of: mark) else { return nil }
    for index in first..<bytes.count where bytes[index] == mark {
      let end = bytes[index...].firstIndex { $0 != mark && $0 != UInt8(ascii: "?") } ?? bytes.count
      if bytes[index..<end].count(where: { $0 == mark }) > 1 { return index..<end }
    }
    return nil
  }

  private static let mark = UInt8(ascii: "!")

  static let kind = DiagnosticKind(
    "shouting", .warning, summary: "copy shouts, in capitals or exclamation marks",
    explanation: """
      Capitals and rows of exclamation marks are what spam looks like, and screen readers spell \
      them. Names may be in capitals: `CSV`, `HTTPS`, `AWS IAM` are fine.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.body("«EXPORT YOUR DATA» in one step."),
      CopyExamples.body("Export your data in one step«!!»"),
      CopyExamples.body("Export your data for «FREE»."),
    ],
    good: [
      CopyExamples.body("Export your CSV and JSON over HTTPS to AWS IAM users. It is free!"),
      CopyExamples.body("'Hi {{NAME | fallback: \"there\"}}, take your data with you.'"),
    ])
}

extension Passage {
  /// How many letters a word has that is in capitals; nil for one that is not.
  fileprivate func capitals(in word: Word) -> Int? {
    var letters = 0
    var isPlain = true
    for byte in bytes[word.range] {
      if Byte.isLowercase(byte) { return nil }
      if Byte.isUppercase(byte) { letters += 1 }
      if byte >= 0x80 { isPlain = false }
    }
    guard letters > 1 else { return nil }
    if isPlain { return letters }
    let text = text(of: word.range)
    return text == text.uppercased() ? letters : nil
  }
}
