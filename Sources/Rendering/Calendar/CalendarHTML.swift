public import Planning

/// What is live when, as a page to hand around: bars over days, what happens in its order, and what
/// gets in each other's way.
public struct CalendarHTML {
  public init() {}

  public func render(_ calendar: CampaignCalendar) -> String {
    WebPage(
      title: "herald calendar: \(calendar.project.visibleLine), \(calendar.firstDay)",
      tone: calendar.gaps.isEmpty && calendar.collisions.isEmpty ? .good : .change,
      headline: calendar.headline.capitalizedFirst,
      facts: [
        ("project", calendar.project.visibleLine),
        ("environment", calendar.environment.visibleLine),
        ("days", "\(calendar.firstDay) to \(calendar.lastDay)"),
        ("time zone", calendar.zone.name.visibleLine),
      ], style: Self.style,
      body: chart(calendar) + events(calendar) + collisions(calendar) + notes(calendar)
    ).source
  }

  private func chart(_ calendar: CampaignCalendar) -> HTML {
    let chart = CalendarChart(calendar)
    let campaigns = calendar.entries.map { entry -> HTML in
      """
      <tr><th scope="row">\(entry.key.visibleLine) <small>\(entry.format.rawValue) · \
      \(entry.schedule.send.rawValue)\(entry.statusNote)</small></th>\
      <td class="when">\(entry.when(in: calendar.zone))</td>\
      <td class="bar">\(chart.bar([entry.shown], kind: entry.status.rawValue))</td></tr>

      """
    }
    guard !campaigns.isEmpty || !calendar.gaps.isEmpty else { return "" }
    return """
      <table class="calendar">
      <thead><tr><th scope="col">campaign</th><th scope="col">when</th>\
      <th scope="col" class="bar"><span class="hidden">as a bar</span>\(chart.axis)</th></tr>
      </thead>
      <tbody>
      \(HTML(campaigns))\(gaps(calendar, chart))</tbody>
      </table>
      \(legend(calendar))
      """
  }

  private func gaps(_ calendar: CampaignCalendar, _ chart: CalendarChart) -> HTML {
    guard !calendar.gaps.isEmpty else { return "" }
    return """
      <tr><th scope="row">nothing shows</th>\
      <td class="when">\(calendar.gaps.count.counted("gap"))</td>\
      <td class="bar">\(chart.bar(calendar.gaps, kind: "gap"))</td></tr>

      """
  }

  private func legend(_ calendar: CampaignCalendar) -> HTML {
    let kinds: [(kind: String, words: String, isThere: Bool)] = [
      ("live", "live", calendar.entries.contains { $0.status == .live }),
      ("draft", "a draft, or paused", calendar.entries.contains { $0.status != .live }),
      ("gap", "nothing shows", !calendar.gaps.isEmpty),
      ("frozen", "frozen", !calendar.freezes.isEmpty),
      ("clocks", "clocks are set", !calendar.clockChanges.isEmpty),
      ("now", "now", calendar.span.contains(calendar.now)),
    ]
    let items = kinds.filter { $0.isThere }.map { kind -> HTML in
      "<span><span class=\"key \(kind.kind)\"></span> \(kind.words)</span>\n"
    }
    return "<p class=\"legend\">\n\(HTML(items))</p>\n"
  }

  private func events(_ calendar: CampaignCalendar) -> HTML {
    let events = CalendarEvent.all(of: calendar)
    guard !events.isEmpty else { return "" }
    let rows = events.map { event -> HTML in
      "<tr><td class=\"when\">\(event.when)</td><td>\(event.what)</td></tr>\n"
    }
    let table = WebPage.table(["when", "what"], rows)
    return "<section>\n<h2>What happens when</h2>\n\(table)</section>\n"
  }

  private func collisions(_ calendar: CampaignCalendar) -> HTML {
    guard !calendar.collisions.isEmpty else { return "" }
    let rows = calendar.collisions.map { overlap -> HTML in
      """
      <tr><td class="when">\(overlap.when(in: calendar.zone))</td>\
      <td>\(overlap.words)</td></tr>

      """
    }
    let table = WebPage.table(["when", "which"], rows)
    return "<section>\n<h2>Collisions</h2>\n\(table)</section>\n"
  }

  private func notes(_ calendar: CampaignCalendar) -> HTML {
    guard !calendar.notes.isEmpty else { return "" }
    return "<footer>\n\(HTML(calendar.notes.map { "<p>\($0)</p>\n" }))</footer>\n"
  }
}
