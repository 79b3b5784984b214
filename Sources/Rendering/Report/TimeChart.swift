import Audiences
import Measuring

/// Who received a message over time, and who of them engaged; a line where its copy changed.
///
/// A drawing's units are tenths of a point, so that all of its numbers are whole.
struct TimeChart {
  let timeline: Timeline
  /// The versions that began in a column, in their order.
  let changes: [(number: Int, column: Int)]
  /// In front of what is read aloud, as `Simulated. `.
  let label: String
  /// What the ids of its parts begin with.
  let id: String

  private static let frame = (width: 4_000, height: 1_500)
  private static let plot = (left: 460, top: 190, width: 3_480, height: 1_090)
  private static let bottom = plot.top + plot.height

  var markup: HTML {
    let scale = Scale(
      people: timeline.columns.map(\.counts.recipients).max() ?? 0,
      length: Self.plot.height)
    return """
      <svg class="chart" viewBox="0 0 \(Self.frame.width) \(Self.frame.height)" role="img" \
      aria-labelledby="\(id)-title" aria-describedby="\(id)-text">
      <title id="\(id)-title">\(label)People who received it, by \(timeline.unit)</title>
      <desc id="\(id)-text">\(summary)</desc>
      \(grid(scale))<path class="all" d="\(bars(scale, \.recipients))"/>
      <path class="engaged" d="\(bars(scale, \.engaged))"/>
      \(HTML(lines))\(dates)</svg>

      """
  }

  /// What the eye sees, in words.
  private var summary: String {
    let columns = timeline.columns
    let total = columns.map(\.counts).sum
    guard let first = columns.first, let last = columns.last,
      let peak = columns.enumerated().max(by: {
        ($0.element.counts.recipients, -$0.offset) < ($1.element.counts.recipients, -$1.offset)
      })?.element
    else { return "" }
    let most = ReachText.people(peak.counts.recipients)
    return "From \(first.first) to \(last.last): received by \(ReachText.people(total.recipients)),"
      + " of whom \(total.engaged.grouped) engaged. Most in \(peak.name): \(most)."
  }

  private func grid(_ scale: Scale) -> HTML {
    let most = Int(scale.most)
    let marks = most.isMultiple(of: 2) ? [0, most / 2, most] : [0, most]
    return HTML(
      marks.map { count in
        let y = Self.bottom - scale.place(count)
        return """
          <path class="grid" d="M\(Self.plot.left) \(y)h\(Self.plot.width)"/>\
          <text x="\(Self.plot.left - 60)" y="\(y + 40)" text-anchor="end">\(count.grouped)</text>

          """
      })
  }

  /// One path for all of them: a page may have hundreds of charts.
  private func bars(_ scale: Scale, _ count: (Counts) -> Int) -> String {
    timeline.columns.enumerated().map { index, column in
      let height = scale.place(count(column.counts))
      guard height > 0 else { return "" }
      let (left, right) = (start(of: index), start(of: index + 1))
      let gap = min(30, (right - left) / 5)
      return "M\(left) \(Self.bottom)v-\(height)h\(right - left - gap)v\(height)z"
    }.joined()
  }

  private func start(of index: Int) -> Int {
    // A message of few days has no bars as broad as the chart.
    let columns = max(timeline.columns.count, 14)
    return Self.plot.left + Self.plot.width * index / columns
  }

  private var lines: [HTML] {
    var free = 0
    return changes.map { change in
      let x = start(of: change.column)
      let line: HTML = """
        <path class="change" d="M\(x) \(Self.plot.top - 40)V\(Self.bottom)"/>
        """
      // Names that would lie on one another are left to the table.
      guard x >= free else { return line + "\n" }
      let name = "v\(change.number)"
      free = x + 75 * (name.count + 1)
      return line + """
        <text class="name" x="\(x)" y="\(Self.plot.top - 70)">\(name)</text>

        """
    }
  }

  private var dates: HTML {
    guard let first = timeline.columns.first, let last = timeline.columns.last else { return "" }
    let y = Self.bottom + 150
    let end = start(of: timeline.columns.count)
    let from: HTML = "<text x=\"\(Self.plot.left)\" y=\"\(y)\">\(first.first.description)</text>\n"
    // Two dates need room for both.
    guard first.first != last.last, end - Self.plot.left > 1_500 else { return from }
    return from + """
      <text x="\(end)" y="\(y)" text-anchor="end">\(last.last.description)</text>

      """
  }
}
