public import Audiences

/// Where, when and to whom a live message can show.
public struct Showing: Sendable, Hashable {
  public let key: String
  let pages: [String]
  /// Where it points, of a tooltip.
  let anchor: String?
  /// Unix seconds; what lies in the past has passed.
  let start: Int64
  /// Unix seconds, the first at which it no longer shows; the greatest number for never.
  let end: Int64
  let send: Schedule.Send
  let frequency: Display.Frequency
  public let audience: Rule

  /// Nil for what nobody can be shown on a page: it is over, or in a newsfeed.
  ///
  /// - Parameters:
  ///   - liveSince: since when it is live, in Unix seconds; nil where it is not yet, or nobody knows.
  ///   - now: Unix seconds.
  public init?(_ key: String, _ spec: MessageSpec, liveSince: Int64?, now: Int64) {
    self.init(
      key, spec.format, spec.display, spec.schedule, spec.audience, liveSince: liveSince, now: now)
  }

  /// The same of what of a message decides it.
  public init?(
    _ key: String, _ format: Format, _ display: Display, _ schedule: Schedule, _ audience: Rule,
    liveSince: Int64?, now: Int64
  ) {
    if audience.isNewsfeed { return nil }
    let end = schedule.endsAt ?? .max
    guard end > now else { return nil }
    self.key = key
    self.end = end
    self.audience = audience
    pages = display.pages
    anchor = format == .tooltip ? display.anchor ?? "" : nil
    start = max(schedule.startsAt ?? liveSince ?? now, liveSince ?? 0)
    send = schedule.send
    frequency = display.frequency
  }

  /// Whether both can be on one page at one time. Two tooltips that point at different things do not
  /// get in each other's way.
  func meets(_ other: Showing) -> Bool {
    if let anchor, let otherAnchor = other.anchor, anchor != otherAnchor { return false }
    return start < other.end && other.start < end
  }
}
