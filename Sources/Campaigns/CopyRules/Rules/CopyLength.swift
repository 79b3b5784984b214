internal import Diagnostics

/// At most fifty words a message; in a bot, a step.
enum CopyLength: CopyRule {
  static let longest = 50

  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    var count = 0
    var body: Passage?
    for passage in manuscript.passages {
      switch passage.role {
      case .title: count += passage.words.count
      case .body:
        count += passage.words.count
        body = passage
      case .step:
        let words = passage.words.count
        if words > longest { findings.report(words, "this step", passage) }
      case .button: break
      }
    }
    if count > longest, let body { findings.report(count, "this message", body) }
  }

  static let kind = DiagnosticKind(
    "copy-length", .warning, summary: "a message has more than \(longest) words",
    explanation: """
      People see a message while they are doing something else, and read the first line. What \
      takes more than \(longest) words is a page: say what they gain, and let the button lead to \
      the rest. Title and body are counted together; in a bot each step is counted by itself.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [CopyExamples.body("«\(long)»")],
    good: [
      CopyExamples.body("Pick a report, choose CSV, and take your numbers wherever you need them.")
    ])

  private static let long =
    "Until today, exporting your data was only possible by copying it from the tables by hand, "
    + "which took many of you a long time, as you told us again and again. Now you can open any "
    + "report, look for the button at the top of the page, choose the format CSV there, and save "
    + "the file."
}

extension Findings {
  fileprivate mutating func report(_ count: Int, _ what: String, _ passage: Passage) {
    report(
      CopyLength.kind, "\(what) has \(count) words", at: passage.node.place,
      do: "say it in \(CopyLength.longest) words or fewer, and let the button lead to the rest")
  }
}
