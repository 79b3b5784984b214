import JSON
import Planning

/// What herald remembers of a campaign in a workspace that knows no targeted messages: there, an
/// internal article holds it.
struct RegistryEntry: Sendable, Hashable {
  /// As `acme/export-tip`.
  var externalID: String
  var name: String
  var state: MessageState
  var record: Record
  /// What others keep with it.
  var otherMetadata: JSONObject
  /// Unix seconds; nil when it was never live.
  var liveAt: Int64?
  /// Only a post has one.
  var news: News?
  /// What it said when, the present last; at least one, and those longest ago are forgotten.
  var versions: [ContentVersion]

  /// The news item that a post is.
  struct News: Sendable, Hashable {
    /// Nil until it is made.
    var id: String?
    /// Whether herald has set it live: what it is now, others may have changed.
    var isPublished: Bool
    /// Unix seconds; nil when it was never live.
    var firstPublishedAt: Int64?
  }

  /// How a campaign reaches people.
  enum Channel: Sendable, Hashable {
    /// Sent to each person, by who delivers.
    case chat
    /// Shown by the workspace.
    case post(News)
  }

  var channel: Channel { news.map(Channel.post) ?? .chat }
}

extension RegistryEntry {
  /// What is to be remembered of a draft.
  ///
  /// - Parameter before: what is remembered now; nil for a new campaign.
  init(_ draft: MessageDraft, over before: RegistryEntry?, at now: Int64) {
    self.init(
      externalID: draft.externalID, name: draft.name, state: draft.state, record: draft.record,
      otherMetadata: draft.otherMetadata,
      liveAt: before?.liveAt ?? (draft.state == .live ? now : nil),
      news: Self.news(of: draft.spec.format, before),
      versions: .following(before, draft, at: now))
  }

  private static func news(of format: Format, _ before: RegistryEntry?) -> News? {
    switch format {
    case .post: before?.news ?? News(isPublished: false)
    case .chat, .tooltip, .bot: nil
    }
  }

  /// Grows when an older herald could not read what a newer one wrote.
  private static let version: Int64 = 1

  var json: JSONObject {
    var object: JSONObject = [
      "version": .integer(Self.version),
      "external_id": .string(externalID),
      "name": .string(name),
      "state": .string(state.rawValue),
      "live_at": .whole(liveAt),
      "news": news?.json ?? .null,
      "versions": .array(versions.map(\.json)),
      "record": .object(record.json),
    ]
    if !otherMetadata.isEmpty { object["metadata"] = .object(otherMetadata) }
    return object
  }

  init(json: JSONObject) throws(SpecJSONError) {
    let fields = try SpecFields(.object(json), at: "")
    let version = try fields.integer("version")
    guard version <= Self.version else { throw SpecJSONError("/version", .newerVersion(version)) }
    self.init(
      externalID: try fields.text("external_id"), name: try fields.text("name"),
      state: try fields.choice("state", MessageState.self),
      record: try Record(json: fields.value("record")),
      otherMetadata: fields.optional("metadata")?.object ?? [:],
      liveAt: try fields.optionalInteger("live_at"),
      news: try fields.optionalObject("news").map(News.init(json:)),
      versions: try fields.objects("versions", ContentVersion.init(json:)))
    if versions.isEmpty { throw SpecJSONError("/versions", .notA("list of versions")) }
  }
}

extension RegistryEntry.News {
  fileprivate var json: JSONValue {
    [
      "id": .text(id), "published": .boolean(isPublished),
      "first_published_at": .whole(firstPublishedAt),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      id: try fields.optionalText("id"), isPublished: try fields.flag("published"),
      firstPublishedAt: try fields.optionalInteger("first_published_at"))
  }
}
