import Audiences

/// What a plan says of the people it reaches, and the gates in people.
extension Planner {
  /// What is to be counted for a plan; nil where it leaves it as it is who can see what.
  public func inquiry(into plan: Plan) -> ReachInquiry? {
    // Who else is there is looked at only where somebody moves.
    guard plan.changes.contains(where: { $0.movesAmongOthers(now: now) }),
      desired.looksAround || desired.limits.perPerson != nil
    else { return ReachInquiry(plan.changes, now: now) }
    return ReachInquiry(
      plan.changes, now: now,
      among: NeighbourInquiry.Surroundings(
        standing: standing(after: plan), rate: desired.limits.perPerson,
        looksAround: desired.looksAround))
  }

  /// The plan with its reach, and with the gates that go by it.
  ///
  /// - Parameter counts: one for each rule of the inquiry, in their order.
  public func plan(_ plan: Plan, _ inquiry: ReachInquiry, counts: [PeopleCount]) -> Plan {
    precondition(counts.count == inquiry.rules.count, "each rule has its count")
    let tally = Tally(counts: counts)
    var reaches: [Int: Reach] = [:]
    for question in inquiry.questions { reaches[question.change] = tally.reach(question) }
    let total = tally.total(inquiry, reaches)
    let (notes, stops) = unseen(
      changes: inquiry.questions.count {
        reaches[$0.change] == nil && !$0.exposure.causes.isEmpty
      })
    var counted = plan
    for index in plan.changes.indices {
      counted.changes[index].reach = reaches[plan.changes[index].number]
    }
    let neighbours = Dictionary(
      (inquiry.neighbours?.questions ?? []).map { ($0.change, tally.neighbours($0)) },
      uniquingKeysWith: { first, _ in first })
    for index in plan.changes.indices {
      counted.changes[index].neighbours = neighbours[plan.changes[index].number] ?? nil
    }
    counted.reach = total
    let notSought = inquiry.neighbours?.notSought ?? 0
    counted.notes =
      plan.notes.withoutReach + notes
      + (notSought > 0 ? [.neighboursNotSought(changes: notSought)] : [])
    counted.stops = plan.stops.withoutReach + stops + reachGates(counted.changes, total)
    return counted
  }

  /// What is to be said where nobody has counted.
  func uncounted(_ changes: [Change]) -> (notes: [Note], stops: [Stop]) {
    unseen(changes: changes.count { $0.exposure(now: now)?.causes.isEmpty == false })
  }

  /// A limit in people that cannot be held stops a plan which may go beyond it.
  ///
  /// - Parameter changes: how many can expose people whom nobody has counted.
  private func unseen(changes: Int) -> (notes: [Note], stops: [Stop]) {
    guard changes > 0 else { return ([], []) }
    var limits = [
      ("limits.new_reach", desired.limits.newReach), ("limits.reach", desired.limits.reach),
    ].filter { $0.1 != nil }.map(\.0)
    if intent.allowReach != nil { limits.append("--allow-reach") }
    return limits.isEmpty
      ? ([.reachNotCounted(changes: changes)], [])
      : ([], [.notCounted(changes: changes, limits: limits)])
  }

  private func reachGates(_ changes: [Change], _ total: TotalReach?) -> [Stop] {
    var stops: [Stop] = []
    if let total, let allowed = intent.allowReach ?? desired.limits.newReach,
      total.newlyExposed.count > allowed
    {
      stops.append(.tooManyExposed(count: total.newlyExposed, allowed: allowed))
    }
    guard let limit = desired.limits.reach else { return stops }
    let allowed = intent.allowReach ?? limit
    for change in changes {
      guard let reach = change.reach, reach.newlyExposed.count > 0, reach.after.count > allowed
      else {
        continue
      }
      stops.append(
        .reachesTooMany(
          change: change.number, key: change.key, count: reach.after, allowed: allowed))
    }
    return stops
  }
}

/// The counts of an inquiry.
private struct Tally {
  let counts: [PeopleCount]

  /// Everybody in the workspace; nil where nothing was counted.
  private var everyone: Int? {
    counts.compactMap(\.everyone).max()
  }

  /// Nil where it was not counted.
  private func people(_ place: ReachInquiry.Place?) -> Headcount? {
    place.flatMap { counts[$0].matching }
  }

  /// Nil where a part of it was not counted.
  func reach(_ question: ReachInquiry.Question) -> Reach? {
    let exposure = question.exposure
    guard !question.isUncountable,
      let before = exposure.before == nil ? 0 : people(question.before),
      let after = exposure.after == nil ? 0 : people(question.after)
    else { return nil }
    let newly: Headcount =
      switch (exposure.causes.isEmpty, exposure.exposesAll) {
      case (true, _): 0
      case (false, true): after
      case (false, false): joining(question, among: after) ?? after.bound
      }
    let leaving: Headcount
    if exposure.after == nil {
      leaving = before
    } else if question.joining == .unasked {
      leaving = 0
    } else {
      leaving = Self.leaving(before, after, joining(question, among: after))
    }
    return Reach(
      before: before, after: after, newlyExposed: newly, noLongerReached: leaving,
      everyone: everyone ?? 0, causes: exposure.causes)
  }

  /// Who joins is among those who are reached afterwards, which bounds what is not known of them. Nil
  /// where it was not counted.
  private func joining(_ question: ReachInquiry.Question, among after: Headcount) -> Headcount? {
    switch question.joining {
    case .unasked: nil
    case .nobody: 0
    case .counted(let place):
      people(place).map { $0.isAtMost && after.count < $0.count ? after.bound : $0 }
    }
  }

  /// Numbers of which one is a bound tell no difference: then those who were reached are the bound.
  private static func leaving(
    _ before: Headcount, _ after: Headcount, _ joining: Headcount?
  ) -> Headcount {
    if before.isAtMost || after.isAtMost || joining?.isAtMost == true { return before.bound }
    // Counted one after the other, while people come and go.
    return Headcount(max(0, before.count - after.count + (joining?.count ?? 0)))
  }

  /// Nil where nobody is shared, and nobody gets too many.
  func neighbours(_ question: NeighbourInquiry.Question) -> Neighbours? {
    let all = question.neighbours.map { beside in
      Neighbours.Neighbour(
        key: beside.key, change: beside.change, people: people(beside.people), proof: beside.proof)
    }.filter { $0.people?.count != 0 }
    let crowd = question.crowd.flatMap { crowd -> Crowd? in
      let people = people(crowd.people)
      guard people.map({ $0.count > 0 }) ?? crowd.isProved else { return nil }
      return Crowd(
        people: people, isExact: crowd.isExact, others: crowd.others, rate: crowd.rate)
    }
    if all.isEmpty, crowd == nil { return nil }
    return Neighbours(
      all: all.sorted { ($1.people?.count ?? -1, $0.key) < ($0.people?.count ?? -1, $1.key) },
      crowd: crowd)
  }

  /// Nil where nothing was counted.
  func total(_ inquiry: ReachInquiry, _ reaches: [Int: Reach]) -> TotalReach? {
    guard let everyone else { return nil }
    let exposing = inquiry.questions.compactMap { reaches[$0.change] }
      .filter { !$0.causes.isEmpty && $0.newlyExposed.count > 0 }
    let sum = exposing.reduce(0) { $0 + $1.newlyExposed }
    if exposing.count < 2 { return TotalReach(newlyExposed: sum, everyone: everyone) }
    let distinct = people(inquiry.total)
    if let distinct, !distinct.isAtMost {
      return TotalReach(newlyExposed: distinct, everyone: everyone)
    }
    let least = min(distinct?.count ?? everyone, sum.count, everyone)
    return TotalReach(newlyExposed: Headcount(least, isAtMost: true), everyone: everyone)
  }
}

extension [Note] {
  fileprivate var withoutReach: [Note] {
    filter { note in
      switch note {
      case .reachNotCounted, .neighboursNotSought: false
      case .pausedOutside, .leftOut, .skipped, .unreadable, .historyUnknown: true
      }
    }
  }
}

extension [Stop] {
  /// Those that are not about how many people are reached.
  fileprivate var withoutReach: [Stop] {
    filter { stop in
      switch stop {
      case .notCounted, .tooManyExposed, .reachesTooMany: false
      case .everythingGone, .protected, .tooManyDeletes, .conflict, .otherEnvironment, .taken,
        .movedAway, .tornApart, .frozen, .ambiguousRename:
        true
      }
    }
  }
}
