import Audiences

/// What must be counted to know whom changed campaigns share with those that they show beside.
struct NeighbourInquiry: Sendable, Hashable {
  typealias Place = ReachInquiry.Place

  struct Question: Sendable, Hashable {
    let change: Int
    let neighbours: [Beside]
    let crowd: CrowdQuestion?
  }

  struct Beside: Sendable, Hashable {
    let key: String
    let change: Int?
    let proof: Neighbours.Proof?
    /// Nil for what is not counted: there is more of it than a plan asks for, or a rule is too large.
    let people: Place?
  }

  struct CrowdQuestion: Sendable, Hashable {
    let people: Place?
    let isExact: Bool
    /// Whether the rules tell that everyone whom the change is for gets too many.
    let isProved: Bool
    let others: [String]
    let rate: MessageRate
  }

  /// What changes are made among.
  struct Surroundings {
    /// What is live after the plan.
    let standing: [Standing]
    /// What one person may get; nil is no limit.
    let rate: MessageRate?
    /// Whether others on the same pages are looked for.
    let looksAround: Bool
  }

  /// In the order of the plan.
  let questions: [Question]

  /// A plan asks for no more pairs than this, so that it stays quick; those that rules prove need no
  /// count of their own.
  static let mostPairs = 20

  /// - Parameters:
  ///   - changes: the numbers of those that move among others, in their order.
  ///   - surroundings: what they are among.
  init(
    _ changes: [Int], among surroundings: Surroundings, now: Int64,
    in register: inout ReachInquiry.Register
  ) {
    let standing = surroundings.standing
    var search = CollisionSearch(standing.map(\.showing))
    let places = Dictionary(
      standing.enumerated().compactMap { place, standing in standing.change.map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    let anchors = changes.compactMap { change in places[change].map { (change, $0) } }
    let share = max(1, Self.mostPairs / max(1, anchors.count))
    var left = Self.mostPairs
    var asked: Set<[Int]> = []
    questions = anchors.compactMap { change, anchor in
      var counted = 0
      let collisions = surroundings.looksAround ? search.collisions(of: anchor) : []
      let neighbours = collisions.map { collision in
        let (this, that) = (standing[anchor], standing[collision.second])
        let proof = Neighbours.Proof(collision.relation)
        let people: Place?
        switch proof {
        case .same, .allOfThis: people = register.place(of: this.showing.audience)
        case .allOfThat: people = register.place(of: that.showing.audience)
        case nil:
          let isAsked = asked.contains([anchor, collision.second].sorted())
          if isAsked || counted < share && left > 0 {
            if !isAsked {
              counted += 1
              left -= 1
              asked.insert([anchor, collision.second].sorted())
            }
            people = register.place(of: .all([this.showing.audience, that.showing.audience]))
          } else {
            people = nil
          }
        }
        return Beside(key: that.showing.key, change: that.change, proof: proof, people: people)
      }
      let crowd = surroundings.rate.flatMap { rate in
        search.crowds(of: anchor, over: rate, now: now).map { crowds in
          CrowdQuestion(crowds, search, rate, in: &register)
        }
      }
      if neighbours.isEmpty, crowd == nil { return nil }
      return Question(change: change, neighbours: neighbours, crowd: crowd)
    }
  }
}

extension Neighbours.Proof {
  fileprivate init?(_ relation: AudienceRelation) {
    switch relation {
    case .same: self = .same
    case .within: self = .allOfThis
    case .around: self = .allOfThat
    case .apart, .unclear: return nil
    }
  }
}
