public import Diagnostics
public import Planning

/// What was pulled into files, and what was not, as people read it.
public struct PullText {
  /// A field that is left as it is.
  public struct Obstacle {
    let field: String
    let reason: String
    let label: Label

    public init(field: String, reason: String, at label: Label) {
      self.field = field
      self.reason = reason
      self.label = label
    }
  }

  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// One message with the fields that its file says now.
  public func render(
    _ message: DriftedMessage, fields: [FieldChange], obstacles: [Obstacle], file: String
  ) -> String {
    let key = message.key.visibleLine
    let left = "  \(Symbol.update.painted(ink)) \(ink.bold(key))"
    let layout = ChangeLayout(page, margin: 4)
    let rows = ChangeRow.rows(
      of: fields.map { FieldChange($0.name, before: $0.before, after: $0.after, cause: .files) })
    return layout.headline(left, columns: 4 + key.columns, origin: file.visibleLine)
      + layout.rows(rows) + obstacles.map(render).joined()
  }

  /// How much was written where.
  public func summary(fields: Int, files: Int, left: Int) -> String {
    let rest = left == 0 ? "" : " \(left.counted("field")) left to do by hand."
    guard fields > 0 else { return ink.bold("Nothing was written.") + rest + "\n" }
    let written = "Pulled \(fields.counted("field")) into \(files.counted("file"))."
    return ink.bold(written) + rest + " Review the difference, then commit it.\n"
  }

  private func render(_ obstacle: Obstacle) -> String {
    let label = obstacle.label
    let position = label.file.position(at: label.range.start)
    let place = "\(label.file.path.visibleLine):\(position.line):\(position.column)"
    return "    \(Symbol.outside.painted(ink)) "
      + StyledText(
        "\(obstacle.field.visibleLine) is left as it is: \(obstacle.reason.visibleLine) (\(place))"
      ).painted(ink, from: 6, hanging: 6, width: page.width)
  }
}
