internal import Diagnostics

/// What stands in for copy is gone before people see it.
enum PlaceholderText: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    for passage in manuscript.passages {
      guard let part = part(of: passage) else { continue }
      findings.report(
        kind, "`\(passage.text(of: part))` stands in for copy that is not written yet",
        at: passage.place(of: part, in: manuscript.file),
        do: "write what people are to read, or `status: draft` until it is written")
    }
  }

  private static func part(of passage: Passage) -> Range<Int>? {
    for index in passage.words.indices {
      let word = passage.words[index]
      // Most words begin otherwise, and cost no more than this.
      guard isFirst[Int(passage.bytes[word.range.lowerBound])] else { continue }
      if (3...5).contains(word.range.count), Byte.isUppercase(passage.bytes[word.range.lowerBound]),
        notes.contains(passage.text(of: word.range))
      {
        return word.range
      }
      if let range = phrases.firstRange(in: passage, at: index) { return range }
    }
    return nil
  }

  /// In capitals alone: a to-do list is a thing that people have.
  private static let notes: Set<String> = Set(
    ["todo", "tbd", "tbc", "fixme", "xxx", "xxxx"].map { $0.uppercased() })

  private static let phrases = [
    "lorem ipsum", "dolor sit amet", "your text here", "your copy here", "text goes here",
    "copy goes here", "insert text", "insert copy", "insert link", "insert name", "insert title",
  ].map(Phrase.init)

  /// Of each byte, whether one of them begins with it, as a small letter or a capital.
  private static let isFirst: [Bool] = {
    let first = Set((phrases.map(\.text) + notes).compactMap { $0.utf8.first.map { $0 | 0x20 } })
    return (UInt8.min...UInt8.max).map { first.contains($0 | 0x20) }
  }()

  static let kind = DiagnosticKind(
    "placeholder-text", .warning, summary: "a text stands in for copy that is not written yet",
    explanation: """
      "Lorem ipsum" and notes to oneself have a way of being sent. Write the copy; while it is \
      not there, `status: draft` keeps the campaign from everyone.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.body("«Lorem ipsum» dolor sit amet, consectetur."),
      CopyExamples.body("Export your data in one step. «TBD»!"),
      CopyExamples.campaign(
        "copy:\n  body: Export your data in one step.\n"
          + "  cta: { label: «Insert text», url: \"${app_url}/reports/export\" }"),
    ],
    good: [CopyExamples.body("Turn your todo list into a report, and export it in one step.")])
}
