import Planning

/// What is to be thought of a message. Of what it shows now: what another version did is no reason
/// to take this one away.
public enum Judgement: Sendable, Hashable {
  /// Too little engagement, and not by chance: all of the interval lies below the bar.
  case underperforming(Rate)
  /// The present version does less than the one before, and not by chance.
  case worse
  /// Those who received it this week engage less than those of the week before, and not by chance.
  case falling
  /// Too little engagement, which may be chance.
  case doubtful(Rate)
  /// Little engagement as far as it is counted, which is not all.
  case partlyCounted(Rate)
  /// It shows, and nobody has received it.
  case unseen
  /// So many have received what it shows now.
  case tooEarly(recipients: Int)
  case good
  case off(Reason)

  /// Why nobody is shown it.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case draft, paused, archived
    case notStarted = "not_started"
    case ended
  }

  init(
    _ message: RemoteMessage, _ stats: MessageStats, _ trend: Trend?,
    _ revision: VersionComparison?, by bar: Bar
  ) {
    if let reason = Reason(message, at: bar.now) {
      self = .off(reason)
      return
    }
    let counts = stats.present
    guard let rate = counts.engagement else {
      self = .unseen
      return
    }
    guard let rate = bar.sufficient(rate) else {
      self = .tooEarly(recipients: counts.recipients)
      return
    }
    guard !stats.countsPartly else {
      // Another version may have led people to click where this one has them reply.
      self = rate.share < bar.minEngagement ? .partlyCounted(rate) : .good
      return
    }
    if rate.interval.high < bar.minEngagement {
      self = .underperforming(rate)
    } else if revision?.difference.direction == .down {
      self = .worse
    } else if trend?.difference.direction == .down {
      self = .falling
    } else if rate.share < bar.minEngagement {
      self = .doubtful(rate)
    } else {
      self = .good
    }
  }

  /// The word for it in data.
  public var name: String {
    switch self {
    case .underperforming: "underperforming"
    case .worse: "worse"
    case .falling: "falling"
    case .doubtful: "doubtful"
    case .partlyCounted: "partly_counted"
    case .unseen: "unseen"
    case .tooEarly: "too_early"
    case .good: "good"
    case .off: "off"
    }
  }

  /// What needs attention first has the lowest.
  var urgency: Int {
    switch self {
    case .underperforming: 0
    case .worse: 1
    case .falling: 2
    case .doubtful: 3
    case .partlyCounted: 4
    case .unseen: 5
    case .tooEarly: 6
    case .good: 7
    case .off: 8
    }
  }
}

extension Judgement.Reason {
  fileprivate init?(_ message: RemoteMessage, at now: Int64) {
    switch message.state {
    case .draft: self = .draft
    case .paused: self = .paused
    case .archived: self = .archived
    case .live:
      let schedule = message.spec.schedule
      if let end = schedule.endsAt, end <= now {
        self = .ended
      } else if let start = schedule.startsAt, start > now {
        self = .notStarted
      } else {
        return nil
      }
    }
  }
}

extension MessageStats {
  /// What the version did that it shows now; all that it did where there was no other.
  public var present: Counts {
    guard versions.count > 1 else { return totals }
    return versions.first { $0.number == version }?.counts ?? .none
  }
}
