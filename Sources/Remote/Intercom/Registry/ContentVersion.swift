import JSON
import Planning

/// What a campaign said for a time.
struct ContentVersion: Sendable, Hashable {
  /// 1 for the first, one more for each that says something else.
  var number: Int
  /// The revision that brought it.
  var revision: Int
  /// Unix seconds; nil where that is not known.
  var createdAt: Int64?
}

extension [ContentVersion] {
  /// How many are remembered.
  private static let longestMemory = 50

  /// Those of a campaign that now says this; it never has none.
  static func following(_ before: RegistryEntry?, _ draft: MessageDraft, at now: Int64) -> Self {
    guard let before, let last = before.versions.last else {
      return [ContentVersion(number: 1, revision: draft.record.revision, createdAt: now)]
    }
    guard !draft.spec.says(the: before.record.lastApplied) else { return before.versions }
    let next = ContentVersion(
      number: last.number + 1, revision: draft.record.revision, createdAt: now)
    return (before.versions + [next]).suffix(longestMemory)
  }
}

extension MessageSpec {
  /// Whether people read the same.
  fileprivate func says(the other: MessageSpec) -> Bool {
    format == other.format && title == other.title && body == other.body && image == other.image
      && callToAction == other.callToAction && bot == other.bot
  }
}

extension ContentVersion {
  var json: JSONValue {
    [
      "number": .integer(Int64(number)), "revision": .integer(Int64(revision)),
      "created_at": .whole(createdAt),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      number: try fields.count("number"), revision: try fields.count("revision"),
      createdAt: try fields.optionalInteger("created_at"))
  }
}
