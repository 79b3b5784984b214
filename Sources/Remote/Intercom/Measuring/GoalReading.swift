import Audiences
import Planning

/// Whether people did what a message is to bring them to, by the events that the workspace keeps of
/// them.
struct GoalReading: Sendable {
  private let goal: Goal
  private let reader: MessagesReader
  /// Unix seconds.
  private let now: Int64

  init(_ goal: Goal, _ reader: MessagesReader, at now: Int64) {
    self.goal = goal
    self.reader = reader
    self.now = now
  }

  /// Whether somebody's event came after the message and within its time.
  ///
  /// Events are listed for 90 days, and summed up for longer: what neither tells did not happen.
  ///
  /// - Parameters:
  ///   - start: Unix seconds, before which nobody received it.
  ///   - received: asked for when this person did, in Unix seconds, and only of who ever did it since.
  func isReached(
    by contact: String, since start: Int64,
    _ received: () async throws(RemoteError) -> Int64?
  ) async throws(RemoteError) -> Bool {
    let summary = try await history(of: contact, listedFrom: nil)
    guard summary?.kept(since: start).last != nil, let time = try await received() else {
      return false
    }
    if let answer = answer(summary, since: time) { return answer }
    let listedFrom = max(time, now - MessagesReader.longestList)
    return answer(try await history(of: contact, listedFrom: listedFrom), since: time) ?? false
  }

  /// Nil where what is known does not tell.
  private func answer(_ history: EventHistory?, since time: Int64) -> Bool? {
    guard let first = history?.kept(since: time).first else { return false }
    guard let end = goal.within.map({ time + Int64($0.seconds) }) else { return true }
    if first.upperBound <= end { return true }
    return first.lowerBound > end ? false : nil
  }

  private func history(
    of contact: String, listedFrom: Int64?
  ) async throws(RemoteError) -> EventHistory? {
    let name = ExactText(goal.event)
    return try await reader.histories([name], of: contact, listedFrom: listedFrom)[name]
  }
}
