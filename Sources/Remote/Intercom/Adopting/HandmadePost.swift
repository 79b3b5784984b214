import Audiences
import JSON
import Planning

/// A news item that somebody made by hand, as the post that it is.
///
/// It has no article yet, whose id would be the post's: until then the item's own stands for it.
struct HandmadePost: Sendable {
  let item: NewsItem

  init(_ item: NewsItem) { self.item = item }

  private static let start = "news-"

  var id: String { Self.id(ofItem: item.id) }

  static func id(ofItem id: String) -> String { start + id }

  /// The id of the item; nil for what is none's.
  static func itemID(_ id: String) -> String? {
    id.hasPrefix(start) ? String(id.dropFirst(start.count)) : nil
  }

  /// What it is, as far as a file can say it.
  private func spec(_ feeds: [String: String]) -> MessageSpec {
    let copy = CopyHTML(html: item.body)
    return MessageSpec(
      format: .post, status: item.isLive ? .live : .draft, sender: .id(item.senderID),
      audience: .newsfeed(item.feeds.first.flatMap { feeds[$0] } ?? ""),
      title: item.title.isEmpty ? nil : item.title, body: copy.text, callToAction: copy.button)
  }

  /// - Parameter feeds: names of newsfeeds by id.
  func message(_ feeds: [String: String]) -> RemoteMessage {
    RemoteMessage(
      id: id, etag: etag, externalID: nil, name: item.title, state: item.isLive ? .live : .draft,
      spec: spec(feeds), record: nil, liveAt: item.shownSince, shownAt: item.shownSince,
      updatedAt: item.updatedAt)
  }

  /// Changes with all that people see of it, and with who sees it.
  var etag: String {
    let value: JSONValue = [
      "id": .string(item.id), "title": .string(item.title), "body": .string(item.body),
      "sender": .string(item.senderID), "live": .boolean(item.isLive),
      "feeds": .array(item.feeds.map(JSONValue.string)), "published_at": .whole(item.publishedAt),
      "cover": .boolean(item.hasCover),
    ]
    return SHA256.hex(of: value.canonical())
  }

  /// Why it cannot be a campaign as it is.
  ///
  /// - Parameter now: Unix seconds; nil where the time is not known.
  func obstacles(in held: IntercomWorkspace, at now: Int64?) -> [HinderedMessage.Obstacle] {
    var obstacles: [HinderedMessage.Obstacle] = []
    for article in held.unreadable { obstacles.append(.unreadableOwner(article: article)) }
    switch item.feeds.count {
    case 0: obstacles.append(.noNewsfeed)
    case 1:
      let feed = item.feeds[0]
      let sharers = held.feeds.filter { $0.value == held.feeds[feed] }.count
      if held.feeds[feed].map(\.isEmpty) ?? true || sharers > 1 {
        obstacles.append(.namelessNewsfeed(feed))
      }
    default: obstacles.append(.severalNewsfeeds(item.feeds.map { held.feeds[$0] ?? $0 }.sorted()))
    }
    if item.hasCover { obstacles.append(.coverImage) }
    if let day = item.publishedAt, let now, day > now { obstacles.append(.scheduled(at: day)) }
    for shortcoming in spec(held.feeds).shortcomingsOnIntercom {
      switch shortcoming {
      case .postTitle: obstacles.append(.untitled)
      case .postPlaceholder: obstacles.append(.placeholders)
      // What a news item does not have.
      case .postAudience, .tooltip, .bot, .pages, .eventTrigger, .delay, .untilDismissed, .image:
        break
      }
    }
    // A file would write its `{{{{` as `{{`, too.
    let spec = spec(held.feeds)
    if spec.asRead != spec, !obstacles.contains(.placeholders) { obstacles.append(.placeholders) }
    if !PlainBody.isKept(item.body) { obstacles.append(.markup) }
    return obstacles
  }
}

extension IntercomWorkspace {
  /// News items that no campaign has, in the order of their ids; those that are being made are
  /// campaigns'.
  var unclaimedNews: [NewsItem] {
    let claimed = Set(campaigns.compactMap(\.entry.news?.id))
    let making = Set(
      campaigns.map {
        NewsItem.titleInTheMaking(of: $0.entry.externalID, articleID: $0.articleID)
      })
    return news.values.filter { !claimed.contains($0.id) && !making.contains($0.title) }
      .sorted { IntercomList.isEarlier($0.id, $1.id) }
  }

  /// Articles of herald's that cannot be read: each may be about any news item.
  fileprivate var unreadable: [String] {
    (damaged.map(\.articleID) + newer).sorted(by: IntercomList.isEarlier)
  }
}
