import Audiences
import JSON
import Planning

/// Everything of herald's that a workspace holds, read in one go.
struct IntercomWorkspace: Sendable {
  /// A campaign and the internal article that remembers it.
  struct Campaign: Sendable {
    let articleID: String
    let entry: RegistryEntry
    /// Unix seconds.
    let updatedAt: Int64
  }

  var campaigns: [Campaign] = []
  /// By the id of the campaign's article.
  var logs: [String: (articleID: String, log: DeliveryLog)] = [:]
  /// Articles that herald wrote and cannot read, with the campaign's id where the title has it.
  var damaged: [(articleID: String, externalID: String?)] = []
  /// Articles of a newer herald.
  var newer: [String] = []
  /// By id.
  var news: [String: NewsItem] = [:]
  /// Names of newsfeeds by id.
  var feeds: [String: String] = [:]
  /// Names of the ledgers' tags that somebody paused.
  var pausedTags: Set<String> = []

  mutating func add(article: JSONValue) {
    guard let id = IntercomList.id(of: article) else { return }
    let meaning = ArticleMeaning(
      title: article["title"]?.string ?? "", body: article["body"]?.string ?? "")
    switch meaning {
    case .none: break
    case .campaign(let entry):
      campaigns.append(
        Campaign(
          articleID: id, entry: entry, updatedAt: article["updated_at"]?.integer ?? 0))
    case .delivery(let log):
      // Of several, the one that was made first counts.
      if let known = logs[log.campaignID], IntercomList.isEarlier(known.articleID, id) { return }
      logs[log.campaignID] = (id, log)
    case .damaged(let externalID): damaged.append((id, externalID))
    case .newer: newer.append(id)
    }
  }

  /// Those of some projects.
  ///
  /// - Throws: `damagedRecord` where nobody can tell which campaign an article is of, or it is one of
  ///   these: to make it again could be wrong. `newerRecord`.
  func campaigns(of projects: [String]) throws(RemoteError) -> [Campaign] {
    if let first = unreadable(of: projects).first { throw first.error }
    return readableCampaigns(of: projects)
  }

  func readableCampaigns(of projects: [String]) -> [Campaign] {
    campaigns.filter { Self.isAny($0.entry.externalID, of: projects) }
  }

  /// What is, or may be, of some projects and cannot be read.
  func unreadable(of projects: [String]) -> [(externalID: String?, error: RemoteError)] {
    damaged.filter { $0.externalID.map { Self.isAny($0, of: projects) } ?? true }
      .map { ($0.externalID, .damagedRecord(article: $0.articleID)) }
      + newer.map { (nil, .newerRecord(article: $0)) }
  }

  private static func isAny(_ externalID: String, of projects: [String]) -> Bool {
    projects.contains { externalID.utf8.starts(with: "\($0)/".utf8) }
  }

  /// The news item of a post.
  func post(of campaign: Campaign) -> DeliverableCampaign.Post? {
    campaign.entry.news?.id.flatMap { news[$0] }.map { item in
      DeliverableCampaign.Post(
        itemID: item.id, isLive: item.isLive,
        isNoted: campaign.entry.isPublished(logs[campaign.articleID]?.log))
    }
  }

  /// What the workspace holds of a campaign.
  func message(_ campaign: Campaign, _ admins: [Admin]) -> RemoteMessage {
    let entry = campaign.entry
    let item = entry.news?.id.flatMap { news[$0] }
    let log = logs[campaign.articleID]?.log
    let state = state(of: entry, item, log)
    var spec = entry.record.lastApplied.sentByID(admins)
    switch entry.channel {
    case .chat: break
    case .post: if item != nil || entry.state != .archived { spec.take(item, feeds) }
    }
    spec.status = state.status
    return RemoteMessage(
      id: campaign.articleID, etag: etag(of: entry, item), externalID: entry.externalID,
      name: entry.name, state: state, spec: spec, record: entry.record,
      otherMetadata: entry.otherMetadata, liveAt: entry.liveAt,
      shownAt: [entry.news?.firstPublishedAt, log?.firstSentAt].compactMap { $0 }.min(),
      audienceFrozenAt: entry.freezesAudience ? log?.openedAt : nil,
      updatedAt: max(campaign.updatedAt, item?.updatedAt ?? 0))
  }

  /// What others did to a news item, or to the tag of those who have a chat, counts.
  private func state(
    of entry: RegistryEntry, _ item: NewsItem?, _ log: DeliveryLog?
  ) -> MessageState {
    switch entry.channel {
    case .chat:
      let isPaused = pausedTags.contains(LedgerTag.name(of: entry.externalID, isPaused: true))
      return entry.state == .live && isPaused ? .paused : entry.state
    case .post(let news):
      // It is still to be made.
      guard news.id != nil else { return entry.state }
      guard let item else { return entry.state == .archived ? .archived : .draft }
      if item.isLive { return .live }
      return entry.state == .live && entry.isPublished(log) ? .paused : entry.state
    }
  }

  private func etag(of entry: RegistryEntry, _ item: NewsItem?) -> String {
    var value = entry.json
    if let item {
      let copy = CopyHTML(html: item.body)
      value["item"] = [
        "title": .string(item.title), "body": .string(copy.text),
        "label": .text(copy.button?.label), "url": .text(copy.button?.url),
        "sender": .string(item.senderID), "live": .boolean(item.isLive),
        "feeds": .array(item.feeds.map(JSONValue.string)),
      ]
    }
    return SHA256.hex(of: JSONValue.object(value).canonical())
  }
}

extension RegistryEntry {
  /// Whether those who are to get it are settled when the first is sent it.
  fileprivate var freezesAudience: Bool {
    switch channel {
    case .chat: record.lastApplied.schedule.send == .once
    case .post: false
    }
  }

  /// Whether herald, by an apply or a delivery, has set the post live.
  fileprivate func isPublished(_ log: DeliveryLog?) -> Bool {
    news?.isPublished == true || log.map { $0.publishedRevision == record.revision } ?? false
  }
}

extension MessageSpec {
  /// The spec with its sender's id, where the workspace has that admin.
  fileprivate func sentByID(_ admins: [Admin]) -> MessageSpec {
    guard case .email(let email) = sender,
      let admin = admins.first(where: { $0.email.lowercased() == email.lowercased() })
    else { return self }
    var spec = self
    spec.sender = .id(admin.id)
    return spec
  }

  /// Takes what a news item shows; nil where somebody deleted it. What the item cannot hold, and what
  /// only its editor changed, stays as it was applied.
  fileprivate mutating func take(_ item: NewsItem?, _ feedNames: [String: String]) {
    guard let item else {
      (title, body, callToAction) = (nil, nil, nil)
      return
    }
    let copy = CopyHTML(html: item.body)
    var shown = self
    (shown.title, shown.body, shown.callToAction) = (item.title, copy.text, copy.button)
    shown = shown.asWritten
    if item.title != asRead.title { title = shown.title }
    if copy != CopyHTML(asRead).normalized {
      (body, callToAction) = (shown.body, shown.callToAction)
    }
    if !item.senderID.isEmpty { sender = .id(item.senderID) }
    let named = item.feeds.map { Rule.newsfeed(feedNames[$0] ?? $0) }
    switch named.count {
    // A draft keeps no newsfeeds.
    case 0: if item.isLive { audience = .any([]) }
    case 1: audience = named[0]
    default: audience = .any(named)
    }
  }
}
