/// A message that is live once a plan is carried out.
struct Standing: Sendable, Hashable {
  let showing: Showing
  /// The number of its change; nil where it stays as it is.
  let change: Int?
}

extension Planner {
  /// What shows once a plan is carried out, of the project's own; by key.
  func standing(after plan: Plan) -> [Standing] {
    var touched: Set<String> = []
    var standing: [Standing] = []
    let liveSince = Dictionary(
      snapshot.messages.map { ($0.id, $0.liveAt) }, uniquingKeysWith: { first, _ in first })
    for change in plan.changes {
      let ids = change.steps.compactMap(\.messageID)
      touched.formUnion(ids)
      guard change.stateAfter == .live, let spec = change.after else { continue }
      // One that comes back, or takes another's place, is seen from now on.
      let isOld = change.stateBefore == .live && change.action != .replace
      let since = isOld ? ids.first.flatMap { liveSince[$0] ?? nil } : nil
      if let showing = Showing(change.key, spec, liveSince: since, now: now) {
        standing.append(Standing(showing: showing, change: change.number))
      }
    }
    for owned in owned.byKey.values.map(\.self) + owned.spare
    where owned.message.state == .live && !touched.contains(owned.message.id) {
      let message = owned.message
      if let showing = Showing(
        owned.record.key, message.spec, liveSince: message.liveAt, now: now)
      {
        standing.append(Standing(showing: showing, change: nil))
      }
    }
    return standing.sorted { one, other in
      (one.showing.key, one.change ?? 0, one.showing.start)
        < (other.showing.key, other.change ?? 0, other.showing.start)
    }
  }
}

extension Change {
  /// Whether people can be shown its message who could not, or at another time.
  ///
  /// - Parameter now: Unix seconds.
  func movesAmongOthers(now: Int64) -> Bool {
    guard stateAfter == .live, let after else { return false }
    if exposure(now: now)?.causes.isEmpty == false { return true }
    return stateBefore == .live && before?.schedule.startsAt != after.schedule.startsAt
  }
}
