import Audiences

/// The windows around one campaign that hold more than one person may get.
struct CrowdedWindows {
  /// The other campaigns of one of them.
  struct Window {
    /// Those that whoever the anchor is for is in, too.
    let certain: [Int]
    /// The others that share people with it, as far as nothing says that they do not.
    let possible: [Int]
  }

  let anchor: Int
  /// The fullest first, at least one.
  let windows: [Window]
}

extension CollisionSearch {
  /// Nil where no window holds more than one person may get.
  mutating func crowds(of anchor: Int, over rate: MessageRate, now: Int64) -> CrowdedWindows? {
    let windows = RateWindows(rate, now: now)
    var relations: [Int: AudienceRelation] = [:]
    var others: [(place: Int, showing: Showing)] = []
    for place in sharingWindow(with: anchor, windows) where !windows.isSettled(showings[place]) {
      let relation = relation(anchor, place)
      if relation == .apart { continue }
      relations[place] = relation
      others.append((place, showings[place]))
    }
    guard others.count >= rate.count else { return nil }
    let crowded = windows.sets(around: showings[anchor], of: others)
      .filter { $0.count >= rate.count }
    if crowded.isEmpty { return nil }
    return CrowdedWindows(
      anchor: anchor,
      windows: crowded.map { places in
        let certain = places.filter { relations[$0] == .same || relations[$0] == .within }
        return CrowdedWindows.Window(
          certain: certain, possible: places.filter { !certain.contains($0) })
      })
  }
}

extension NeighbourInquiry.CrowdQuestion {
  /// Counts with one rule: who is in the audience of the anchor, and in so many of the others of a
  /// window that it is more than one person may get.
  init(
    _ crowds: CrowdedWindows, _ search: CollisionSearch, _ rate: MessageRate,
    in register: inout ReachInquiry.Register
  ) {
    let own = search.showings[crowds.anchor].audience
    let places = Set(crowds.windows.flatMap { $0.certain + $0.possible })
    let others = places.map { search.showings[$0].key }.sorted()
    if let window = crowds.windows.first(where: { $0.certain.count >= rate.count }) {
      // Whoever the anchor is for gets too many: what else there is adds nobody.
      self.init(
        people: register.place(of: own), isExact: true, isProved: true,
        others: (window.certain + window.possible).map { search.showings[$0].key }.sorted(),
        rate: rate)
      return
    }
    // A rule has room for so many conditions: what is left out may hold more people.
    var room = RuleLimits.conditions - own.size
    var crowded: [Rule] = []
    var isExact = true
    for window in crowds.windows {
      let needed = rate.count - window.certain.count
      var audiences = window.possible.map { search.showings[$0].audience }[...]
      while audiences.count >= needed, Self.size(needed, of: audiences, room) > room {
        audiences.removeLast()
        isExact = false
      }
      guard audiences.count >= needed else { break }
      room -= Self.size(needed, of: audiences, room)
      crowded.append(.holding(needed, of: audiences))
    }
    self.init(
      people: crowded.isEmpty ? nil : register.place(of: .all([own, .any(crowded)])),
      isExact: isExact, isProved: false, others: others, rate: rate)
  }

  /// How many conditions it takes to say that at least so many of some hold; where that is more than
  /// there is room for, any such number.
  private static func size(_ needed: Int, of rules: ArraySlice<Rule>, _ room: Int) -> Int {
    if needed == 1 { return rules.reduce(0) { $0 + $1.size } }
    var total = 0
    for index in rules.startIndex...(rules.endIndex - needed) where total <= room {
      total += rules[index].size + size(needed - 1, of: rules[(index + 1)...], room)
    }
    return total
  }
}

extension Rule {
  /// Who is in at least so many of some audiences.
  fileprivate static func holding(_ needed: Int, of rules: ArraySlice<Rule>) -> Rule {
    if needed == 1 { return .any(Array(rules)) }
    let last = rules.endIndex - needed
    return .any(
      (rules.startIndex...last).map { index in
        .all([rules[index], holding(needed - 1, of: rules[(index + 1)...])])
      })
  }
}
