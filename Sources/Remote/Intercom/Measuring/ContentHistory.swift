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

/// The versions of what a campaign says, which tell what people received by when they did.
struct ContentHistory: Sendable, Hashable {
  struct Version: Sendable, Hashable {
    let number: Int
    let revision: Int
    let createdAt: Int64?
    /// The id of the git commit that it came from; nil where nobody knows.
    let commit: String?
  }

  /// In their order, at least one.
  let versions: [Version]
  var present: Version { versions[versions.count - 1] }

  init(_ entry: RegistryEntry) {
    let revisions = entry.record.history + [entry.record.present]
    versions = entry.versions.map { version in
      let commit = revisions.last { $0.number == version.revision }?.provenance.commit
      return Version(
        number: version.number, revision: version.revision, createdAt: version.createdAt,
        // What it said then is in no commit where there were edits.
        commit: commit.flatMap { $0.hasEdits ? nil : $0.id })
    }
  }

  /// What was said in a revision; those longest ago are not told apart.
  func number(inRevision revision: Int) -> Int {
    (versions.last { $0.revision <= revision } ?? versions[0]).number
  }

  /// What was said at an instant, in Unix seconds.
  func number(at instant: Int64) -> Int {
    (versions.last { $0.createdAt.map { $0 <= instant } ?? true } ?? versions[0]).number
  }
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
