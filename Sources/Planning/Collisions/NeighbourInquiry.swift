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
  /// For how many of the changes nobody looked: there is more beside them than a plan compares.
  let notSought: Int

  /// - Parameters:
  ///   - changes: the numbers of those that move among others, in their order.
  ///   - surroundings: what they are among.
  init(
    _ changes: [Int], among surroundings: Surroundings, now: Int64,
    in register: inout ReachInquiry.Register
  ) {
    let places = Dictionary(
      surroundings.standing.enumerated().compactMap { place, standing in
        standing.change.map { ($0, place) }
      }, uniquingKeysWith: { first, _ in first })
    let anchors = changes.compactMap { change in places[change].map { (change, $0) } }
    var look = Look(surroundings, anchors: anchors.count, now: now)
    var questions: [Question] = []
    var sought = 0
    for (change, anchor) in anchors {
      if look.isTired { break }
      sought += 1
      if let question = look.question(of: change, at: anchor, in: &register) {
        questions.append(question)
      }
    }
    self.questions = questions
    notSought = anchors.count - sought
  }
}

/// How much a plan looks at, so that it stays quick, however large.
package enum NeighbourBounds {
  /// Pairs of campaigns that are held against one another.
  package static let pairs = 20_000
  /// Pairs that are counted; those that rules prove need no count of their own.
  static let counts = 20
}

/// One walk over the changes of a plan.
private struct Look {
  private let surroundings: NeighbourInquiry.Surroundings
  private let now: Int64
  private var search: CollisionSearch
  private var found = 0
  /// How many pairs each change may have counted, and how many are left for all.
  private let share: Int
  private var left = NeighbourBounds.counts
  private var counted: Set<[Int]> = []
  /// Where the audience of each is asked for: many have the same neighbours.
  private var audiences: [Int: ReachInquiry.Place?] = [:]

  init(_ surroundings: NeighbourInquiry.Surroundings, anchors: Int, now: Int64) {
    self.surroundings = surroundings
    self.now = now
    search = CollisionSearch(surroundings.standing.map(\.showing))
    share = max(1, NeighbourBounds.counts / max(1, anchors))
  }

  /// Whether it has looked at as much as a plan may.
  var isTired: Bool { max(found, search.proofCount) >= NeighbourBounds.pairs }

  /// Nil where nobody shows beside it.
  mutating func question(
    of change: Int, at anchor: Int, in register: inout ReachInquiry.Register
  ) -> NeighbourInquiry.Question? {
    let collisions = surroundings.looksAround ? search.collisions(of: anchor) : []
    found += collisions.count
    var ownCounts = 0
    let neighbours = collisions.map { collision in
      let proof = Neighbours.Proof(collision.relation)
      let people: ReachInquiry.Place?
      switch proof {
      case .same, .allOfThis: people = audience(of: anchor, in: &register)
      case .allOfThat: people = audience(of: collision.second, in: &register)
      case nil: people = both(anchor, collision.second, &ownCounts, in: &register)
      }
      let that = surroundings.standing[collision.second]
      return NeighbourInquiry.Beside(
        key: that.showing.key, change: that.change, proof: proof, people: people)
    }
    let crowd = surroundings.rate.flatMap { rate in
      search.crowds(of: anchor, over: rate, now: now).map { crowds in
        NeighbourInquiry.CrowdQuestion(crowds, search, rate, in: &register)
      }
    }
    if neighbours.isEmpty, crowd == nil { return nil }
    return NeighbourInquiry.Question(change: change, neighbours: neighbours, crowd: crowd)
  }

  private mutating func audience(
    of place: Int, in register: inout ReachInquiry.Register
  ) -> ReachInquiry.Place? {
    if let known = audiences[place] { return known }
    let asked = register.place(of: surroundings.standing[place].showing.audience)
    audiences.updateValue(asked, forKey: place)
    return asked
  }

  /// Who is in both audiences; nil where that is more than a plan counts.
  private mutating func both(
    _ anchor: Int, _ other: Int, _ ownCounts: inout Int,
    in register: inout ReachInquiry.Register
  ) -> ReachInquiry.Place? {
    let pair = [anchor, other].sorted()
    if !counted.contains(pair) {
      guard ownCounts < share, left > 0 else { return nil }
      ownCounts += 1
      left -= 1
      counted.insert(pair)
    }
    let standing = surroundings.standing
    return register.place(
      of: .all([standing[anchor].showing.audience, standing[other].showing.audience]))
  }
}

extension Neighbours.Proof {
  /// Nil where rules prove nothing.
  init?(_ relation: AudienceRelation) {
    switch relation {
    case .same: self = .same
    case .within: self = .allOfThis
    case .around: self = .allOfThat
    case .apart, .unclear: return nil
    }
  }
}
