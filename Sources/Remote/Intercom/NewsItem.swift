import Audiences
import JSON
import Planning

/// A post as Intercom has it: an item of its newsfeeds.
struct NewsItem: Sendable, Hashable {
  let id: String
  let title: String
  /// HTML.
  let body: String
  let senderID: String
  let isLive: Bool
  /// Ids of the newsfeeds that show it, sorted.
  let feeds: [String]
  /// Since when each newsfeed shows it, by id (Unix seconds); it may lie ahead.
  let publishedAtByFeed: [String: Int64]
  /// Whether it has a picture, which this API shows and does not take.
  let hasCover: Bool
  /// Unix seconds.
  let updatedAt: Int64

  init(json: JSONValue) throws(SpecJSONError) {
    guard let id = IntercomList.id(of: json) else { throw SpecJSONError("/id", .missing) }
    let fields = try SpecFields(json, at: "")
    self.id = id
    title = try fields.optionalText("title") ?? ""
    body = try fields.optionalText("body") ?? ""
    senderID = json["sender_id"]?.integer?.description ?? json["sender_id"]?.string ?? ""
    isLive = try fields.optionalText("state") == "live"
    let assignments = try fields.list("newsfeed_assignments")
    var feeds: [String] = []
    var dates: [String: Int64] = [:]
    for assignment in assignments {
      let known = assignment["newsfeed_id"]?.integer?.description
      guard let id = known ?? assignment["newsfeed_id"]?.string else { continue }
      feeds.append(id)
      dates[id] = assignment["published_at"]?.integer
    }
    self.feeds = feeds.sorted()
    publishedAtByFeed = dates
    hasCover = try fields.optionalText("cover_image_url").map { !$0.isEmpty } ?? false
    updatedAt = try fields.optionalInteger("updated_at") ?? 0
  }
}

extension NewsItem {
  /// Since when it is in the first of its newsfeeds that it came to (Unix seconds); it may lie ahead.
  var publishedAt: Int64? { publishedAtByFeed.values.min() }

  /// Since when people may have seen it (Unix seconds); nil where nobody can have.
  var shownSince: Int64? { publishedAt ?? (isLive ? updatedAt : nil) }

  /// The title of the item of a post that is not written yet.
  static func titleInTheMaking(of externalID: String, articleID: String) -> String {
    "herald · \(externalID) · to be written (internal article \(articleID))"
  }
}

extension MessageSpec {
  /// The copy of a post as people read it: `{{{{` is how files write `{{`, and nothing is filled in.
  var asRead: MessageSpec { withCopy { $0.replacing("{{{{", with: "{{") } }

  /// The copy of a post as files write what people read.
  var asWritten: MessageSpec { withCopy { $0.replacing("{{", with: "{{{{") } }

  private func withCopy(_ change: (String) -> String) -> MessageSpec {
    var spec = self
    spec.title = title.map(change)
    spec.body = body.map(change)
    spec.callToAction = callToAction.map { button in
      CallToAction(label: change(button.label), url: change(button.url))
    }
    return spec
  }
}
