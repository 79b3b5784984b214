import JSON

/// What a request says of a news item; what it does not say stays, or is as of a new one.
///
/// `cover_image_url` is not among its fields: Intercom shows it and takes none.
struct NewsItemDraft: Sendable, Equatable {
  let title: String
  let senderID: Int64
  let body: String?
  let state: NewsItemState?
  let isSilent: Bool?
  /// Sorted, whatever order they were sent in.
  let labels: [String]?
  let reactions: [String?]?
  let assignments: [NewsItem.Assignment]?

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.require(scope, "title")
    reader.require(scope, "sender_id")
    let title = reader.text(scope, "title", atMost: PublicAPILimits.title)
    let senderID = reader.number(scope, "sender_id")
    self.body = reader.html(scope, "body")
    state = reader.choice(scope, "state", of: NewsItemState.self)
    isSilent = reader.boolean(scope, "deliver_silently")
    labels =
      reader.value(scope, "labels") == nil
      ? nil
      : reader.texts(
        scope, "labels", atMost: PublicAPILimits.labels, characters: PublicAPILimits.label
      ).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    reactions = reader.reactions(scope)
    assignments = reader.assignments(scope)
    guard reader.problems.isEmpty, let title, let senderID else { throw Refusal(reader.problems) }
    self.title = title
    self.senderID = senderID
  }
}

extension FieldReader {
  /// A null is a place that is left empty.
  fileprivate mutating func reactions(_ scope: Scope) -> [String?]? {
    list(scope, "reactions", atMost: PublicAPILimits.reactions)?.enumerated().map { index, value in
      value.isNull
        ? nil : text(value, at: "reactions.\(index)", atMost: PublicAPILimits.reaction)
    }
  }

  fileprivate mutating func assignments(_ scope: Scope) -> [NewsItem.Assignment]? {
    let name = "newsfeed_assignments"
    var seen: Set<Int64> = []
    return list(scope, name, atMost: PublicAPILimits.newsfeeds)?.enumerated().compactMap {
      index, value in
      let path = "\(name).\(index)"
      guard let assignment = object(value, at: path) else { return nil }
      require(assignment, "newsfeed_id")
      let publishedAt = integer(assignment, "published_at", in: PeopleLimits.times)
      guard let id = number(assignment, "newsfeed_id") else { return nil }
      if !seen.insert(id).inserted { malformed("\(path).newsfeed_id", "is named twice") }
      return NewsItem.Assignment(newsfeedID: id, publishedAt: publishedAt)
    }
  }
}
