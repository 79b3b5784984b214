import Measuring
import Planning

extension MeasuredMessage {
  /// What is thought of it, and what to do, in a few words.
  func verdict(on board: Scoreboard) -> String {
    let bar = board.bar
    let since = board.since.map { " since \($0)" } ?? ""
    let least = RateText.bar(bar.minEngagement)
    switch judgement {
    case .underperforming: return "below \(least): revise or prune"
    case .worse:
      guard let revision else { return "worse than before" }
      let before = revision.before.counts.engagement.map(RateText.share) ?? "-"
      return "worse than version \(revision.before.number), which had \(before)"
    case .falling: return "falling"
    case .doubtful: return "below \(least), which may be chance"
    case .partlyCounted:
      return message.spec.goal == nil
        ? "below \(least) as far as it is counted: give it a goal"
        : "below \(least) as far as it is counted: judge it by its goal"
    case .unseen: return "nobody has received it\(since)"
    case .tooEarly(let recipients):
      let version = stats.versions.count > 1 ? " of version \(stats.version)" : ""
      return
        "too early: \(recipients.grouped) of \(bar.minRecipients.grouped) people\(version)\(since)"
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

  /// How its verdict looks.
  var style: StyledText.Style {
    switch judgement {
    case .underperforming, .worse: .red
    case .falling, .doubtful, .partlyCounted, .unseen: .yellow
    case .good: .green
    case .tooEarly, .off: .dim
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
  static func texts(_ board: Scoreboard) -> [String] {
    let bar = board.bar
    return clock(bar) + [
      "Engaged: clicked, replied or answered, of the people who received it. Week: points of the"
        + " last 7 days beside the 7 before.",
      "Judged by \(RateText.bar(bar.minEngagement)) from \(bar.minRecipients.grouped) people on, and"
        + " only where chance does not explain it (`measure` in herald.yaml).",
    ] + sends(board)
  }

  /// What is not known of chats that are sent person by person.
  private static func sends(_ board: Scoreboard) -> [String] {
    guard board.messages.contains(where: \.stats.countsPartly) else { return [] }
    return [
      "A chat that `herald deliver` sent: who clicked in it, Intercom does not tell, and a reply is"
        + " whatever a person wrote since. In a post without a link there is nothing to click."
    ]
  }

  /// Whose day it is, where that is not to be taken for granted.
  static func clock(_ bar: Bar) -> [String] {
    guard bar.isAhead else { return [] }
    return [
      "The workspace's clock is ahead of ours: judged as of \(bar.today), the last day on which"
        + " anybody received a message there."
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
