import JSON

/// Where news items are shown. They are made in Intercom's own screens; two may have one name.
struct Newsfeed: Sendable, Equatable {
  let id: Int64
  let name: String
  let createdAt: Int64
  let updatedAt: Int64

  var json: JSONValue {
    [
      "id": .string(id.description), "type": "newsfeed", "name": .string(name),
      "created_at": .integer(createdAt), "updated_at": .integer(updatedAt),
    ]
  }
}

enum NewsItemState: String, CaseIterable, Sendable {
  case draft, live
}

/// A news item, as Intercom's `/news/news_items` serves it.
struct NewsItem: Sendable, Equatable {
  /// That it is to be on a newsfeed, and since when it is.
  struct Assignment: Sendable, Equatable {
    let newsfeedID: Int64
    /// Nil until the item is live.
    var publishedAt: Int64?
  }

  let id: Int64
  var title: String
  var body: String
  var senderID: Int64
  var state: NewsItemState
  var labels: [String]
  /// Those that readers choose from; nil where nobody has said which.
  var reactions: [String?]?
  var isSilent: Bool
  var assignments: [Assignment]
  let createdAt: Int64
  var updatedAt: Int64

  /// Puts in what a draft says, and leaves what it does not.
  mutating func take(_ draft: NewsItemDraft, at now: Int64) throws(Refusal) {
    title = draft.title
    senderID = draft.senderID
    body = draft.body ?? body
    state = draft.state ?? state
    labels = draft.labels ?? labels
    reactions = draft.reactions ?? reactions
    isSilent = draft.isSilent ?? isSilent
    let published = Dictionary(
      assignments.map { ($0.newsfeedID, $0.publishedAt) }, uniquingKeysWith: { $1 })
    assignments = draft.assignments ?? assignments
    for index in assignments.indices {
      assignments[index].publishedAt = try publication(
        of: assignments[index], since: published[assignments[index].newsfeedID] ?? nil,
        isGiven: draft.assignments != nil, now)
    }
    updatedAt = now
  }

  /// A draft's dates are passed over; what is published keeps its date until another is given.
  private func publication(
    of assignment: Assignment, since kept: Int64?, isGiven: Bool, _ now: Int64
  ) throws(Refusal) -> Int64? {
    guard state == .live else { return kept }
    if isGiven, let date = assignment.publishedAt {
      guard date <= now else {
        throw Refusal(
          Problem(
            .parameterInvalid, "published_at cannot be in the future",
            field: "newsfeed_assignments.published_at"))
      }
      return date
    }
    return kept ?? now
  }

  func json(workspaceID: String) -> JSONValue {
    let shown = reactions ?? Array(repeating: nil, count: Self.usualReactions)
    return [
      "id": .string(id.description), "type": "news-item", "workspace_id": .string(workspaceID),
      "title": .string(title), "body": .string(body), "sender_id": .integer(senderID),
      "state": .string(state.rawValue), "labels": .array(labels.map(JSONValue.string)),
      "cover_image_url": nil,
      "reactions": .array(shown.map { $0.map(JSONValue.string) ?? .null }),
      "deliver_silently": .boolean(isSilent), "created_at": .integer(createdAt),
      "updated_at": .integer(updatedAt),
      "newsfeed_assignments": .array(assignments.map(\.json)),
    ]
  }

  /// How many nulls stand for reactions that nobody has chosen.
  private static let usualReactions = 4
}

extension NewsItem.Assignment {
  var json: JSONValue {
    var object: JSONObject = ["newsfeed_id": .integer(newsfeedID)]
    if let publishedAt { object["published_at"] = .integer(publishedAt) }
    return .object(object)
  }
}
