import Planning

/// What a changed campaign shows beside, as warnings.
enum NeighbourText {
  /// Empty where there is nothing to say.
  static func warnings(_ change: Change) -> [String] {
    guard let neighbours = change.neighbours else { return [] }
    var warnings: [String] = []
    if !neighbours.all.isEmpty {
      warnings.append("neighbours on the same page: " + list(neighbours.all, beside: change))
    }
    if let crowd = neighbours.crowd { warnings.append(sentence(crowd)) }
    return warnings
  }

  /// More names than this are not read.
  private static let most = 3

  /// As `export-tip (812 people, 67.4 %), payment-failed (40 people, 3.3 %), 2 more`.
  private static func list(_ all: [Neighbours.Neighbour], beside change: Change) -> String {
    let named = all.prefix(most).map { neighbour in
      "\(neighbour.key.visibleLine) (\(share(neighbour, of: change)))"
    }
    let left = all.count - named.count
    return (named + (left > 0 ? ["\(left.grouped) more"] : [])).joined(separator: ", ")
  }

  private static func share(_ neighbour: Neighbours.Neighbour, of change: Change) -> String {
    if let people = neighbour.people {
      let reached = change.reach?.after ?? 0
      // A part of what is not known exactly is not known at all.
      let isShare = reached.count > 0 && !reached.isAtMost
      return ReachText.people(people)
        + (isShare ? ", \(ReachText.share(people.count, of: reached.count))" : "")
    }
    switch neighbour.proof {
    case .same, .allOfThis: return "everyone whom this is for"
    case .allOfThat: return "everyone whom that is for"
    case nil: return "not counted"
    }
  }

  private static func sentence(_ crowd: Crowd) -> String {
    let who =
      crowd.people.map { people in
        switch (people.isAtMost, crowd.isExact) {
        case (_, true): ReachText.people(people)
        case (false, false): "at least \(ReachText.people(people))"
        // Others may be left out, and some may not match.
        case (true, false): "perhaps \(ReachText.people(people.count))"
        }
      } ?? "everyone whom this is for"
    let named = crowd.others.prefix(most).map(\.visibleLine)
    let left = crowd.others.count - named.count
    let others = (named + (left > 0 ? ["\(left.grouped) more"] : [])).joined(separator: ", ")
    // Where as many as are allowed come on top, it takes all of them.
    let which = crowd.others.count > crowd.rate.count ? "some of " : ""
    return "\(who) can get more than \(crowd.rate.count.counted("message")) within"
      + " \(crowd.rate.days.counted("day")) (`limits.per_person`): this and \(which)\(others)"
  }
}
