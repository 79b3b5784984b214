/// The windows of a rate, as `7 days`, in which campaigns count: each once in a window.
///
/// What goes out once, and shows once, counts where it starts: those whom it is for are fixed then, and
/// see it on their next visit. What is sent to whoever comes to match, or shows until it is closed,
/// counts in every window in which it is live.
struct RateWindows {
  private let rate: MessageRate
  /// Unix seconds; windows that are over by then are none.
  private let now: Int64

  init(_ rate: MessageRate, now: Int64) {
    self.rate = rate
    self.now = now
  }

  /// The starts of the windows that hold a campaign, in whole seconds; nil where there is none.
  func starts(holding showing: Showing) -> ClosedRange<Int64>? {
    let isLasting = showing.send == .ongoing || showing.frequency == .showUntilDismissed
    let last = isLasting ? showing.end - 1 : showing.start
    let first = max(showing.start, now) - rate.seconds + 1
    return first <= last ? first...last : nil
  }

  /// Whether those who match now were shown it in a window before: it goes on, and shows once.
  func isSettled(_ showing: Showing) -> Bool {
    showing.send == .ongoing && showing.frequency == .showOnce
      && showing.start <= now - rate.seconds
  }

  /// Those that share a window with one, for each window that no other holds all of; the fullest first,
  /// the earlier of two that are as full.
  func sets(around anchor: Showing, of others: [(place: Int, showing: Showing)]) -> [[Int]] {
    guard let own = starts(holding: anchor) else { return [] }
    var edges: [(start: Int64, isIn: Bool, place: Int)] = []
    for (place, showing) in others {
      guard let held = starts(holding: showing), held.overlaps(own) else { continue }
      let shared = held.clamped(to: own)
      edges.append((shared.lowerBound, true, place))
      edges.append((shared.upperBound, false, place))
    }
    // At one second, those that come in are in before others go.
    edges.sort { ($0.start, $0.isIn ? 0 : 1, $0.place) < ($1.start, $1.isIn ? 0 : 1, $1.place) }
    var open: Set<Int> = []
    var sets: [[Int]] = []
    var hasGrown = false
    for edge in edges {
      if edge.isIn {
        open.insert(edge.place)
      } else {
        // Before one goes that came after the last had gone, the window is as full as it gets.
        if hasGrown { sets.append(open.sorted()) }
        open.remove(edge.place)
      }
      hasGrown = edge.isIn
    }
    return sets.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
  }
}
