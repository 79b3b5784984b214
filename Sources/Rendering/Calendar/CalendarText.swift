public import Planning

/// What is live when, for terminals: a line for each campaign, then what happens in its order.
public struct CalendarText {
  private let page: Page
  private var ink: Ink { page.ink }
  /// In columns.
  private var width: Int { max(page.width ?? Self.usual, Self.least) }

  /// Where lines may be as long as they like.
  private static let usual = 100
  /// Less has room for no chart.
  private static let least = 40
  private static let widestName = 28

  public init(_ page: Page) { self.page = page }

  public func render(_ calendar: CampaignCalendar) -> String {
    let parts = [
      heading(calendar), chart(calendar), events(calendar), collisions(calendar), notes(calendar),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func heading(_ calendar: CampaignCalendar) -> String {
    let facts = ["environment \(calendar.environment)", "project \(calendar.project)"]
    let first =
      StyledText("herald calendar", .bold)
      + StyledText(facts.map { " · " + $0.visibleLine }.joined())
    let second = StyledText(
      "\(calendar.firstDay) to \(calendar.lastDay) · \(calendar.zone.name) · \(calendar.headline)")
    return line(first, hanging: 2) + line(second, hanging: 2)
  }

  /// A line of the chart.
  private struct Row {
    let title: String
    let times: [Range<Int64>]
    let mark: Character
    let style: StyledText.Style
  }

  private func rows(_ calendar: CampaignCalendar) -> [Row] {
    let campaigns = calendar.entries.map { entry in
      let isLive = entry.status == .live
      return Row(
        title: (entry.key + entry.statusNote).visibleLine, times: [entry.shown],
        mark: isLive ? "█" : "░", style: isLive ? .green : .dim)
    }
    let others = [
      Row(title: "nothing shows", times: calendar.gaps, mark: "×", style: .yellow),
      Row(title: "frozen", times: calendar.freezes.map(\.time), mark: "▒", style: .blue),
    ]
    return campaigns + others.filter { !$0.times.isEmpty }
  }

  private func chart(_ calendar: CampaignCalendar) -> String {
    let rows = rows(calendar)
    guard !rows.isEmpty else { return "" }
    let widest = rows.map(\.title.columns).max() ?? 0
    let name = min(widest, Self.widestName, width / 3)
    let columns = CalendarColumns(calendar, room: width - name - 4)
    func line(_ title: String, _ bar: String, _ style: StyledText.Style) -> String {
      let text = StyledText("  \(title.cut(to: name).padded(to: name))  ") + StyledText(bar, style)
      return text.painted(ink) + "\n"
    }
    var lines = columns.axis.map { line("", $0, .dim) }
    for row in rows {
      lines.append(line(row.title, columns.line(row.times, mark: row.mark), row.style))
    }
    if let scale = columns.scale { lines.append(line("", scale, .dim)) }
    return lines.joined()
  }

  private func events(_ calendar: CampaignCalendar) -> String {
    list(
      CalendarEvent.all(of: calendar).map { event in
        (when: event.when, what: StyledText(event.what, event.kind.style))
      })
  }

  private func collisions(_ calendar: CampaignCalendar) -> String {
    guard !calendar.collisions.isEmpty else { return "" }
    let rows = calendar.collisions.map { overlap in
      (when: overlap.when(in: calendar.zone), what: StyledText(overlap.words))
    }
    return ink.bold("Collisions") + "\n" + list(rows)
  }

  /// Times in a column of their own.
  private func list(_ rows: [(when: String, what: StyledText)]) -> String {
    let widest = rows.map { $0.when.columns }.max() ?? 0
    // Beside a long time there is little room on a small screen.
    let hanging = widest + 4 <= width / 2 ? widest + 4 : 6
    return rows.map { when, what -> String in
      if hanging < widest + 4 { return "  \(when)\n" + indented(what, by: hanging) }
      let head = "  \(when.padded(to: widest))  "
      return head + what.painted(ink, from: hanging, hanging: hanging, width: page.width)
    }.joined()
  }

  private func indented(_ text: StyledText, by columns: Int) -> String {
    String(repeating: " ", count: columns)
      + text.painted(ink, from: columns, hanging: columns, width: page.width)
  }

  private func notes(_ calendar: CampaignCalendar) -> String {
    calendar.notes.map { line(StyledText($0), hanging: 0) }.joined()
  }

  private func line(_ text: StyledText, hanging: Int) -> String {
    text.painted(ink, from: 0, hanging: hanging, width: page.width)
  }
}

extension CalendarEvent.Kind {
  fileprivate var style: StyledText.Style {
    switch self {
    case .starts, .ends: .plain
    case .freeze: .blue
    case .clocks: .magenta
    case .gap: .yellow
    }
  }
}

extension Freeze {
  var time: Range<Int64> { start..<max(start, end) }
}
