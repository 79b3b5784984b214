import HTTP
import JSON
package import Planning

/// Delivering in a workspace of Intercom's public API.
package struct IntercomDeliveries: DeliveryRemote {
  let client: IntercomClient

  package init(_ client: IntercomClient) { self.client = client }

  var reader: IntercomReader { client.reader }

  package func board(of projects: [String]) async throws(RemoteError) -> DeliveryBoard {
    async let place = asResult { () throws(RemoteError) in try await reader.directory.workspace() }
    async let admins = asResult { () throws(RemoteError) in try await reader.directory.admins() }
    let held = try await reader.workspace()
    let known = try await admins.get()
    let own = Self.firsts(try held.campaigns(of: projects))
    return DeliveryBoard(
      workspace: try await place.get(),
      campaigns: own.map { campaign in
        DeliverableCampaign(
          message: held.message(campaign, known), post: held.post(of: campaign),
          log: held.logs[campaign.articleID].map {
            (DeliveryLogID(articleID: $0.articleID), $0.log)
          })
      }.sorted { ($0.message.externalID ?? "") < ($1.message.externalID ?? "") })
  }

  /// Two who apply at once can make a campaign twice. The one that was made first is delivered, whoever
  /// delivers: the ledger's tag is of both, and a lease of each alone.
  private static func firsts(
    _ campaigns: [IntercomWorkspace.Campaign]
  ) -> [IntercomWorkspace.Campaign] {
    campaigns.filter { campaign in
      !campaigns.contains {
        $0.entry.externalID == campaign.entry.externalID
          && IntercomList.isEarlier($0.articleID, campaign.articleID)
      }
    }
  }

  package func standing(of id: String) async throws(RemoteError) -> CampaignStanding? {
    do throws(RemoteError) {
      let (held, campaign) = try await client.held(id)
      let message = held.message(campaign, [])
      return CampaignStanding(state: message.state, etag: message.etag)
    } catch .notFound {
      return nil
    }
  }

  package func log(_ id: DeliveryLogID) async throws(RemoteError) -> DeliveryLog? {
    let article: JSONValue
    do throws(RemoteError) {
      article = try await reader.api.read("/internal_articles/\(percentEncoded(id.articleID))")
    } catch .notFound {
      return nil
    }
    let meaning = ArticleMeaning(
      title: article["title"]?.string ?? "", body: article["body"]?.string ?? "")
    switch meaning {
    case .delivery(let log): return log
    case .newer: throw .newerRecord(article: id.articleID)
    case .none, .campaign, .damaged: throw .damagedRecord(article: id.articleID)
    }
  }

  /// Two who open at once find the same: of several, the first counts, and who made another takes it
  /// away.
  package func open(
    _ log: DeliveryLog, author: Sender
  ) async throws(RemoteError) -> (id: DeliveryLogID, log: DeliveryLog) {
    var own: String?
    do throws(RemoteError) {
      own = IntercomList.id(
        of: try await client.send(
          .post, "/internal_articles", ArticleText(log).wire(author: try reader.number(of: author)))
      )
    } catch {
      // It is looked for below.
      guard error.mayHaveLanded else { throw error }
    }
    let held = try await reader.workspace()
    guard let first = held.logs[log.campaignID] else {
      throw .badAnswer(
        reason: "a new internal article is not in the list of them", mayHaveLanded: true)
    }
    if let own, own != first.articleID {
      try await client.send(.delete, "/internal_articles/\(percentEncoded(own))", nil)
    }
    return (DeliveryLogID(articleID: first.articleID), first.log)
  }

  package func write(
    _ log: DeliveryLog, _ id: DeliveryLogID, author: Sender, within time: Duration?
  ) async throws(RemoteError) {
    try await client.send(
      .put, "/internal_articles/\(percentEncoded(id.articleID))",
      ArticleText(log).wire(author: try reader.number(of: author)),
      within: time.map(RequestTime.within))
  }

  package func setPost(_ itemID: String, isLive: Bool) async throws(RemoteError) {
    let path = "/news/news_items/\(percentEncoded(itemID))"
    let item = try await reader.api.read(path)
    // What is not said here stays as it is.
    try await client.send(
      .put, path,
      [
        "title": item["title"] ?? "", "sender_id": item["sender_id"] ?? .null,
        "state": isLive ? "live" : "draft",
      ])
  }
}
