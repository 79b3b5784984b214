public import Planning

/// What a person enters by hand, for terminals.
public struct HandoverText {
  private let page: Page
  private let pathPrefix: String

  /// - Parameter pathPrefix: goes before the file's path, which is the project's.
  public init(_ page: Page, pathPrefix: String = "") {
    self.page = page
    self.pathPrefix = pathPrefix
  }

  public func render(_ handover: Handover) -> String {
    let sheet = HandoverSheet(handover)
    var text = heading(handover)
    guard handover.isByHand else { return text }
    for section in sheet.sections { text += "\n" + render(section) }
    text += "\n" + page.ink.bold("mind") + "\n"
    for remark in sheet.remarks { text += line("- \(remark.visibleLine)", from: 2, hanging: 4) }
    return text
  }

  private func heading(_ handover: Handover) -> String {
    let facts = ["environment \(handover.environment)", "project \(handover.project)"]
    let head =
      StyledText("herald handover", .bold)
      + StyledText(facts.map { " · " + $0.visibleLine }.joined())
    let message = handover.message
    let campaign =
      StyledText(message.key.visibleLine, .bold)
      + StyledText(" · \(message.spec.format.rawValue) · \(message.spec.status.rawValue)")
      + StyledText(" · \(pathPrefix.visibleLine)\(message.place.path.visibleLine)", .dim)
      + StyledText(":\(message.place.line)", .dim)
    return painted(head, hanging: 2) + painted(campaign, hanging: 2)
      + line(HandoverWords(handover).sentence, from: 0, hanging: 2)
  }

  private func render(_ section: HandoverSheet.Section) -> String {
    let width = section.fields.map(\.name.visibleLine.columns).max() ?? 0
    var text = page.ink.bold(section.name) + "\n"
    for field in section.fields {
      for (index, line) in field.lines.enumerated() {
        let name = index == 0 ? field.name.visibleLine : ""
        let indent = 2 + width + 2 + line.depth * 2
        let start =
          "  " + name.padded(to: width) + "  " + String(repeating: "  ", count: line.depth)
        text +=
          (StyledText(start, .dim) + StyledText(line.text.visibleLine))
          .painted(page.ink, from: 0, hanging: indent, width: page.width)
      }
    }
    return text
  }

  private func line(_ text: String, from column: Int, hanging: Int) -> String {
    String(repeating: " ", count: column)
      + StyledText(text).painted(page.ink, from: column, hanging: hanging, width: page.width)
  }

  private func painted(_ text: StyledText, hanging: Int) -> String {
    text.painted(page.ink, from: 0, hanging: hanging, width: page.width)
  }
}

extension Handover {
  var isByHand: Bool {
    switch way {
    case .byHand: true
    case .applied, .appliedButFor: false
    }
  }
}

/// What is to be done, in a sentence.
struct HandoverWords {
  let sentence: String

  init(_ handover: Handover) {
    let name = handover.environment.visibleLine
    sentence =
      switch handover.way {
      case .applied:
        "`herald apply -e \(name)` does all of this: nothing is to be entered by hand"
      case .appliedButFor(let shortcomings):
        "`herald apply -e \(name)` does this, but for what Intercom's public API cannot: "
          + shortcomings.map(\.words).joined(separator: ", ")
      case .byHand(let shortcomings):
        "make \(HandoverSheet(handover).content) in Intercom by hand: its public API cannot do this one ("
          + shortcomings.map(\.words).joined(separator: ", ") + ")"
      }
  }
}
