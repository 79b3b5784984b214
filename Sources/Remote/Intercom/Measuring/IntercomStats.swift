package import Audiences
package import HTTP
package import Measuring
package import Planning

/// What messages did in a workspace of Intercom's public API.
///
/// Everything is asked once: an export takes its time, and goals a request of each person. What is
/// wanted of it later is counted from that.
package actor IntercomStats: StatsReading {
  private let reader: IntercomReader
  private let sleep: @Sendable (Duration) async -> Void
  private let onEvent: @Sendable (MeasuringEvent) -> Void
  /// Of all campaigns that were measured, by the ids of their articles.
  private var measured: [String: (campaign: IntercomWorkspace.Campaign, counts: DatedCounts)] = [:]

  /// - Parameters:
  ///   - url: the API's base, as `https://api.intercom.io`.
  ///   - moment: now, in a zone; nil where there is no such zone.
  ///   - sleep: waits for an export, and returns early when the task is cancelled.
  ///   - onEvent: told what takes its time, before it does.
  package init(
    sender: any HTTPSender, url: String, token: Secret,
    moment: @escaping @Sendable (_ timeZone: String) -> Audiences.Moment?,
    sleep: @escaping @Sendable (Duration) async -> Void,
    onEvent: @escaping @Sendable (MeasuringEvent) -> Void
  ) {
    reader = IntercomReader(sender: sender, url: url, token: token, moment: moment)
    self.sleep = sleep
    self.onEvent = onEvent
  }

  package nonisolated func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    try await reader.snapshot(of: projects)
  }

  package nonisolated func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    try await reader.reach(of: rule)
  }

  /// Of chats alone: what came of posts, an export would have to tell.
  package nonisolated func newestDay(
    of projects: [String]
  ) async throws(RemoteError) -> CalendarDate? {
    let held = try await reader.workspace()
    return try held.campaigns(of: projects)
      .compactMap { held.logs[$0.articleID]?.log.sends.map(\.day).max() }.max()
  }

  package func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    let held = try await reader.workspace()
    let campaigns = try held.campaigns(of: projects)
    try await measure(campaigns, in: held)
    return stats(campaigns.map(\.articleID), since)
  }

  package func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    if ids.contains(where: { measured[$0] == nil }) {
      let held = try await reader.workspace()
      try await measure(held.campaigns.filter { ids.contains($0.articleID) }, in: held)
    }
    return stats(ids, since)
  }

  private func stats(_ ids: [String], _ since: CalendarDate?) -> [MessageStats] {
    ids.compactMap { measured[$0] }.map { $0.campaign.stats($0.counts, since: since) }
  }

  private func measure(
    _ campaigns: [IntercomWorkspace.Campaign], in held: IntercomWorkspace
  ) async throws(RemoteError) {
    let new = campaigns.filter { measured[$0.articleID] == nil }
    guard !new.isEmpty else { return }
    let chats = try await ChatMeasuring(reader, countsGoals: true, onEvent: onEvent)
    let news = NewsMeasuring(
      reader: reader, export: ContentExport(api: reader.api, sleep: sleep), zone: chats.zone,
      now: chats.now, onEvent: onEvent)
    var counts = try await news.counts(of: new, in: held)
    for campaign in new {
      switch campaign.entry.channel {
      case .chat: counts[campaign.articleID] = try await chats.counts(of: campaign, in: held)
      case .post: break
      }
      measured[campaign.articleID] = (campaign, counts[campaign.articleID] ?? DatedCounts())
    }
  }
}

extension IntercomWorkspace.Campaign {
  /// When people could first see it, in Unix seconds; nil for never.
  func firstShownAt(in held: IntercomWorkspace) -> Int64? {
    [entry.news?.firstPublishedAt, held.logs[articleID]?.log.firstSentAt].compactMap(\.self).min()
  }

  func stats(_ counts: DatedCounts, since: CalendarDate?) -> MessageStats {
    counts.stats(
      ofMessage: articleID, ContentHistory(entry), countsPartly: countsPartly, since: since)
  }

  /// Whether people may do something with it that nobody tells of.
  private var countsPartly: Bool {
    switch entry.channel {
    // Of what was sent to one person, nobody tells who clicked it.
    case .chat: entry.record.lastApplied.hasLink
    // Who reads a post without a link does nothing by which it could be told.
    case .post: !entry.record.lastApplied.hasLink
    }
  }
}

extension MessageSpec {
  /// Whether people can click anything in it.
  fileprivate var hasLink: Bool { callToAction != nil || body?.contains("://") ?? false }
}
