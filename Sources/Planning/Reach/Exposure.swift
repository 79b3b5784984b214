public import Audiences

/// Who can be shown the message of a change before it and after it; made for changes that alter that.
public struct Exposure: Sendable, Hashable {
  /// Why people can see a message who could not.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// Nobody could see it: it is new, or was a draft, paused, archived or over.
    case goesLive = "goes-live"
    /// A message takes the place of another one: whoever saw that sees this one too.
    case replaced
    case audience
    case pages
    case trigger
    case start
    case end
    case send
    case frequency
  }

  /// Nil where nobody could.
  public let before: Rule?
  /// Nil where nobody can any more.
  public let after: Rule?
  /// Empty where nobody is newly exposed.
  public let causes: [Cause]

  public init(before: Rule?, after: Rule?, causes: [Cause]) {
    self.before = before
    self.after = after
    self.causes = causes
  }

  /// Whether everyone whom it reaches afterwards may be shown it anew, whatever the audience was.
  public var exposesAll: Bool { causes.contains { $0 != .audience } }
}

extension Change {
  /// Nil where the same people can see the same message.
  ///
  /// - Parameter now: Unix seconds.
  public func exposure(now: Int64) -> Exposure? {
    let old = stateBefore == .live ? before?.running(at: now) : nil
    let new = stateAfter == .live ? after?.running(at: now) : nil
    switch (old, new) {
    case (nil, nil): return nil
    case (let old?, nil): return Exposure(before: old.audience, after: nil, causes: [])
    case (nil, let new?):
      return Exposure(
        before: nil, after: new.audience,
        causes: action == .replace ? [.replaced, .goesLive] : [.goesLive])
    case (let old?, let new?):
      let isOther = !old.audience.saysTheSame(as: new.audience)
      var causes = action == .replace ? [Exposure.Cause.replaced] : new.widenings(of: old, at: now)
      if isOther { causes.append(.audience) }
      if causes.isEmpty { return nil }
      return Exposure(before: old.audience, after: new.audience, causes: causes)
    }
  }
}

extension MessageSpec {
  /// Nil where its end has passed.
  fileprivate func running(at now: Int64) -> MessageSpec? {
    schedule.endsAt.map { $0 > now } ?? true ? self : nil
  }

  /// What shows a live message to people, or at times, that the old one was not shown to.
  fileprivate func widenings(of old: MessageSpec, at now: Int64) -> [Exposure.Cause] {
    var causes: [Exposure.Cause] = []
    if !PagePatterns(old.display.pages).cover(display.pages) { causes.append(.pages) }
    if case .event = old.display.trigger, old.display.trigger != display.trigger {
      causes.append(.trigger)
    }
    if max(schedule.startsAt ?? now, now) < max(old.schedule.startsAt ?? now, now) {
      causes.append(.start)
    }
    if let oldEnd = old.schedule.endsAt, schedule.endsAt.map({ $0 > oldEnd }) ?? true {
      causes.append(.end)
    }
    if old.schedule.send == .once, schedule.send == .ongoing { causes.append(.send) }
    if old.display.frequency == .showOnce, display.frequency == .showUntilDismissed {
      causes.append(.frequency)
    }
    return causes
  }
}
