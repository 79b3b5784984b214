internal import Audiences
internal import Diagnostics
internal import Planning

/// The collisions that the rules prove, in any environment.
struct ProvedCollisions {
  /// Two keys, the lesser first.
  private struct Pair: Hashable {
    let first: String
    let second: String
  }

  /// One campaign and those that it collides with, sorted by key.
  struct Group {
    let key: String
    let others: [Other]
  }

  struct Other {
    let key: String
    /// How the people of the group's campaign lie to those of this one.
    let relation: AudienceRelation
  }

  /// So many are enough to see what is wrong with a project.
  private static let bounds = CollisionSearch.Bounds(collisions: 100, proofs: 20_000)
  /// Where campaigns collide all over, as many as this show it.
  private static let few = 500

  private var relations: [Pair: AudienceRelation] = [:]
  /// Whether all were found.
  private(set) var isWhole = true

  /// - Parameter showings: what is live in an environment, sorted by key.
  mutating func add(_ showings: [Showing]) {
    let few = showings.prefix(Self.few)
    if few.count < showings.count, !search(Array(few)) {
      isWhole = false
      return
    }
    if !search(showings) { isWhole = false }
  }

  /// - Returns: whether all of them were found.
  private mutating func search(_ showings: [Showing]) -> Bool {
    var search = CollisionSearch(showings)
    let (found, isWhole) = search.all(within: Self.bounds) { relation in
      switch relation {
      case .same, .within, .around: true
      case .apart, .unclear: false
      }
    }
    for collision in found {
      let pair = Pair(
        first: showings[collision.first].key, second: showings[collision.second].key)
      relations[pair] = collision.relation
    }
    return isWhole
  }

  /// Each collision once, with the campaign that has the most of those that are left; then by key.
  var groups: [Group] {
    var partners: [String: [String: AudienceRelation]] = [:]
    for (pair, relation) in relations {
      partners[pair.first, default: [:]][pair.second] = relation
      partners[pair.second, default: [:]][pair.first] = relation.reversed
    }
    var groups: [Group] = []
    while let next = partners.min(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }),
      !next.value.isEmpty
    {
      let others = next.value.map { Other(key: $0.key, relation: $0.value) }
      groups.append(Group(key: next.key, others: others.sorted { $0.key < $1.key }))
      partners[next.key] = nil
      for other in others { partners[other.key]?[next.key] = nil }
    }
    return groups
  }
}
