/// How reports and files name what a plan brings with it.
extension Consequence {
  /// As `archived-with-history`.
  public var name: String {
    switch self {
    case .archivedWithHistory: "archived-with-history"
    case .deletedUnseen: "deleted-unseen"
    case .keptElsewhere: "kept-elsewhere"
    case .changedOutside: "changed-outside"
    case .takesOver: "takes-over"
    case .deletedWithHistory: "deleted-with-history"
    case .replacedBecause: "replaced"
    case .shownAgain: "shown-again"
    case .seenCopyStays: "seen-copy-stays"
    case .restored: "restored"
    case .startsInThePast: "starts-in-the-past"
    case .endsInThePast: "ends-in-the-past"
    case .staysPaused: "stays-paused"
    }
  }
}

extension Note {
  /// As `paused-outside`.
  public var name: String {
    switch self {
    case .pausedOutside: "paused-outside"
    case .reachNotCounted: "reach-not-counted"
    case .neighboursNotSought: "neighbours-not-sought"
    case .leftOut: "left-out"
    case .skipped: "skipped"
    case .unreadable: "unreadable"
    case .historyUnknown: "history-unknown"
    }
  }
}

extension Stop {
  /// As `protected`.
  public var name: String {
    switch self {
    case .everythingGone: "everything-gone"
    case .protected: "protected"
    case .tooManyDeletes: "deletes"
    case .conflict: "conflict"
    case .otherEnvironment: "other-environment"
    case .taken: "taken"
    case .movedAway: "moved-away"
    case .tornApart: "torn-apart"
    case .tooManyExposed: "new-reach"
    case .reachesTooMany: "reach"
    case .notCounted: "not-counted"
    case .frozen: "frozen"
    case .ambiguousRename: "ambiguous-rename"
    }
  }
}
