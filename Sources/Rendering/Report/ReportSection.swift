import Audiences
import Measuring
import Planning

/// One message: what it says, what it did over time and by version, and the same as tables.
struct ReportSection {
  private let measured: MeasuredMessage
  private let board: Scoreboard
  private let id: String

  init(_ measured: MeasuredMessage, _ board: Scoreboard, id: String) {
    self.measured = measured
    self.board = board
    self.id = id
  }

  private var message: RemoteMessage { measured.message }
  private var totals: Counts { measured.stats.totals }
  private var hasGoal: Bool { message.spec.goal != nil }
  /// What is read aloud before anything that is made up.
  private var label: String { totals.simulationLabel.map { "\($0.capitalizedFirst). " } ?? "" }

  var markup: HTML {
    """
    <section class="message" id="\(id)">
    <h2>\(measured.name)\(totals.simulationTag) \
    <small>\(facts)</small></h2>
    <p class="verdict \(measured.verdictClass)">\(measured.verdict(on: board).capitalizedFirst)\
    </p>
    <blockquote>\(copy)</blockquote>
    \(charts)\(versions)\(days)</section>

    """
  }

  private var facts: String {
    [message.spec.format.rawValue, message.state.rawValue]
      .appending(message.record?.provenance.file?.visibleLine).joined(separator: " · ")
  }

  /// The beginning of what it shows now.
  private var copy: String {
    let spec = message.spec
    let first = spec.bot.flatMap { bot in bot.steps.first { $0.name == bot.start }?.say }
    let words = [spec.title, spec.body ?? first].compactMap { $0 }.joined(separator: "\n")
    return words.visible.cut(to: 400)
  }

  private var charts: HTML {
    guard let timeline = Timeline(measured, today: board.bar.today) else { return "" }
    let changes = measured.stats.versions.dropFirst().compactMap { version in
      version.createdAt.flatMap { TimeText.day($0, timeZone: board.workspace.timeZone) }
        .flatMap(timeline.index).map { (version.number, $0) }
    }
    let time = TimeChart(timeline: timeline, changes: changes, label: label, id: "\(id)-time")
    let versions = VersionChart(
      versions: measured.stats.versions, bar: board.bar, label: label, id: "\(id)-versions")
    return """
      <div class="charts">
      <figure><figcaption>\(label)People by \(timeline.unit): \
      <span class="key all"></span> received it, <span class="key engaged"></span> engaged\
      </figcaption>
      \(time.markup)</figure>
      <figure><figcaption>\(label)Engagement by version, with 95 % intervals; \
      dashed: the least that is enough</figcaption>
      \(versions.markup)</figure>
      </div>

      """
  }

  /// The latest first, each with where it came from.
  private var versions: HTML {
    let header =
      ["version", "people", "engaged (95 %)"] + (hasGoal ? ["goal (95 %)"] : [])
      + ["since", "commit", "revision", "author"]
    let revisions = Dictionary(
      ((message.record?.history ?? []) + [message.record?.present].compactMap { $0 })
        .map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    let rows = measured.stats.versions.reversed().map { version -> HTML in
      let (origin, counts) = (version.origin, version.counts)
      let since = version.createdAt.map {
        TimeText.instant($0, timeZone: board.workspace.timeZone)
      }
      let commit = origin?.commit.map { String($0.prefix(10)).visibleLine }
      let author = origin.flatMap { revisions[$0.revision]?.provenance.commit?.author }
      return """
        <tr><th scope="row">v\(version.number)</th>\(figures(counts))<td>\(since ?? "-")</td>\
        <td><code>\(commit ?? "-")</code></td><td>\(origin.map { "r\($0.revision)" } ?? "-")</td>\
        <td>\(author?.visibleLine ?? "-")</td></tr>

        """
    }
    return WebPage.table(header, rows)
      + "<p class=\"soft\">\(measured.comparison(by: board.bar))</p>\n"
  }

  /// People, engaged, and the goal where it has one.
  private func figures(_ counts: Counts) -> HTML {
    let goal: HTML =
      hasGoal ? "<td class=\"figure\">\(RateText.withInterval(counts.goalRate))</td>" : ""
    return """
      <td>\(counts.recipients.grouped)</td>\
      <td class="figure">\(RateText.withInterval(counts.engagement))</td>\(goal)
      """
  }

  /// What the chart draws; the latest first. Folded on a screen, open on paper.
  private var days: HTML {
    guard let timeline = Timeline(measured, today: board.bar.today) else { return "" }
    let columns = timeline.columns.reversed().filter { $0.counts.recipients > 0 }
    let header =
      [timeline.unit, "people", "engaged (95 %)"] + (hasGoal ? ["goal (95 %)"] : [])
      + ["shown", "clicks", "dismissals"]
    let rows = columns.map { column -> HTML in
      """
      <tr><th scope="row">\(column.name)</th>\(figures(column.counts))\
      <td>\(column.counts.impressions.grouped)</td><td>\(column.counts.clicks.grouped)</td>\
      <td>\(column.counts.dismissals.grouped)</td></tr>

      """
    }
    return """
      <details>
      <summary>\(label)The same by \(timeline.unit), as a table</summary>
      \(WebPage.table(header, rows))</details>

      """
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension [String] {
  fileprivate func appending(_ other: String?) -> [String] { other.map { self + [$0] } ?? self }
}
