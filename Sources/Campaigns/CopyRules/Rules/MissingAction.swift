internal import Diagnostics
internal import Planning

/// A message leads somewhere.
///
/// A tooltip points at the element to use, a bot's replies are its buttons, and a chat that asks
/// something wants an answer.
enum MissingAction: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    switch manuscript.campaign.format {
    case .tooltip, .bot: return
    case .chat, .post: break
    }
    guard manuscript.campaign.copy.callToAction == nil, !asks(manuscript),
      // A link in the text is told of, with the same remedy.
      !manuscript.passages.contains(where: { $0.link != nil })
    else { return }
    findings.report(
      kind, "this message has no button", at: manuscript.place(of: "cta", in: "copy"),
      do: "give it one thing to do, as `cta: { label: Export now, url: \"${app_url}/export\" }`")
  }

  private static func asks(_ manuscript: Manuscript) -> Bool {
    guard manuscript.campaign.format == .chat else { return false }
    return manuscript.passages.contains { passage in
      passage.bytes.contains(UInt8(ascii: "?"))
        || passage.words.indices.contains { answers.firstRange(in: passage, at: $0) != nil }
    }
  }

  private static let answers = ["reply", "answer", "write back", "write to us"].map(Phrase.init)

  static let kind = DiagnosticKind(
    "missing-action", .warning, summary: "a message does not say what to do next",
    explanation: """
      Somebody who likes what they read needs a way to it, there and then: one button that says \
      what happens, under `copy.cta`. A tooltip needs none, since it points at the element to use, \
      in a bot the replies are the buttons, and a chat that asks \
      something, or for a reply, is answered in the Messenger.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [CopyExamples.campaign("«copy»:\n  body: Export your data in one step.")],
    good: [
      CopyExamples.body("Export your data in one step."),
      CopyExamples.campaign("copy:\n  body: Which report would you like to export next?"),
      CopyExamples.campaign(
        "copy:\n  body: One click turns this report into a CSV file.\n"
          + "display: { anchor: \"#export\" }",
        format: "tooltip"),
    ])
}
