import Audiences
package import Delivering
package import Planning
package import Remote

/// What a delivery is about to do, and what it did, as people read it.
package struct DeliveryText {
  private let page: Page
  private var ink: Ink { page.ink }

  package init(_ page: Page) { self.page = page }

  /// What is due, before it is delivered.
  package func due(_ campaigns: [(key: String, spec: MessageSpec)]) -> String {
    guard !campaigns.isEmpty else { return "Nothing is due.\n" }
    return campaigns.map { key, spec in
      let what =
        "  \(Symbol.create.painted(ink)) \(ink.bold(key.visibleLine)) · \(spec.format.rawValue)"
      return what + " · \(spec.schedule.send.rawValue)\n"
        + line("to \(spec.audience.summary)".visibleLine)
    }.joined()
  }

  package func render(
    _ report: DeliveryReport, environment: String, project: String, workspace: Workspace,
    isRehearsal: Bool
  ) -> String {
    let headline = Headline(page).render(
      command: "deliver", environment: environment, project: project, workspace: workspace)
    return headline + "\n" + report.campaigns.map { render($0, isRehearsal: isRehearsal) }.joined()
      + summary(report, isRehearsal: isRehearsal)
  }

  /// One line while a campaign is being sent.
  package func progress(_ event: DeliveryEvent, now: Int64) -> String? {
    switch event {
    case .started, .finished: nil
    case .progress(let key, let sent): "\(key.visibleLine): \(sent.grouped) sent\n"
    case .waiting(let key, let until):
      "\(key.visibleLine): another delivery has it, for \(max(0, until - now)) s at most\n"
    case .settling(let key, let until):
      "\(key.visibleLine): the workspace was slow to answer, or did not, and another delivery may have "
        + "it: waiting \(max(0, until - now)) s\n"
    }
  }

  /// Said when a remote that is to be delivered in again and again goes away.
  package func away(_ trouble: RemoteError, every seconds: Int) -> String {
    "\(ink.yellow("warning:")) \(trouble)\n"
      + "  help: nothing needs to be done: it is tried again every \(seconds.grouped) s\n"
  }

  /// Said when it can be reached again.
  package var back: String { "the remote can be reached again\n" }

  private func render(_ campaign: CampaignDelivery, isRehearsal: Bool) -> String {
    var text = "  \(mark(campaign.end)) \(ink.bold(campaign.key.visibleLine))"
    text += " · \(Self.words(campaign, isRehearsal: isRehearsal))\n"
    for (words, count) in campaign.refusals.sorted(by: { $0.key < $1.key }) {
      text += line("\(count.grouped) refused: \(words)".visibleLine)
    }
    if !campaign.newlyUncertain.isEmpty {
      text += line(
        "\(Self.people(campaign.newlyUncertain.count)): tagged, and not known to have got it; they are "
          + "not sent it again: \(Self.names(campaign.newlyUncertain))")
    } else if campaign.uncertainInAll > 0 {
      text += line(
        "\(Self.people(campaign.uncertainInAll)) from earlier: tagged, and not known to have got it"
      )
    }
    if campaign.left > 0 {
      text += line(
        "\(Self.people(campaign.left)): not known yet whether they are tagged; the next run looks again"
      )
    }
    if campaign.untraced > 0 {
      text += line(
        "\(Self.people(campaign.untraced)): tagged, and nothing remembers that they were sent it: "
          + "somebody tagged them, or what remembered it was overwritten")
    }
    if campaign.gone > 0 { text += line("\(Self.people(campaign.gone)): no contacts any more") }
    if campaign.undecided > 0 {
      text += line(
        "\(Self.people(campaign.undecided)): not known whether they match "
          + "(events of more than 90 days ago); not sent it")
    }
    if let help = Self.help(campaign) { text += line(help) }
    return text
  }

  private func mark(_ end: CampaignDelivery.End) -> String {
    switch end {
    case .done, .published: Symbol.create.painted(ink)
    case .withdrawn: Symbol.remove.painted(ink)
    case .nothing: ink.dim("·")
    case .stopped: ink.yellow("!")
    }
  }

  private func line(_ text: String) -> String {
    "      " + StyledText(text).painted(ink, from: 6, hanging: 6, width: page.width)
  }

  private static func people(_ count: Int) -> String { count.counted("person", plural: "people") }

  private static func names(_ ids: [String]) -> String {
    let shown = ids.prefix(10).joined(separator: ", ")
    return ids.count > 10 ? "\(shown) and \((ids.count - 10).grouped) more" : shown
  }

  private func summary(_ report: DeliveryReport, isRehearsal: Bool) -> String {
    let number =
      isRehearsal
      ? "Would send \(report.campaigns.reduce(0) { $0 + $1.wouldSend }.grouped) messages."
      : "Delivered: \(report.sent.counted("message")) sent"
        + (report.uncertain.isEmpty ? "." : ", \(report.uncertain.count.grouped) uncertain.")
    return "\n" + ink.bold(number) + "\n"
  }
}

extension DeliveryText {
  static func words(_ campaign: CampaignDelivery, isRehearsal: Bool) -> String {
    let sent = "\(campaign.sent.grouped) sent"
    switch campaign.end {
    case .done:
      return isRehearsal
        ? "would be sent to \(campaign.wouldSend.counted("person", plural: "people"))" : sent
    case .published: return isRehearsal ? "would be shown" : "shown now"
    case .withdrawn: return isRehearsal ? "would be taken back" : "has ended: not shown any more"
    case .nothing(let reason): return words(reason)
    case .stopped(let stop): return "\(sent), then stopped: \(words(stop))"
    }
  }

  private static func words(_ reason: CampaignDelivery.Reason) -> String {
    switch reason {
    case .draft: "a draft"
    case .paused: "paused"
    case .archived: "archived"
    case .notBegun(let start): "begins on \(TimeText.instant(start, timeZone: nil))"
    case .ended(let end): "ended on \(TimeText.instant(end, timeZone: nil))"
    case .completed(let at):
      "went to everybody who matched on \(TimeText.instant(at, timeZone: nil))"
    case .asItIs: "shown already"
    case .unsupported: "this remote cannot deliver it"
    }
  }

  private static func words(_ stop: CampaignDelivery.Stop) -> String {
    switch stop {
    case .interrupted: "interrupted"
    case .limit: "--limit is reached"
    case .paused: "somebody paused it"
    case .renamed(let name): "somebody renamed its tag to `\(name)`".visibleLine
    case .changed: "somebody changed it meanwhile"
    case .leased(let until):
      "another delivery has it until \(TimeText.instant(until, timeZone: nil))"
    case .removed: "somebody deleted it"
    case .leaseLost: "its lease ran out, or another delivery took it over"
    case .ended(let end): "its schedule ended on \(TimeText.instant(end, timeZone: nil))"
    case .recordLost(let tagged):
      "\(tagged.grouped) have its tag, and nothing remembers that they were sent it"
    case .ledgerLost(let expected, let tagged):
      "\(expected.grouped) are to have its tag, and only \(tagged.grouped) have it"
    case .failed(let error): "\(error)"
    }
  }

  /// What to do next, where that is not plain.
  static func help(_ campaign: CampaignDelivery) -> String? {
    guard case .stopped(let stop) = campaign.end else { return nil }
    switch stop {
    case .recordLost:
      return "somebody deleted the internal article of its delivery, or gave people the tag: "
        + "`herald pause \(campaign.key)`, or `herald deliver --accept-ledger \(campaign.key)` to go on "
        + "with those who do not have the tag"
    case .ledgerLost:
      return
        "somebody took the tag from people, deleted it, or deleted people who had it: `herald pause "
        + "\(campaign.key)`, or `herald deliver --accept-ledger \(campaign.key)` to go on, and send it "
        + "again to those who are there and lost the tag"
    case .renamed: return "give the tag its name back, or `herald pause \(campaign.key)`"
    case .changed, .leaseLost: return "run it again: nobody gets it twice"
    case .failed(let error): return error.help.isEmpty ? nil : error.help
    case .interrupted, .limit, .paused, .removed, .leased, .ended: return nil
    }
  }
}
