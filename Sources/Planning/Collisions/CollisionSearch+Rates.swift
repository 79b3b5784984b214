import Audiences

/// More campaigns than one person may get within a window, all of which whoever is in the audience of
/// one of them can get.
package struct Crowding: Sendable, Hashable {
  /// The place of the one whose people get all.
  package let anchor: Int
  /// Sorted; the anchor is one of them.
  package let places: [Int]
}

extension CollisionSearch {
  /// What the rules alone prove; of sets of campaigns of which one holds the other, the larger.
  ///
  /// - Parameter proofs: how many audiences are held against one another at most.
  /// - Returns: by the place of the anchor, with whether all were found.
  package mutating func crowdings(
    over rate: MessageRate, now: Int64, proofs: Int
  ) -> (found: [Crowding], isWhole: Bool) {
    let windows = RateWindows(rate, now: now)
    var found: [Crowding] = []
    for anchor in showings.indices where windows.starts(holding: showings[anchor]) != nil {
      guard proofCount < proofs else { return (Self.largest(found), false) }
      var others: [(place: Int, showing: Showing)] = []
      let near = sharingWindow(with: anchor, windows)
      guard near.count >= rate.count else { continue }
      for place in near {
        switch relation(anchor, place) {
        case .same, .within: others.append((place, showings[place]))
        case .around, .unclear, .apart: continue
        }
      }
      guard others.count >= rate.count else { continue }
      guard let fullest = windows.sets(around: showings[anchor], of: others).first,
        fullest.count >= rate.count
      else { continue }
      found.append(Crowding(anchor: anchor, places: (fullest + [anchor]).sorted()))
    }
    return (Self.largest(found), true)
  }

  /// Those that share a window with one.
  func sharingWindow(with anchor: Int, _ windows: RateWindows) -> [Int] {
    guard let own = windows.starts(holding: showings[anchor]) else { return [] }
    return showings.indices.filter { place in
      place != anchor
        && windows.starts(holding: showings[place])?.overlaps(own) ?? false
    }
  }

  private static func largest(_ found: [Crowding]) -> [Crowding] {
    var kept: [(crowding: Crowding, places: Set<Int>)] = []
    let bySize = found.sorted { ($1.places.count, $0.anchor) < ($0.places.count, $1.anchor) }
    for crowding in bySize {
      let places = Set(crowding.places)
      if !kept.contains(where: { places.isSubset(of: $0.places) }) {
        kept.append((crowding, places))
      }
    }
    return kept.map(\.crowding).sorted { $0.anchor < $1.anchor }
  }
}
