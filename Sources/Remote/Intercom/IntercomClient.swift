package import Audiences
package import HTTP
import JSON
public import Planning

/// A workspace of Intercom's public API, with the calls that write.
///
/// That API has neither ids of the client's own nor conditional writes. So what is to change is
/// compared with what the plan saw right before it is written, and read again after: somebody who
/// changes it between the two is overwritten, and the next plan cannot tell.
public struct IntercomClient: ReadingDestination {
  public let reader: IntercomReader
  /// Unix seconds.
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - url: the API's base, as `https://api.intercom.io`.
  ///   - now: Unix seconds.
  ///   - moment: the same, in a zone; nil where there is no such zone.
  package init(
    sender: any HTTPSender, url: String, token: Secret, now: @escaping @Sendable () -> Int64,
    moment: @escaping @Sendable (_ timeZone: String) -> Audiences.Moment?
  ) {
    reader = IntercomReader(sender: sender, url: url, token: token, moment: moment)
    self.now = now
  }

  public func perform(_ step: Step) async throws(RemoteError) -> StepResult {
    switch step {
    case .create(let draft):
      return .written(try await create(draft, try await reader.needs(of: draft)))
    case .update(let id, let etag, let draft):
      let needs = try await reader.needs(of: draft)
      if let item = HandmadePost.itemID(id) {
        return .written(try await adopt(item: item, etag, draft, needs))
      }
      return .written(try await update(id, etag, draft, needs))
    case .delete(let id, let etag): return try await delete(id, etag)
    }
  }

  public func pausable(of projects: [String]) async throws(RemoteError) -> PausableMessages {
    try await reader.readable(of: projects)
  }

  public func stopSending(
    _ externalID: String, isKnown: Bool
  ) async throws(RemoteError) -> Bool {
    let paused = LedgerTag.name(of: externalID, isPaused: true)
    try await renameLedger(of: nil, called: externalID, to: paused)
    let tags = try await reader.directory.read("/tags")["data"]?.array ?? []
    if tags.contains(where: { $0["name"]?.string == paused }) { return true }
    // Nobody was sent it yet: the tag says that nobody is to be.
    if isKnown { try await send(.post, "/tags", ["name": .string(paused)]) }
    return isKnown
  }

  private func create(
    _ draft: MessageDraft, _ needs: MessageNeeds
  ) async throws(RemoteError) -> RemoteMessage {
    var entry = RegistryEntry(draft, over: nil, at: now())
    let id = try await make(entry, needs)
    if draft.spec.format == .post { try await checkAlone(id, draft.externalID) }
    try await carryOut(&entry, draft.spec, needs, item: nil, articleID: id)
    return try await written(id)
  }

  /// Takes an article away again that somebody else has made at the same time: of two posts, people
  /// would see both.
  private func checkAlone(_ id: String, _ externalID: String) async throws(RemoteError) {
    let twins = try await reader.workspace().campaigns.filter { $0.entry.externalID == externalID }
    guard let first = twins.map(\.articleID).min(by: IntercomList.isEarlier), first != id else {
      return
    }
    try await send(.delete, "/internal_articles/\(percentEncoded(id))", nil)
    throw .conflict(holder: first)
  }

  /// Changes a campaign that is as a plan saw it.
  private func update(
    _ id: String, _ etag: String, _ draft: MessageDraft, _ needs: MessageNeeds
  ) async throws(RemoteError) -> RemoteMessage {
    let (campaign, item) = try await campaign(id, etag: etag)
    let problem: RemoteError
    do throws(RemoteError) {
      try await change(campaign, item, draft, needs)
      return try await written(id)
    } catch {
      problem = error
    }
    guard problem.mayHaveLanded else { throw problem }
    let kept = try await settling(problem) { () throws(RemoteError) in try await written(id) }
    guard draft.isKept(by: kept) else { throw problem }
    return kept
  }

  private func change(
    _ campaign: IntercomWorkspace.Campaign, _ item: NewsItem?, _ draft: MessageDraft,
    _ needs: MessageNeeds
  ) async throws(RemoteError) {
    var entry = RegistryEntry(draft, over: campaign.entry, at: now())
    let (id, former) = (campaign.articleID, campaign.entry.externalID)
    let ledger = LedgerTag.name(of: entry.externalID, isPaused: entry.state != .live)
    // Who delivers is stopped before anything else is written, and let on after all is. Whoever has made
    // the tag in between is stopped then: from now on, they see the entry first.
    if entry.state != .live { try await renameLedger(of: id, called: former, to: ledger) }
    try await carryOut(&entry, draft.spec, needs, item: item, articleID: id)
    try await renameLedger(of: id, called: former, to: ledger)
  }

  /// Brings the workspace to what an entry says, the entry itself at last.
  private func carryOut(
    _ entry: inout RegistryEntry, _ spec: MessageSpec, _ needs: MessageNeeds, item: NewsItem?,
    articleID: String
  ) async throws(RemoteError) {
    if spec.format == .post {
      var item = item
      if item == nil, entry.state != .archived {
        item = try await makeItem(for: entry, needs, articleID: articleID)
        entry.news?.id = item?.id
        try await write(entry, needs, articleID)
      }
      if let item { try await write(item, &entry, spec, needs) }
    } else if let item {
      // It was a post before.
      try await deleteItem(item.id)
    }
    try await write(entry, needs, articleID)
  }

  private func delete(_ id: String, _ etag: String) async throws(RemoteError) -> StepResult {
    let found: (IntercomWorkspace.Campaign, NewsItem?)
    do throws(RemoteError) {
      found = try await campaign(id, etag: etag)
    } catch .notFound {
      return .deleted
    }
    // The ledger stays as evidence, under a name that stops whoever delivers.
    let externalID = found.0.entry.externalID
    let aside = externalID.contains("~") ? externalID : "\(externalID)~\(id)"
    try await renameLedger(
      of: id, called: externalID, to: LedgerTag.name(of: aside, isPaused: true))
    if let item = found.1 { try await deleteItem(item.id) }
    do throws(RemoteError) {
      try await send(.delete, "/internal_articles/\(percentEncoded(id))", nil)
    } catch .notFound {
      return .deleted
    }
    return .deleted
  }
}

// MARK: - What is there

extension IntercomClient {
  /// A campaign that is as a plan saw it.
  private func campaign(
    _ id: String, etag: String
  ) async throws(RemoteError) -> (IntercomWorkspace.Campaign, NewsItem?) {
    let (held, campaign) = try await held(id)
    guard held.message(campaign, []).etag == etag else { throw .moved }
    return (campaign, campaign.entry.news?.id.flatMap { held.news[$0] })
  }

  /// A campaign, and as much of the workspace as it says it is made of.
  func held(
    _ id: String
  ) async throws(RemoteError) -> (IntercomWorkspace, IntercomWorkspace.Campaign) {
    let article = try await reader.api.read("/internal_articles/\(percentEncoded(id))")
    var held = IntercomWorkspace()
    held.add(article: article)
    guard let campaign = held.campaigns.first else {
      throw held.newer.isEmpty ? .damagedRecord(article: id) : .newerRecord(article: id)
    }
    if let itemID = campaign.entry.news?.id, let item = try await item(itemID) {
      held.news[itemID] = item
    }
    return (held, campaign)
  }

  private func item(_ id: String) async throws(RemoteError) -> NewsItem? {
    do throws(RemoteError) {
      return try IntercomReader.item(
        try await reader.api.read("/news/news_items/\(percentEncoded(id))"))
    } catch .notFound {
      return nil
    }
  }

  /// A campaign as the workspace keeps it, once it is written.
  func written(_ id: String) async throws(RemoteError) -> RemoteMessage {
    do throws(RemoteError) {
      var (held, campaign) = try await held(id)
      held.feeds = IntercomReader.feedNames(try await reader.list("/news/newsfeeds"))
      return held.message(campaign, try await reader.directory.admins())
    } catch {
      throw error.leavingWriteOpen ?? error
    }
  }
}
