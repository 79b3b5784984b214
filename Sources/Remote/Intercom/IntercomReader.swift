public import Audiences
public import HTTP
import JSON
public import Measuring
public import Planning

/// A workspace of Intercom's public API, as planning sees it: it has no call that writes.
public struct IntercomReader: WorkspaceReading {
  let api: MessagesAPI
  /// What both APIs have alike: people, admins, names, and the workspace itself. It asks through the
  /// same `api`.
  let directory: MessagesReader
  let search: IntercomSearch
  /// Now, in a zone; nil where there is no such zone.
  let moment: @Sendable (_ timeZone: String) -> Audiences.Moment?
  private let counting: IntercomCounting

  /// - Parameters:
  ///   - url: the API's base, as `https://api.intercom.io`.
  ///   - moment: now, in a zone; nil where there is no such zone.
  package init(
    sender: any HTTPSender, url: String, token: Secret,
    moment: @escaping @Sendable (_ timeZone: String) -> Audiences.Moment?
  ) {
    api = MessagesAPI(sender: sender, url: url, token: token, refusesRepetition: false)
    directory = MessagesReader(api)
    self.moment = moment
    search = IntercomSearch(directory)
    counting = IntercomCounting(search, moment: moment)
  }

  public func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    let readable = try await readable(of: projects)
    if let first = readable.unreadable.first { throw first.error }
    return readable.snapshot
  }

  /// The same without what cannot be read, which is told.
  func readable(of projects: [String]) async throws(RemoteError) -> PausableMessages {
    async let place = asResult { () throws(RemoteError) in try await directory.workspace() }
    async let admins = asResult { () throws(RemoteError) in try await directory.admins() }
    let held = try await workspace()
    let known = try await admins.get()
    return PausableMessages(
      snapshot: Snapshot(
        workspace: try await place.get(), admins: known,
        messages: held.readableCampaigns(of: projects).map { held.message($0, known) }),
      unreadable: held.unreadable(of: projects))
  }

  /// What others' articles remember, and news items that no article does. What teammates sent by hand,
  /// no API lists.
  public func bystanders() async throws(RemoteError) -> Bystanders {
    let held = try await workspace()
    var bystanders = Bystanders()
    for item in held.unclaimedNews {
      let post = HandmadePost(item)
      let obstacles = post.obstacles(in: held, at: moment("UTC")?.now)
      if obstacles.isEmpty {
        bystanders.unowned.append(post.message(held.feeds))
      } else {
        bystanders.hindered.append(
          HinderedMessage(id: post.id, name: item.title, obstacles: obstacles))
      }
    }
    for campaign in held.campaigns {
      let record = campaign.entry.record
      bystanders.claimed.append(
        ClaimedMessage(
          id: campaign.articleID,
          unownedID: campaign.entry.news?.id.map(HandmadePost.id(ofItem:)),
          name: campaign.entry.name,
          owner: .project(record.project, environment: record.environment, key: record.key)))
      guard !record.formerIDs.isEmpty else { continue }
      bystanders.moved.append(
        MovedMessage(
          id: campaign.articleID, externalID: campaign.entry.externalID,
          state: campaign.entry.state, project: record.project, key: record.key,
          formerKeys: record.formerKeys, formerIDs: record.formerIDs))
    }
    return bystanders
  }

  public func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts {
    var facts = try await directory.facts(about: topics)
    if topics.contains(.newsfeeds) {
      facts.newsfeeds = Set(
        Self.feedNames(try await list("/news/newsfeeds")).values.map { ExactText($0) })
    }
    return facts
  }

  public func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    try await counting.reach(of: rule)
  }

  /// What chats did, but for their goals. Of posts an export would have to tell, one at a time in the
  /// workspace: a plan says that it is not known.
  public func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    let held = try await workspace()
    return try await chatStats(try held.campaigns(of: projects), in: held, since: since)
  }

  public func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    let held = try await workspace()
    let wanted = held.campaigns.filter { ids.contains($0.articleID) }
    return try await chatStats(wanted, in: held, since: since)
  }

  private func chatStats(
    _ campaigns: [IntercomWorkspace.Campaign], in held: IntercomWorkspace, since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    let measuring = try await ChatMeasuring(self, countsGoals: false, onEvent: { _ in })
    var stats: [MessageStats] = []
    for campaign in campaigns {
      switch campaign.entry.channel {
      case .chat:
        let counts = try await measuring.counts(of: campaign, in: held)
        stats.append(campaign.stats(counts, since: since))
      case .post: continue
      }
    }
    return stats
  }

  /// Everything that herald has in the workspace.
  func workspace() async throws(RemoteError) -> IntercomWorkspace {
    async let feeds = asResult { () throws(RemoteError) in try await list("/news/newsfeeds") }
    async let news = asResult { () throws(RemoteError) in try await list("/news/news_items") }
    async let tags = asResult { () throws(RemoteError) in try await directory.read("/tags") }
    var held = IntercomWorkspace()
    for article in try await list("/internal_articles") { held.add(article: article) }
    for item in try await news.get() {
      let item = try Self.item(item)
      held.news[item.id] = item
    }
    held.feeds = Self.feedNames(try await feeds.get())
    for tag in try await tags.get()["data"]?.array ?? [] {
      if let name = tag["name"]?.string, LedgerTag.isPaused(name) { held.pausedTags.insert(name) }
    }
    return held
  }

  /// The tags that somebody has right now.
  func tags(of contact: String) async throws(RemoteError) -> [JSONValue] {
    let answer = try await api.read("/contacts/\(percentEncoded(contact))/tags")
    guard let tags = (answer["data"] ?? answer["tags"])?.array else {
      throw .badAnswer(reason: "`GET /contacts/{id}/tags` lists nothing", mayHaveLanded: false)
    }
    return tags
  }

  static func item(_ json: JSONValue) throws(RemoteError) -> NewsItem {
    do throws(SpecJSONError) {
      return try NewsItem(json: json)
    } catch {
      throw .badAnswer(reason: "a news item: \(error)", mayHaveLanded: false)
    }
  }

  static func feedNames(_ feeds: [JSONValue]) -> [String: String] {
    var names: [String: String] = [:]
    for feed in feeds {
      if let id = IntercomList.id(of: feed), let name = feed["name"]?.string { names[id] = name }
    }
    return names
  }

  /// A list of the public API, read to its end.
  func list(_ path: String) async throws(RemoteError) -> [JSONValue] {
    var list = IntercomList(path)
    var items: [JSONValue] = []
    while let next = list.next { items += try list.read(await directory.read(next)) }
    return items
  }
}
