public import Planning

/// What others changed, as people read it.
public struct DriftText {
  private let page: Page
  private let pathPrefix: String
  private var ink: Ink { page.ink }

  /// `pathPrefix` goes before the files' paths, as in a plan.
  public init(_ page: Page, pathPrefix: String = "") {
    self.page = page
    self.pathPrefix = pathPrefix
  }

  public func render(_ drift: Drift, command: String) -> String {
    var text =
      Headline(page).render(
        command: command, environment: drift.environment, project: drift.project,
        workspace: drift.workspace) + "\n"
    guard !drift.messages.isEmpty else {
      return text + ink.green("No drift.")
        + " The workspace holds \(drift.intact.counted("message")) as they were applied.\(leftOut(drift))\n"
    }
    for message in drift.messages { text += render(message) + "\n" }
    let changed = drift.messages.count.counted("message")
    return text
      + StyledText(
        "Drift: \(changed) changed outside. \(drift.intact.grouped) as applied.\(leftOut(drift))",
        .bold
      )
      .painted(ink, from: 0, hanging: 2, width: page.width)
  }

  private func leftOut(_ drift: Drift) -> String {
    drift.leftOut == 0 ? "" : " \(drift.leftOut.grouped) left out by --only and --except."
  }

  /// One message: from what was last applied to what the workspace holds.
  func render(_ message: DriftedMessage) -> String {
    let key = message.key.visibleLine
    let spec = message.spec
    let facts =
      " · \(spec.format.rawValue) · \(message.state.rawValue) · \(spec.schedule.send.rawValue)"
    let left = "  \(Symbol.outside.painted(ink)) \(ink.bold(key))\(facts)"
    let layout = ChangeLayout(page, margin: 4)
    return layout.headline(left, columns: 4 + key.columns + facts.columns, origin: origin(message))
      + layout.rows(ChangeRow.rows(of: message.fields.map(\.asDrift)))
      + conflicts(message)
      + ink.dim("    changed outside at \(TimeText.instant(message.updatedAt, timeZone: nil))")
      + "\n"
  }

  private func conflicts(_ message: DriftedMessage) -> String {
    let names = message.fields.filter { $0.cause == .conflict }.map(\.name.visibleLine)
    guard !names.isEmpty else { return "" }
    let mark = "    \(Symbol.outside.painted(ink)) "
    return mark
      + StyledText("the file says something new as well: \(names.joined(separator: ", "))")
      .painted(ink, from: 6, hanging: 6, width: page.width)
  }

  private func origin(_ message: DriftedMessage) -> String {
    if let place = message.place {
      return "\(pathPrefix)\(place.path)".visibleLine + ":\(place.line)"
    }
    return message.lastFile.map { "was \(pathPrefix)\($0)".visibleLine } ?? "its file is gone"
  }
}

extension FieldChange {
  /// The same without who changed it: here it is always others.
  fileprivate var asDrift: FieldChange {
    FieldChange(name, before: before, after: after, cause: .files)
  }
}

/// The first line of what a command shows of a workspace.
struct Headline {
  private let page: Page

  init(_ page: Page) { self.page = page }

  func render(
    command: String, environment: String, project: String, workspace: Workspace
  ) -> String {
    let facts = ["environment \(environment)", "project \(project)", "workspace \(workspace.name)"]
    return
      (StyledText("herald \(command)", .bold)
      + StyledText(facts.map { " · " + $0.visibleLine }.joined()))
      .painted(page.ink, from: 0, hanging: 2, width: page.width)
  }
}
