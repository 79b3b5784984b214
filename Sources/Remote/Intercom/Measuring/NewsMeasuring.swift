import Audiences
import Measuring
import Planning

/// What posts did as news items, from the workspace's export of content; who reached a goal, from
/// their events.
struct NewsMeasuring: Sendable {
  let reader: IntercomReader
  let export: ContentExport
  let zone: ZoneClock
  /// Unix seconds.
  let now: Int64
  let onEvent: @Sendable (MeasuringEvent) -> Void

  /// Requests under way at once, for one post.
  private static let width = 8

  /// By the id of the campaign's article; of all at once, for there is one export at a time.
  func counts(
    of campaigns: [IntercomWorkspace.Campaign], in held: IntercomWorkspace
  ) async throws(RemoteError) -> [String: DatedCounts] {
    var counts: [String: DatedCounts] = [:]
    let shown = campaigns.filter { $0.entry.news?.id != nil && $0.firstShownAt(in: held) != nil }
    guard let start = shown.compactMap({ $0.firstShownAt(in: held) }).min() else { return counts }
    onEvent(.exporting)
    // The workspace's clock may be ahead, which only what it has written tells.
    let end = campaigns.map(\.updatedAt).reduce(now, max)
    let reading = try await export.archive(from: min(start, end), to: end).map {
      archive throws(RemoteError) in
      try NewsReading(archive, of: Set(shown.compactMap { $0.entry.news?.id }))
    }
    for campaign in shown {
      let readers = campaign.entry.news?.id.flatMap { reading?.readers(of: $0) } ?? []
      counts[campaign.articleID] = try await self.counts(of: campaign.entry, readers)
    }
    return counts
  }

  private func counts(
    of entry: RegistryEntry, _ readers: [NewsReading.Reader]
  ) async throws(RemoteError) -> DatedCounts {
    let reached = try await goals(of: entry, readers)
    let history = ContentHistory(entry)
    var counts = DatedCounts()
    for (reader, isReached) in zip(readers, reached) {
      guard let day = CalendarDate(daysSince1970: Moment(now: reader.receivedAt, in: zone).today)
      else { continue }
      counts.add(
        Counts(reader, goals: isReached ? 1 : 0),
        at: DatedCounts.Place(day: day, version: history.number(at: reader.receivedAt)))
    }
    return counts
  }

  /// Whether each did what the post is to bring them to.
  private func goals(
    of entry: RegistryEntry, _ readers: [NewsReading.Reader]
  ) async throws(RemoteError) -> [Bool] {
    guard let goal = entry.record.lastApplied.goal else {
      return readers.map { _ in false }
    }
    onEvent(.asking(key: entry.record.key, people: readers.count))
    let reading = GoalReading(goal, reader.directory, at: now)
    return try await readers.asked(width: Self.width) { reader throws(RemoteError) in
      do throws(RemoteError) {
        return try await reading.isReached(by: reader.person, since: reader.receivedAt) {
          () throws(RemoteError) in reader.receivedAt
        }
      } catch .notFound {
        // Somebody deleted the contact since.
        return false
      }
    }
  }
}

extension Counts {
  fileprivate init(_ reader: NewsReading.Reader, goals: Int) {
    let did = { (action: ExportedAction) in reader.actions.contains(action) ? 1 : 0 }
    self.init(
      recipients: 1, impressions: reader.opens, clicks: did(.click), dismissals: did(.dismissal),
      replies: did(.reply), completions: did(.completion),
      engaged: max(did(.click), did(.reply)), goals: goals, simulated: 0)
  }
}
