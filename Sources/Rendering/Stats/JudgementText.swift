import Measuring

extension MeasuredMessage {
  /// What is thought of it, and what to do, in a few words.
  func verdict(by bar: Bar) -> String {
    let least = RateText.bar(bar.minEngagement)
    switch judgement {
    case .underperforming: return "below \(least): revise or prune"
    case .worse:
      guard let revision else { return "worse than before" }
      let before = revision.before.counts.engagement.map(RateText.share) ?? "-"
      return "worse than version \(revision.before.number), which had \(before)"
    case .falling: return "falling"
    case .doubtful: return "below \(least), which may be chance"
    case .unseen: return "nobody has received it"
    case .tooEarly(let recipients):
      let version = stats.versions.count > 1 ? " of version \(stats.version)" : ""
      return "too early: \(recipients.grouped) of \(bar.minRecipients.grouped) people\(version)"
    case .good: return "good"
    case .off(let reason): return reason.words
    }
  }

  /// What the present version does beside the one before it, in a sentence.
  func comparison(by bar: Bar) -> String {
    guard stats.versions.count > 1 else { return "It has never said anything else." }
    guard let revision else {
      return "Versions are compared from \(bar.minRecipients.counted("person", plural: "people"))"
        + " each."
    }
    let interval = revision.difference.interval
    let range = "95 %: \(RateText.digits(interval.low)) to \(RateText.digits(interval.high))"
    let numbers = "\(revision.now.number) beside version \(revision.before.number)"
    let points = RateText.digits(abs(revision.difference.points))
    return switch revision.difference.direction {
    case .up: "Version \(numbers): better, by \(points) points (\(range))."
    case .down: "Version \(numbers): worse, by \(points) points (\(range))."
    case .level: "Version \(numbers): no difference that could not be chance (\(range))."
    }
  }

  func painted(_ text: String, _ ink: Ink) -> String {
    switch judgement {
    case .underperforming, .worse: ink.red(text)
    case .falling, .doubtful, .unseen: ink.yellow(text)
    case .good: ink.green(text)
    case .tooEarly, .off: ink.dim(text)
    }
  }
}

extension Judgement.Reason {
  fileprivate var words: String {
    switch self {
    case .draft: "a draft"
    case .paused: "paused"
    case .archived: "archived"
    case .notStarted: "has not started"
    case .ended: "has ended"
    }
  }
}

/// What is to be known of the figures.
enum StatsNotes {
  static func texts(_ bar: Bar) -> [String] {
    [
      "Engaged: clicked, replied or answered, of the people who received it. Week: points of the"
        + " last 7 days beside the 7 before.",
      "Judged by \(RateText.bar(bar.minEngagement)) from \(bar.minRecipients.grouped) people on, and"
        + " only where chance does not explain it (`measure` in herald.yaml).",
    ]
  }
}

extension Counts {
  /// What is to be said wherever made up numbers appear; nil where there are none.
  var simulationNotice: String? {
    guard simulated > 0 else { return nil }
    let share =
      simulated == recipients
      ? "all \(recipients.grouped)" : "\(simulated.grouped) of \(recipients.grouped)"
    return "Simulated: \(share) recipients are made up (`herald sandbox --traffic`);"
      + " these figures measure nothing."
  }
}
