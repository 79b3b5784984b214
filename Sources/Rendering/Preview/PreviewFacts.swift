import Audiences
import Planning

/// What is not seen of a message: for whom it is, when, where, and what for, in plain words.
struct PreviewFacts {
  let campaign: Preview.Campaign
  let admins: [Admin]

  var markup: HTML {
    guard let spec = campaign.spec else { return "" }
    let rows: [(String, HTML)] =
      [("for", AudienceHTML.markup(spec.audience))]
      + reach
      + [
        ("when", "\(when(spec.schedule))"), ("appears", "\(appears(spec.display))"),
        ("how often", "\(spec.display.frequency.words)"),
        ("from", "\(spec.sender.name(among: admins))"),
      ] + link(spec) + goal(spec)
    return "<table class=\"fields\">\n\(HTML(rows.map(row)))</table>\n"
  }

  private func row(_ name: String, _ value: HTML) -> HTML {
    "<tr><th scope=\"row\">\(name)</th><td>\(value)</td></tr>\n"
  }

  private var reach: [(String, HTML)] {
    if let reach = campaign.change?.reach { return [("reaches", "\(ReachText.row(reach))")] }
    guard let people = campaign.people?.matching, let everyone = campaign.people?.everyone else {
      return [("reaches", "not counted")]
    }
    let share =
      people.count == 0 ? "" : ", \(ReachText.share(people.count, of: everyone)) of everyone"
    return [("reaches", "\(ReachText.people(people))\(share)")]
  }

  private func when(_ schedule: Schedule) -> String {
    let start = schedule.startsAt.map { TimeText.instant($0, timeZone: schedule.timeZone) }
    let end = schedule.endsAt.map { TimeText.ending($0, timeZone: schedule.timeZone) }
    let who =
      switch schedule.send {
      case .once: "once, to those who match at its start"
      case .ongoing: "to everyone who matches from then on"
      }
    return "from \(start ?? "its apply") until \(end ?? "it is taken away"); \(who)"
  }

  private func appears(_ display: Display) -> String {
    let trigger =
      switch display.trigger {
      case .pageLoad: "as soon as the page is there"
      case .delay(let seconds): "\(seconds.counted("second")) after the page is there"
      case .event(let name): "when \(name.visibleLine) happens"
      }
    let pages =
      display.pages.isEmpty
      ? "on every page" : "on " + display.pages.map(\.visibleLine).joined(separator: ", ")
    return "\(trigger), \(pages)"
  }

  private func link(_ spec: MessageSpec) -> [(String, HTML)] {
    spec.callToAction.map { [("button leads to", "\($0.url.visibleLine)")] } ?? []
  }

  private func goal(_ spec: MessageSpec) -> [(String, HTML)] {
    guard let goal = spec.goal else { return [] }
    let time = goal.within.map { " within \($0)" } ?? ""
    return [("to bring them to", "\(goal.event.visibleLine)\(time)")]
  }
}

extension Display.Frequency {
  fileprivate var words: String {
    switch self {
    case .showOnce: "shown once"
    case .showUntilDismissed: "shown until it is closed"
    }
  }
}
