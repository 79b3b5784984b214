/// How long requests may still be waited for that fail again and again: one budget for all requests
/// of a client, so that a server in trouble is not waited for once with each of them.
///
/// What it counts is the time in which at least one request is in trouble, whether or not it comes to
/// an answer in the end. Whoever runs out of it ends it for all.
package struct PatienceBudget: Sendable {
  private let total: Duration
  private var spent: Duration = .zero
  private var inTrouble = 0
  /// Since when at least one is, in elapsed time.
  private var since: Duration = .zero

  package init(_ total: Duration) { self.total = total }

  package func left(at moment: Moment) -> Duration {
    let current = inTrouble > 0 ? moment.elapsed - since : .zero
    return max(total - spent - current, .zero)
  }

  /// A request is in trouble from now on; each ends with `end`.
  package mutating func begin(at moment: Moment) {
    if inTrouble == 0 { since = moment.elapsed }
    inTrouble += 1
  }

  package mutating func end(at moment: Moment) {
    inTrouble -= 1
    if inTrouble == 0 { spent += moment.elapsed - since }
  }

  /// Nothing is waited for any more.
  package mutating func exhaust() { spent = max(spent, total) }
}
