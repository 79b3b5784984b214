public import Planning

/// What a person enters by hand, as a text for a ticket or a wiki.
public enum HandoverMarkdown {
  public static func render(_ handover: Handover) -> String {
    let sheet = HandoverSheet(handover)
    let message = handover.message
    let facts = [("project", handover.project), ("environment", handover.environment)]
    var text = "### Handover of \(MarkdownText.code(message.key.visibleLine))\n\n"
    text += facts.map { "\($0.0) \(MarkdownText.code($0.1.visibleLine))" }.joined(separator: " · ")
    text += " · \(MarkdownText.code("\(message.place.path):\(message.place.line)".visibleLine))\n\n"
    text += "\(MarkdownText.fence(HandoverWords(handover).sentence))"
    guard handover.isByHand else { return text }
    for section in sheet.sections {
      text += "\n#### \(section.name)\n\n| field | enter |\n| --- | --- |\n"
      for field in section.fields {
        for (index, line) in field.lines.enumerated() {
          let name = index == 0 ? MarkdownText.code(field.name.visibleLine) : ""
          let indent = String(repeating: "· ", count: line.depth)
          text += "| \(name) | \(indent)\(MarkdownText.code(line.text.visibleLine)) |\n"
        }
      }
    }
    text += "\n#### mind\n\n"
    text += MarkdownText.fence(sheet.remarks.map { "- \($0.visibleLine)\n" }.joined())
    return text
  }
}
