import Measuring

/// The engagement of each version with its 95 % interval, beside the least that is enough.
struct VersionChart {
  /// The latest last, as a workspace tells them.
  let versions: [MessageStats.Version]
  let bar: Bar
  let label: String
  let id: String

  /// More than these are in the table alone.
  static let most = 8
  private static let (left, right, width) = (400, 620, 4_000)
  private static let (row, top, axis) = (240, 60, 260)

  var markup: HTML {
    let shown = Array(versions.suffix(Self.most).reversed())
    let height = Self.top + shown.count * Self.row + Self.axis
    let foot = height - Self.axis
    let scale = IntervalMark.scale(
      shown.compactMap(\.counts.engagement), bar: bar, length: Self.width - Self.left - Self.right)
    let least = Self.left + scale.place(bar.minEngagement)
    return """
      <svg class="chart" viewBox="0 0 \(Self.width) \(height)" role="img" \
      aria-labelledby="\(id)-title" aria-describedby="\(id)-text">
      <title id="\(id)-title">\(label)Engagement by version, with 95 % intervals</title>
      <desc id="\(id)-text">\(shown.map(words).joined(separator: " "))</desc>
      <path class="grid" d="M\(Self.left) \(foot)h\(scale.length)"/>
      <path class="least" d="M\(least) \(Self.top)V\(foot)"/>
      \(HTML(shown.enumerated().map { row($1, at: Self.top + $0 * Self.row, scale) }))\
      \(least - Self.left < 350 ? "" : zero(foot))\
      <text x="\(least)" y="\(foot + 150)" text-anchor="middle">\(RateText.bar(bar.minEngagement))</text>
      <text x="\(Self.left + scale.length)" y="\(foot + 150)" text-anchor="middle">\
      \(RateText.bar(scale.most))</text>
      </svg>

      """
  }

  private func zero(_ foot: Int) -> HTML {
    "<text x=\"\(Self.left)\" y=\"\(foot + 150)\">0</text>\n"
  }

  private func row(_ version: MessageStats.Version, at y: Int, _ scale: Scale) -> HTML {
    let middle = y + Self.row / 2
    let name: HTML = """
      <text class="name" x="\(Self.left - 90)" y="\(middle + 40)" text-anchor="end">\
      v\(version.number)</text>

      """
    guard let rate = version.counts.engagement else {
      return name + """
        <text x="\(Self.left + 40)" y="\(middle + 40)">nobody</text>

        """
    }
    let mark = IntervalMark(
      rate: rate, isEnough: rate.total >= bar.minRecipients, left: Self.left, middle: middle,
      scale: scale)
    return name + mark.markup + """
      <text x="\(Self.width)" y="\(middle + 40)" text-anchor="end">\(RateText.share(rate))</text>

      """
  }

  private func words(_ version: MessageStats.Version) -> String {
    let rate = RateText.withInterval(version.counts.engagement)
    let people = ReachText.people(version.counts.recipients)
    return version.counts.recipients == 0
      ? "Version \(version.number): nobody." : "Version \(version.number): \(rate), \(people)."
  }
}

/// A rate as a dot on the line of its interval.
struct IntervalMark {
  let rate: Rate
  /// Whether it is one of enough people to judge by.
  let isEnough: Bool
  let left: Int
  let middle: Int
  let scale: Scale

  /// On which the intervals of enough people lie, and the least that is enough; of few people they
  /// would be all that is seen.
  static func scale(_ rates: [Rate], bar: Bar, length: Int) -> Scale {
    let highs = rates.filter { $0.total >= bar.minRecipients }.map(\.interval.high)
    let shares = rates.map(\.share)
    return Scale(share: max((highs + shares).max() ?? 0, bar.minEngagement * 1.5), length: length)
  }

  var markup: HTML {
    let (low, high) = (scale.place(rate.interval.low), scale.place(rate.interval.high))
    let dot = left + scale.place(rate.share)
    let name = isEnough ? "interval" : "interval few"
    return """
      <path class="\(name)" d="M\(left + low) \(middle)H\(left + high)"/>\
      <circle class="dot" cx="\(dot)" cy="\(middle)" r="45"/>

      """
  }
}
