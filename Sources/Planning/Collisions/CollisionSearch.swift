package import Audiences

/// Two campaigns that can show to one person on one page at one time.
package struct Collision: Sendable, Hashable {
  /// Places among the showings.
  package let first: Int
  package let second: Int
  /// How the people of the first lie to those of the second: never apart.
  package let relation: AudienceRelation

  package init(first: Int, second: Int, relation: AudienceRelation) {
    self.first = first
    self.second = second
    self.relation = relation
  }

  /// Whether the rules alone tell who is shown both.
  package var isProved: Bool { relation != .unclear }
}

/// Finds the collisions of campaigns: first by pages, then by time, and by whom they are for at last.
package struct CollisionSearch {
  package let showings: [Showing]
  private var pages: PageIndex
  private var audiences: AudienceTable

  package init(_ showings: [Showing]) {
    self.showings = showings
    pages = PageIndex(showings.map(\.pages))
    audiences = AudienceTable(showings.map(\.audience))
  }

  /// How much is looked for.
  package struct Bounds: Sendable {
    /// Collisions, and audiences held against one another.
    let collisions: Int
    let proofs: Int

    package init(collisions: Int, proofs: Int) {
      self.collisions = collisions
      self.proofs = proofs
    }

    package static let none = Bounds(collisions: .max, proofs: .max)
  }

  /// Those of one campaign, by the place of the other.
  package mutating func collisions(of place: Int) -> [Collision] {
    neighbours(of: place).compactMap { collision(place, $0) }
  }

  /// Each once; by the places of both.
  ///
  /// - Returns: with whether all were found.
  package mutating func all(
    within bounds: Bounds, where isWanted: (AudienceRelation) -> Bool = { _ in true }
  ) -> (found: [Collision], isWhole: Bool) {
    var found: [Collision] = []
    for place in showings.indices {
      for other in neighbours(of: place) where other > place {
        guard found.count < bounds.collisions, audiences.proofs < bounds.proofs else {
          return (found, false)
        }
        if let collision = collision(place, other), isWanted(collision.relation) {
          found.append(collision)
        }
      }
    }
    return (found, true)
  }

  /// How the people of two campaigns lie to one another, wherever and whenever they show.
  package mutating func relation(_ first: Int, _ second: Int) -> AudienceRelation {
    audiences.relation(first, second)
  }

  /// How many audiences were held against one another.
  var proofCount: Int { audiences.proofs }

  private mutating func neighbours(of place: Int) -> [Int] {
    pages.neighbours(of: place) { [showings] in showings[place].meets(showings[$0]) }
  }

  private mutating func collision(_ first: Int, _ second: Int) -> Collision? {
    let relation = audiences.relation(first, second)
    return relation == .apart ? nil : Collision(first: first, second: second, relation: relation)
  }
}
