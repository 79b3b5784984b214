import Planning

/// Where, when and how often it shows, in the words of Intercom's screens.
struct HandoverDisplay {
  let section: HandoverSheet.Section
  let remarks: [String]

  init(_ display: Display, _ schedule: Schedule, of format: Format, in zone: String) {
    var section = HandoverSheet.Section(name: "where and when")
    var remarks: [String] = []
    let pages = display.pages.map(PageRule.init)
    if !pages.isEmpty {
      section.fields.append(
        HandoverSheet.Field(
          name: "pages",
          lines: (pages.count > 1 ? [HandoverSheet.Line("any of these (Or)")] : [])
            + pages.map { HandoverSheet.Line($0.text, depth: pages.count > 1 ? 1 : 0) }))
    }
    let wider = pages.filter { !$0.isExact }.map(\.pattern)
    if !wider.isEmpty {
      remarks.append(
        "Intercom's page rules know no `*` within an address and no path alone: the one given for "
          + "\(wider.joined(separator: ", ")) can match other pages, too")
    }
    if format == .bot { section.add("trigger", "Customer visits a page") }
    switch display.trigger {
    case .pageLoad: break
    case .delay(let seconds): section.add("time on page", "\(seconds) s")
    case .event(let name):
      section.add("event rule", name)
      switch format {
      case .chat, .post: break
      case .tooltip, .bot:
        remarks.append(
          "Intercom's help names no event rule for \(format == .bot ? "workflows" : "tooltips"): "
            + "where there is none, ask for the event in the audience")
      }
    }
    section.add("frequency", display.frequency.words(of: format))
    section.add("start", schedule.startsAt.map { TimeText.instant($0, timeZone: zone) })
    section.add("stop", schedule.endsAt.map { TimeText.ending($0, timeZone: zone) })
    if schedule.startsAt != nil || schedule.endsAt != nil {
      remarks.append(
        "Intercom counts in the workspace's time zone, and the times here are those of \(zone): "
          + "`--time-zone` tells them in another")
    }
    self.section = section
    self.remarks = remarks
  }
}

extension Display.Frequency {
  fileprivate func words(of format: Format) -> String {
    switch (self, format) {
    case (.showOnce, .bot): "show workflow until: Seen"
    case (.showUntilDismissed, .bot): "show workflow until: Any interaction happens"
    case (.showOnce, .chat), (.showOnce, .post), (.showOnce, .tooltip): "once to each person"
    case (.showUntilDismissed, .chat), (.showUntilDismissed, .post),
      (.showUntilDismissed, .tooltip):
      "until it is dismissed"
    }
  }
}

/// One of `display.pages` as a rule on the page's address.
private struct PageRule {
  let pattern: String
  let text: String
  /// Whether it matches the same pages.
  let isExact: Bool

  init(_ pattern: String) {
    self.pattern = pattern
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    let isPath = pattern.hasPrefix("/")
    if pattern.allSatisfy({ $0 == "*" }) {
      (text, isExact) = ("every page", true)
    } else if pieces.count == 1, !isPath {
      (text, isExact) = ("URL is exactly \(pattern)", true)
    } else if pieces.count == 2, pieces[1].isEmpty, !isPath {
      (text, isExact) = ("URL starts with \(pieces[0])", true)
    } else {
      let longest = pieces.max { $0.count < $1.count } ?? ""
      (text, isExact) = ("URL contains \(longest)", false)
    }
  }
}
