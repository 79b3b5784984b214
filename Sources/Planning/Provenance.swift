/// A commit of git, as it is remembered with what was applied from it.
public struct GitCommit: Sendable, Hashable {
  public var id: String
  /// Its author, as `Ana Kern <ana@acme.test>`; nil when git does not say.
  public var author: String?
  /// Whether the files said something else than the commit does: nobody knows then who wrote that.
  public var hasEdits: Bool

  public init(id: String, author: String? = nil, hasEdits: Bool = false) {
    self.id = id
    self.author = author
    self.hasEdits = hasEdits
  }
}

/// Where a revision came from. It never makes a change by itself: a moved file is no change.
public struct Provenance: Sendable, Hashable {
  /// Relative to the project's root.
  public var file: String?
  public var commit: GitCommit?
  /// When it was applied, in Unix seconds. A plan does not say it: that is told when it is written.
  public var appliedAt: Int64?

  public init(file: String? = nil, commit: GitCommit? = nil, appliedAt: Int64? = nil) {
    self.file = file
    self.commit = commit
    self.appliedAt = appliedAt
  }
}

/// A revision of a message, as later ones remember it.
public struct Revision: Sendable, Hashable {
  /// 1 for the first.
  public var number: Int
  /// The key that it had then.
  public var key: String
  public var provenance: Provenance

  public init(number: Int, key: String, provenance: Provenance) {
    self.number = number
    self.key = key
    self.provenance = provenance
  }
}

extension Change {
  /// The change as it is written at a moment, in Unix seconds.
  public func dated(_ moment: Int64) -> Change { with { $0.appliedAt = moment } }

  fileprivate func with(_ edit: (inout Provenance) -> Void) -> Change {
    with(
      steps: steps.map { step in
        step.with { draft in
          var record = draft.record
          edit(&record.provenance)
          return draft.with(record)
        }
      })
  }
}

extension Plan {
  /// The plan as it is written at a moment, in Unix seconds.
  public func dated(_ moment: Int64) -> Plan {
    var plan = self
    plan.changes = changes.map { $0.dated(moment) }
    return plan
  }

  /// The plan as it is written from another commit, whose files say the same.
  public func committed(_ commit: GitCommit) -> Plan {
    var plan = self
    plan.changes = changes.map { $0.with { $0.commit = commit } }
    return plan
  }
}
