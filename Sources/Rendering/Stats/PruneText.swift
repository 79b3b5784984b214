public import Measuring
import Planning

/// Which campaigns are to go, and why, as people read it.
public struct PruneText {
  private let page: Page
  private let pathPrefix: String
  private var ink: Ink { page.ink }

  /// `pathPrefix` goes before the files' paths, as in a plan.
  public init(_ page: Page, pathPrefix: String = "") {
    self.page = page
    self.pathPrefix = pathPrefix
  }

  /// - Parameter isWritten: whether the files are gone already.
  public func render(_ report: PruneReport, isWritten: Bool) -> String {
    let headline = Headline(page).render(
      command: "prune", environment: report.environment, project: report.project,
      workspace: report.workspace)
    let order = report.pruned + report.candidates.filter { !$0.isPruned }
    let notices =
      StatsNotes.clock(report.bar) + (report.totals.simulationNotice.map { [$0] } ?? [])
    return headline + "\n" + order.map { render($0, report.bar) + "\n" }.joined()
      + summary(report, isWritten: isWritten) + stops(report)
      + notices.map { line($0, from: 0, hanging: 0) }.joined()
  }

  private func render(_ candidate: PruneCandidate, _ bar: Bar) -> String {
    let key = candidate.key.visibleLine
    let facts = " · \(candidate.message.message.spec.format.rawValue)"
    let origin =
      candidate.place.map { "\(pathPrefix)\($0.path)".visibleLine + ":\($0.line)" }
      ?? "its file is gone"
    return ChangeLayout(page, margin: 4).headline(
      "  \(mark(of: candidate)) \(ink.bold(key))\(facts)",
      columns: 4 + key.columns + facts.columns, origin: origin)
      + candidate.lines(bar).map { "    " + line($0, from: 4, hanging: 4) }.joined()
  }

  private func mark(of candidate: PruneCandidate) -> String {
    switch candidate.decision {
    case .prune: Symbol.remove.painted(ink)
    case .keep: Symbol.adopt.painted(ink)
    case .revise: Symbol.update.painted(ink)
    }
  }

  private func summary(_ report: PruneReport, isWritten: Bool) -> String {
    let bar = RateText.bar(report.bar.minEngagement)
    let judged = report.judged.counted("message")
    guard !report.candidates.isEmpty else {
      return ink.green("Nothing to prune.")
        + " None of \(judged) lies below \(bar) by more than chance.\n"
    }
    func count(_ name: String) -> String {
      report.candidates.count { $0.decision.name == name }.grouped
    }
    let counts =
      "Prune: \(count("prune")) to remove, \(count("revise")) to revise, \(count("keep")) to keep,"
      + " of \(judged). The others are not below \(bar) by more than chance."
    return StyledText(counts, .bold).painted(ink, from: 0, hanging: 7, width: page.width)
      + (report.pruned.isEmpty ? "" : line(next(isWritten), from: 0, hanging: 0))
  }

  private func next(_ isWritten: Bool) -> String {
    isWritten
      ? "The files are changed; the workspace is not. Review the difference and commit it:"
        + " `herald plan` shows the removal, and a revert brings it back."
      : "Nothing was written. `herald prune --write` changes the files; `herald plan` then shows the"
        + " removal."
  }

  /// What will stop the plan.
  private func stops(_ report: PruneReport) -> String {
    report.stops.map { stop in
      "  \(Symbol.outside.painted(ink)) "
        + line("apply will stop: \(stop.sentence); \(stop.help)", from: 4, hanging: 4)
    }.joined()
  }

  private func line(_ text: String, from column: Int, hanging: Int) -> String {
    StyledText(text).painted(ink, from: column, hanging: hanging, width: page.width)
  }
}

extension PruneCandidate {
  fileprivate func lines(_ bar: Bar) -> [String] {
    let people = ReachText.people(rate.total)
    let version =
      message.stats.versions.count > 1 ? " since version \(message.stats.version)" : ""
    var lines = [
      "engaged \(RateText.withInterval(rate)) of \(people)\(version), below"
        + " \(RateText.bar(bar.minEngagement))", decision.sentence,
    ]
    if isPruned, !otherEnvironments.isEmpty {
      lines.append(
        "its file is for \(otherEnvironments.joined(separator: " and ").visibleLine), too: it goes"
          + " from there as well")
    }
    return lines
  }
}

extension PruneCandidate.Decision {
  /// What becomes of it, and why.
  var sentence: String {
    switch self {
    case .prune(.file): "remove: its file goes"
    case .prune(.document): "remove: its document goes; what else is in the file stays"
    case .keep(.protected): "keep: it is protected; apply `protect: false` first"
    case .keep(.kept(let reason)): "keep: \(reason.visibleLine)"
    case .keep(.noFile): "keep: its file is gone already; `herald plan` shows its removal"
    case .keep(.entangled):
      "keep: it cannot be taken out of its file without changing what else is there; do it by hand"
    case .revise(.unapplied(let fields)):
      "revise: its file says something new already (\(fields.joined(separator: ", ").visibleLine));"
        + " apply that, and judge it by what people do then"
    case .revise(.recentlyChanged(let days)):
      "revise, or wait: what it shows changed \(Self.ago(days)); after"
        + " \(PruneCandidate.Advice.daysToSettle) days it has met people of every day of the week"
    case .revise(.betterBefore(let version, let rate)):
      "revise: version \(version) had \(RateText.share(rate)); bring that back"
    case .revise(.wide(let count, let everyone)):
      "revise: it is for \(ReachText.people(count)), \(ReachText.share(count, of: everyone)) of"
        + " everyone; narrow its audience to those whom it concerns"
    }
  }

  private static func ago(_ days: Int) -> String {
    days == 0 ? "within a day" : "\(days.counted("day")) ago"
  }
}
