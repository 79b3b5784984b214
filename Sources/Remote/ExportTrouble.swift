/// Why what came of content cannot be exported.
public enum ExportTrouble: Sendable, Hashable {
  /// Somebody else's export is under way, for longer than our patience.
  case underWay
  case failed, canceled
  case tooSlow
  /// What came of it is not in a form that is known.
  case unreadable(reason: String)

  var description: String {
    switch self {
    case .underWay:
      "the workspace makes one content export at a time, and takes no other now (429)"
    case .failed: "the workspace's content export failed"
    case .canceled: "somebody canceled the content export"
    case .unreadable(let reason): "the workspace's content export cannot be read: \(reason)"
    case .tooSlow: "the content export was not done within half an hour"
    }
  }

  var help: String {
    switch self {
    case .underWay: "wait some minutes, then run it again: nothing needs repair"
    case .failed, .canceled, .tooSlow: "run it again: nothing needs repair"
    case .unreadable:
      "run it again; should it stay so, Intercom may have changed its exports: see whether a newer "
        + "herald reads them"
    }
  }
}
