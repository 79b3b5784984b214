import Audiences
import HTTP
import JSON
import Planning

extension IntercomClient {
  /// - Parameter time: what the request may take; nil for as long as patience lasts.
  @discardableResult
  func send(
    _ method: HTTPMethod, _ path: String, _ body: JSONValue?, within time: RequestTime? = nil
  ) async throws(RemoteError) -> JSONValue {
    do throws(RequestFailure) {
      return try await reader.api.send(method, path, ifMatch: nil, body: body, within: time)
    } catch {
      throw error.unsettled
    }
  }

  /// Makes the article of a campaign, once: after a lost answer it is looked for.
  func make(_ entry: RegistryEntry, _ needs: MessageNeeds) async throws(RemoteError) -> String {
    do throws(RemoteError) {
      let made = try await send(
        .post, "/internal_articles", ArticleText(entry).wire(author: needs.sender))
      guard let id = IntercomList.id(of: made) else {
        throw .badAnswer(reason: "a new internal article has no id", mayHaveLanded: true)
      }
      return id
    } catch {
      guard error.mayHaveLanded else { throw error }
      let known = try await settling(error) { () throws(RemoteError) in
        try await reader.workspace().campaigns.filter { $0.entry == entry }
      }
      guard let first = known.map(\.articleID).min(by: IntercomList.isEarlier) else { throw error }
      return first
    }
  }

  func write(
    _ entry: RegistryEntry, _ needs: MessageNeeds, _ id: String
  ) async throws(RemoteError) {
    try await send(
      .put, "/internal_articles/\(percentEncoded(id))",
      ArticleText(entry).wire(author: needs.sender))
  }

  /// Makes the news item of a post as a draft that nobody sees, under a title by which it is found
  /// again: the API has no other name for it until it is known to the article.
  func makeItem(
    for entry: RegistryEntry, _ needs: MessageNeeds, articleID: String
  ) async throws(RemoteError) -> NewsItem {
    let title = NewsItem.titleInTheMaking(of: entry.externalID, articleID: articleID)
    if let found = try await draft(titled: title) { return found }
    do throws(RemoteError) {
      return try IntercomReader.item(
        try await send(
          .post, "/news/news_items",
          [
            "title": .string(title), "body": "", "sender_id": needs.sender,
            "state": "draft",
          ]))
    } catch {
      guard error.mayHaveLanded else { throw error }
      let found = try await settling(error) { () throws(RemoteError) in
        try await draft(titled: title)
      }
      guard let found else { throw error }
      return found
    }
  }

  private func draft(titled title: String) async throws(RemoteError) -> NewsItem? {
    let found = try await reader.list("/news/news_items")
      .filter { $0["title"]?.string == title }
      .compactMap { item in IntercomList.id(of: item).map { (id: $0, item: item) } }
      .min { IntercomList.isEarlier($0.id, $1.id) }
    guard let found else { return nil }
    return try IntercomReader.item(found.item)
  }

  /// Sets what a news item shows, and notes in the entry whether people see it.
  func write(
    _ item: NewsItem, _ entry: inout RegistryEntry, _ spec: MessageSpec, _ needs: MessageNeeds
  ) async throws(RemoteError) {
    let isShown = entry.state == .live && spec.schedule.holds(at: now())
    let read = spec.asRead
    var body: JSONObject = [
      "title": .string(read.title ?? entry.name),
      "body": .string(CopyHTML(read).html),
      "sender_id": needs.sender,
      "state": isShown ? "live" : "draft",
    ]
    if let feed = needs.newsfeedID {
      var assignment: JSONObject = ["newsfeed_id": .integer(feed)]
      // What people see keeps its place in the newsfeed: what Intercom makes of a date that is left
      // out is not documented.
      if item.isLive, isShown, let date = item.publishedAtByFeed[feed.description], date <= now() {
        assignment["published_at"] = .integer(date)
      }
      body["newsfeed_assignments"] = [.object(assignment)]
    }
    try await send(
      .put, "/news/news_items/\(percentEncoded(item.id))", .object(body))
    entry.news?.isPublished = isShown
    if isShown, entry.news?.firstPublishedAt == nil { entry.news?.firstPublishedAt = now() }
  }

  func deleteItem(_ id: String) async throws(RemoteError) {
    do throws(RemoteError) {
      try await send(.delete, "/news/news_items/\(percentEncoded(id))", nil)
    } catch .notFound {
      return
    }
  }

  /// Gives the tag of those who have a chat the name that it is to have. Where there is none yet,
  /// nobody was sent anything.
  ///
  /// Two who apply at once can make a campaign twice; the tag is then of both, and taking one of them
  /// away must not take it from the other. A pause stops both.
  func renameLedger(
    of campaignID: String?, called externalID: String, to name: String
  ) async throws(RemoteError) {
    let names = [false, true].map { LedgerTag.name(of: externalID, isPaused: $0) }
    let all = try await reader.directory.read("/tags")["data"]?.array ?? []
    let tags = all.filter { tag in
      tag["name"]?.string.map { names.contains($0) && $0 != name } ?? false
    }
    guard !tags.isEmpty else { return }
    if name != names[1] {
      let isShared = try await reader.workspace().campaigns.contains {
        $0.entry.externalID == externalID && $0.articleID != campaignID
      }
      guard !isShared else { return }
    }
    let isTaken = all.contains { $0["name"]?.string == name }
    for id in tags.compactMap(IntercomList.id) {
      // Any other name stops who delivers, too.
      try await send(
        .post, "/tags", ["id": .string(id), "name": .string(isTaken ? "\(name) (\(id))" : name)])
    }
  }

  /// Reads whether a write has landed; where that fails, it stays open.
  func settling<Value>(
    _ problem: RemoteError, _ read: () async throws(RemoteError) -> Value
  ) async throws(RemoteError) -> Value {
    do throws(RemoteError) {
      return try await read()
    } catch {
      throw error.leavingWriteOpen ?? problem
    }
  }
}

extension ArticleText {
  /// The body of a POST or PUT. No AI agent may answer people from it.
  func wire(author: JSONValue) -> JSONValue {
    [
      "title": .string(title), "body": .string(body), "author_id": author, "owner_id": author,
      "ai_chatbot_availability": false, "ai_copilot_availability": false,
      "ai_sales_agent_availability": false,
    ]
  }
}

extension Schedule {
  /// Whether it has begun and not ended; Unix seconds.
  func holds(at now: Int64) -> Bool {
    startsAt.map { $0 <= now } ?? true && endsAt.map { now < $0 } ?? true
  }
}
