public import Applying

extension ImportReport {
  /// Everything that holds; empty when all is well. What was not named may be skipped.
  public func verdicts(named: Bool, wasInterrupted: Bool) -> Set<Verdict> {
    if !stops.isEmpty { return [.stopped] }
    var verdicts: Set<Verdict> = []
    if wasInterrupted, skipped.contains(where: { $0.reason == .notAttempted }) {
      verdicts.insert(.interrupted)
    }
    for message in imported { if let doubt = message.doubt { verdicts.insert(doubt.verdict) } }
    for message in skipped {
      switch message.reason {
      case .failed(let error): verdicts.formUnion([error.verdict, .failed])
      case .changed: verdicts.formUnion([.stale, .failed])
      case .notAttempted: verdicts.insert(.failed)
      case .own: break
      case .notThere, .elsewhere, .claimed, .looksLike, .archived, .strange, .unknownSender,
        .zoneless, .unsayable, .hindered, .invalid:
        if named { verdicts.insert(.failed) }
      }
    }
    if !verdicts.isEmpty, !imported.isEmpty {
      verdicts = verdicts.subtracting([.stale]).union([.partial])
    }
    return verdicts
  }
}
