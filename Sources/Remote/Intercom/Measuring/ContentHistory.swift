import Planning

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
