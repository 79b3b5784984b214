import Audiences
import JSON
import Measuring
import Planning

/// What a chat did that was sent person by person: how many have it, from the log of its delivery;
/// who replied, from when the workspace last heard from those who have its tag; who reached its goal,
/// from their events.
struct ChatMeasuring: Sendable {
  let reader: IntercomReader
  let zone: ZoneClock
  /// Unix seconds.
  let now: Int64
  /// Whether each person's events are asked for, which takes a request of each.
  let countsGoals: Bool
  private let onEvent: @Sendable (MeasuringEvent) -> Void

  /// Requests under way at once, for people of one page.
  private static let width = 8

  init(
    _ reader: IntercomReader, countsGoals: Bool,
    onEvent: @escaping @Sendable (MeasuringEvent) -> Void
  ) async throws(RemoteError) {
    let known = try await reader.directory.workspace().timeZone ?? "UTC"
    guard let moment = reader.moment(known) else {
      throw .badAnswer(reason: "there is no time zone `\(known)`", mayHaveLanded: false)
    }
    self.reader = reader
    (zone, now) = (moment.zone, moment.now)
    self.countsGoals = countsGoals
    self.onEvent = onEvent
  }

  func counts(
    of campaign: IntercomWorkspace.Campaign, in held: IntercomWorkspace
  ) async throws(RemoteError) -> DatedCounts {
    let (entry, history) = (campaign.entry, ContentHistory(campaign.entry))
    var counts = DatedCounts()
    guard let log = held.logs[campaign.articleID]?.log, let start = log.firstSentAt,
      let tagID = log.tagID
    else { return counts }
    var room: [DatedCounts.Place: Int] = [:]
    for sends in log.sends {
      let place = DatedCounts.Place(
        day: sends.day, version: history.number(inRevision: sends.revision))
      room[place, default: 0] += sends.count
      var people = Counts.none
      (people.recipients, people.impressions) = (sends.count, sends.count)
      counts.add(people, at: place)
    }
    let goal = countsGoals ? entry.record.lastApplied.goal : nil
    if goal != nil { onEvent(.asking(key: entry.record.key, people: log.sent)) }
    let uncertain = Set(log.uncertain + log.inFlight)
    var places = Places(room, history, zone)
    try await eachHolder(of: tagID, repliedFrom: goal == nil ? start : nil) {
      people throws(RemoteError) in
      let known = people.filter { !uncertain.contains($0.id) }
      let reactions = try await known.asked(width: Self.width) {
        person throws(RemoteError) -> Reaction? in
        do throws(RemoteError) {
          return try await reaction(of: person, tagID, start, goal)
        } catch .notFound {
          // Somebody deleted the contact since.
          return nil
        }
      }
      for reaction in reactions.compactMap({ $0 }) {
        guard let place = places.take(at: reaction.receivedAt) else { continue }
        counts.add(reaction.counts, at: place)
      }
    }
    return counts
  }

  /// Everybody who has a tag, page by page; or only who was heard from, at the earliest a day before an
  /// instant: search compares by whole days.
  private func eachHolder(
    of tagID: String, repliedFrom start: Int64?,
    _ take: ([NamedPerson]) async throws(RemoteError) -> Void
  ) async throws(RemoteError) {
    var pages = SearchPages(
      .tagged(tagID, heardFromAfter: start.map { $0 - 2 * 86_400 }), reader.search)
    while let page = try await pages.current() {
      try await take(page.people)
      pages.pass(page)
    }
  }

  private struct Reaction: Sendable {
    /// Unix seconds.
    let receivedAt: Int64
    let counts: Counts
  }

  /// What somebody did; nil where they did nothing.
  private func reaction(
    of person: NamedPerson, _ tagID: String, _ start: Int64, _ goal: Goal?
  ) async throws(RemoteError) -> Reaction? {
    var counts = Counts.none
    // Whatever it was that they replied to: the workspace tells the last time alone.
    let lastReply = person.document.instant("last_replied_at")
    var known: Int64?
    if let lastReply, lastReply >= start {
      known = try await receipt(by: person.id, tagID, notBefore: start)
      if let known, lastReply >= known { (counts.replies, counts.engaged) = (1, 1) }
    }
    if let goal {
      let reading = GoalReading(goal, reader.directory, at: now)
      let isReached = try await reading.isReached(by: person.id, since: start) {
        () throws(RemoteError) in
        if known == nil { known = try await receipt(by: person.id, tagID, notBefore: start) }
        return known
      }
      if isReached { counts.goals = 1 }
    }
    guard let known, counts != .none else { return nil }
    return Reaction(receivedAt: known, counts: counts)
  }

  /// When somebody was given the tag, right before the chat; the earliest time that there can be where
  /// the workspace does not say; nil for who does not have it any more.
  private func receipt(
    by contact: String, _ tagID: String, notBefore start: Int64
  ) async throws(RemoteError) -> Int64? {
    do throws(RemoteError) {
      let tags = try await reader.tags(of: contact)
      return tags.first { IntercomList.id(of: $0) == tagID }
        .map { $0["applied_at"]?.integer ?? start }
    } catch .notFound {
      return nil
    }
  }

  /// Where people are counted who reacted: among those who were sent it then. The tag comes a moment
  /// before the send is noted, which may be on the day before; nobody is counted where all are already.
  private struct Places {
    private var room: [DatedCounts.Place: Int]
    private let history: ContentHistory
    private let zone: ZoneClock

    init(_ room: [DatedCounts.Place: Int], _ history: ContentHistory, _ zone: ZoneClock) {
      self.room = room
      self.history = history
      self.zone = zone
    }

    mutating func take(at instant: Int64) -> DatedCounts.Place? {
      let day = Moment(now: instant, in: zone).today
      let version = history.number(at: instant)
      let distance = { (place: DatedCounts.Place) in
        (abs(place.day.daysSince1970 - day), abs(place.version - version), place.version)
      }
      let free = room.filter { $0.value > 0 }.keys
      guard let place = free.min(by: { distance($0) < distance($1) }) else { return nil }
      room[place, default: 0] -= 1
      return place
    }
  }
}
