import Audiences

/// What a workspace says when it is asked how many people a rule matches.
public enum PeopleCount: Sendable, Hashable {
  case people(Int, of: Int)
  /// It does not count such a rule, or none at all.
  case uncounted
}

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
      total.newlyExposed > allowed
    {
      stops.append(
        .tooManyExposed(
          count: total.newlyExposed, isDistinct: total.isDistinct, allowed: allowed))
    }
    guard let limit = desired.limits.reach else { return stops }
    let allowed = intent.allowReach ?? limit
    for change in changes {
      guard let reach = change.reach, reach.newlyExposed > 0, reach.after > allowed else {
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
    counts.compactMap { count in
      switch count {
      case .people(_, let everyone): everyone
      case .uncounted: nil
      }
    }.max()
  }

  /// Nil where it was not counted.
  private func people(_ place: ReachInquiry.Place?) -> Int? {
    guard let place, case .people(let count, _) = counts[place] else { return nil }
    return count
  }

  /// Nil where a part of it was not counted.
  func reach(_ question: ReachInquiry.Question) -> Reach? {
    let exposure = question.exposure
    guard !question.isUncountable,
      let before = exposure.before == nil ? 0 : people(question.before),
      let after = exposure.after == nil ? 0 : people(question.after)
    else { return nil }
    let joining = exposure.joining == nil ? nil : people(question.joining)
    let isKnown = exposure.joining == nil || joining != nil
    let newly: Int =
      switch (exposure.causes.isEmpty, exposure.exposesAll) {
      case (true, _): 0
      case (false, true): after
      case (false, false): joining ?? after
      }
    // Counted one after the other, while people come and go.
    let leaving: Int
    if exposure.after == nil {
      leaving = before
    } else if exposure.joining == nil {
      leaving = 0
    } else {
      leaving = max(0, before - after + (joining ?? 0))
    }
    return Reach(
      before: before, after: after, newlyExposed: newly,
      isExact: isKnown || exposure.exposesAll, noLongerReached: leaving,
      everyone: everyone ?? 0, causes: exposure.causes)
  }

  /// Nil where nobody is shared, and nobody gets too many.
  func neighbours(_ question: NeighbourInquiry.Question) -> Neighbours? {
    let all = question.neighbours.map { beside in
      Neighbours.Neighbour(
        key: beside.key, change: beside.change, people: people(beside.people), proof: beside.proof)
    }.filter { $0.people != 0 }
    let crowd = question.crowd.flatMap { crowd -> Crowd? in
      let people = people(crowd.people)
      guard people.map({ $0 > 0 }) ?? crowd.isProved else { return nil }
      return Crowd(
        people: people, isExact: crowd.isExact, others: crowd.others, rate: crowd.rate)
    }
    if all.isEmpty, crowd == nil { return nil }
    return Neighbours(
      all: all.sorted { ($1.people ?? -1, $0.key) < ($0.people ?? -1, $1.key) }, crowd: crowd)
  }

  /// Nil where nothing was counted.
  func total(_ inquiry: ReachInquiry, _ reaches: [Int: Reach]) -> TotalReach? {
    guard let everyone else { return nil }
    let exposing = inquiry.questions.compactMap { reaches[$0.change] }.filter { !$0.causes.isEmpty }
    let sum = exposing.reduce(0) { $0 + $1.newlyExposed }
    if exposing.count < 2 {
      return TotalReach(
        newlyExposed: sum, isDistinct: exposing.allSatisfy(\.isExact), everyone: everyone)
    }
    let distinct = people(inquiry.total)
    return TotalReach(
      newlyExposed: distinct ?? min(sum, everyone), isDistinct: distinct != nil,
      everyone: everyone)
  }
}

extension [Note] {
  fileprivate var withoutReach: [Note] {
    filter { note in
      switch note {
      case .reachNotCounted, .neighboursNotSought: false
      case .pausedOutside, .leftOut, .unreadable, .historyUnknown: true
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
