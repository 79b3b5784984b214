import Measuring

extension MeasuredMessage {
  /// What is thought of it, and what to do, in a few words.
  func verdict(by bar: Bar) -> String {
    let least = RateText.bar(bar.minEngagement)
    switch judgement {
    case .underperforming: return "below \(least): revise or remove"
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
