/// Why a plan must not be applied as it is.
extension Planner {
  func gates(_ changes: [Change], _ matching: Matching) -> [Stop] {
    foreign(changes) + emptiness(changes, matching)
      + deletes(changes.count { $0.action.removes && $0.stateBefore == .live })
      + protection(changes)
      + conflicts(changes)
      + (changes.isEmpty ? [] : freeze(at: now))
  }

  /// The freeze that holds at an instant, and lasts longest where there are several.
  func freeze(at instant: Int64) -> [Stop] {
    guard !intent.allowFreeze,
      let freeze = desired.freezes.filter({ $0.holds(at: instant) }).max(by: { $0.end < $1.end })
    else { return [] }
    return [.frozen(until: freeze.end, timeZone: freeze.timeZone, reason: freeze.reason)]
  }

  private func foreign(_ changes: [Change]) -> [Stop] {
    var stops = owned.otherEnvironments.sorted { $0.key < $1.key }
      .map { Stop.otherEnvironment($0.key, messages: $0.value) }
    for change in changes {
      let id = externalID(project: desired.project, key: change.key)
      guard change.after != nil, change.action == .create || change.movedFrom != nil,
        let holder = owned.strangers[id]
      else { continue }
      stops.append(.taken(externalID: id, holder))
    }
    return stops
  }

  /// An empty or unreadable folder must not read as "delete everything", nor one in which every key
  /// is another. A selection that removes nothing may go on.
  private func emptiness(_ changes: [Change], _ matching: Matching) -> [Stop] {
    let present = owned.present
    guard intent.goal == .converge, present > 0, matching.pairs.allSatisfy({ $0.owned == nil }),
      intent.selection.isEverything || changes.contains(where: \.action.removes)
    else { return [] }
    return [.everythingGone(owned: present)]
  }

  /// For so many live messages that go.
  func deletes(_ count: Int) -> [Stop] {
    guard intent.goal == .converge else { return [] }
    let allowed = intent.allowDeletes ?? desired.limits.deletes.allowed(of: owned.live)
    guard count > allowed else { return [] }
    return [.tooManyDeletes(count: count, live: owned.live, allowed: allowed)]
  }

  private func protection(_ changes: [Change]) -> [Stop] {
    changes.filter(\.isProtected).map { .protected(change: $0.number, key: $0.key) }
  }

  private func conflicts(_ changes: [Change]) -> [Stop] {
    changes.compactMap { change in
      let fields = change.fields.filter { $0.cause == .conflict }.map(\.name)
      guard !fields.isEmpty, !intent.overwrite.contains(change.key) else { return nil }
      return .conflict(change: change.number, key: change.key, fields: fields)
    }
  }
}

extension Change.Action {
  /// Whether it takes a message away without putting one in its place.
  public var removes: Bool {
    switch self {
    case .delete, .archive: true
    case .create, .update, .replace, .restore, .adopt: false
    }
  }
}

extension Limits.Deletes {
  /// How many of so many live messages may go: at least 1, unless none may.
  func allowed(of live: Int) -> Int {
    switch self {
    case .count(let count): count
    case .percent(0): 0
    case .percent(let percent): max(1, live * percent / 100)
    }
  }
}
