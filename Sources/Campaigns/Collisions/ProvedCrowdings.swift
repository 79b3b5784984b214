internal import Planning

/// The sets of campaigns that are more than one person may get within a window, as rules prove it in
/// any environment.
struct ProvedCrowdings {
  struct Crowd: Hashable {
    /// The campaign whose people get them all.
    let key: String
    /// Sorted; the key is among them.
    let keys: [String]
  }

  private static let proofs = 200_000

  let rate: MessageRate
  /// Unix seconds.
  let now: Int64
  /// Without repetition, sorted by key.
  private(set) var crowds: [Crowd] = []
  /// Whether all were found.
  private(set) var isWhole = true

  init(_ rate: MessageRate, now: Int64) {
    self.rate = rate
    self.now = now
  }

  /// - Parameter showings: what is live in an environment, sorted by key.
  mutating func add(_ showings: [Showing]) {
    var search = CollisionSearch(showings)
    let (found, isWhole) = search.crowdings(over: rate, now: now, proofs: Self.proofs)
    if !isWhole { self.isWhole = false }
    let known = Set(crowds.map(\.keys))
    crowds += found.map { crowding in
      Crowd(
        key: showings[crowding.anchor].key, keys: crowding.places.map { showings[$0].key })
    }.filter { !known.contains($0.keys) }
    crowds.sort { ($0.key, $0.keys.count) < ($1.key, $1.keys.count) }
  }
}
