import Planning

/// What becomes of one message: its fields, and what the change brings with it.
struct ChangeBody {
  private let page: Page
  /// The column of the marks of fields.
  private let margin: Int
  private var ink: Ink { page.ink }

  init(_ page: Page, margin: Int) {
    self.page = page
    self.margin = margin
  }

  func render(_ change: Change) -> String {
    let indent = String(repeating: " ", count: margin)
    var text = ChangeLayout(page, margin: margin).rows(change.rows)
    if let adopted = change.adopted { text += "\(indent)  " + filled(adopted) }
    for remark in change.remarks {
      let mark = remark.isWarning ? Symbol.outside.painted(ink) : " "
      text += "\(indent)\(mark) " + filled(remark.text)
    }
    if change.unchangedFields > 0, change.action != .create {
      let count = change.unchangedFields.counted("field")
      text += ink.dim("\(indent)… \(count) unchanged") + "\n"
    }
    return text
  }

  private func filled(_ text: String) -> String {
    StyledText(text).painted(ink, from: margin + 2, hanging: margin + 2, width: page.width)
  }
}

extension Change {
  /// What it brings with it that its rows do not show.
  var remarks: [(isWarning: Bool, text: String)] {
    let people =
      [reach.flatMap(ReachText.reason)].compactMap(\.self) + NeighbourText.warnings(self)
    let told = consequences.map { (isWarning: $0.isWarning, text: $0.text(of: self)) }
    let seen = HistoryText.irrevocable(self).map { [(isWarning: true, text: $0)] } ?? []
    return people.map { (isWarning: true, text: $0) } + told + seen
  }

  /// What becomes of a message that is taken over; nil for other changes.
  fileprivate var adopted: String? {
    guard action == .adopt, case .update(let id, _, _)? = steps.first else { return nil }
    return "message \(id.visibleLine) says the same and no file owns it: it is taken over as it is"
  }
}
