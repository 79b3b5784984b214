import HTTP
import JSON
import Remote
public import Sandbox

/// People who use the product, played: visits, pages, and what they do with the messages they see.
///
/// It goes through the same endpoints as a page does, and everything says that it is simulated. The
/// same seed, people and messages make the same receipts to the second: who visits when, and what
/// they do, is thrown for each person and visit, and the clock stands still while an hour is played.
public struct SimulatedTraffic: Sendable {
  public static let days = 1...365

  /// What was played.
  public struct Outcome: Sendable, Hashable {
    public var people = 0
    public var visits = 0
    public var pings = 0
    /// Messages that somebody saw for the first time in a view of a page.
    public var shown = 0
    /// Clicks, dismissals, replies and ends of bots.
    public var actions = 0
  }

  private let days: Int
  private let seed: UInt64

  /// - Parameter days: how many are played; they end with the sandbox's present.
  public init(days: Int, seed: UInt64) {
    precondition(Self.days.contains(days), "traffic takes some days")
    self.days = days
    self.seed = seed
  }

  /// Plays on a sandbox that serves nobody else, whose clock is put back first and set right again.
  public func play(on sandbox: Sandbox) async throws(Failure) -> Outcome {
    let client: HTTPClient
    do throws(HTTPError) {
      client = try HTTPClient(HTTPClient.Configuration())
    } catch {
      throw .remote(.notSent(reason: "\(error)"))
    }
    let page = TrafficClient(client, sandbox)
    let outcome: Result<Outcome, Failure>
    do throws(Failure) {
      outcome = .success(try await play(page))
    } catch {
      outcome = .failure(error)
    }
    await client.shutDown()
    return try outcome.get()
  }

  private func play(_ page: TrafficClient) async throws(Failure) -> Outcome {
    let people = try await page.ids(of: "/contacts?per_page=150")
    if people.isEmpty { throw .unsupported("nobody is there to play: add people first") }
    let site = TrafficSite(try await page.list("/messages?per_page=150&state=live"))
    let (now, lead) = try await page.clock()
    let start = now - now % Self.hour - Int64(days) * Self.day
    var players = people.map { TrafficPlayer(id: $0, seed: seed) }
    var outcome = Outcome(people: people.count)
    for day in 0..<days {
      for (hour, visitors) in visits(of: players, onDay: day) {
        try await page.setClock(start + Int64(day) * Self.day + Int64(hour) * Self.hour)
        let played = try await Self.play(
          visitors.map { TrafficVisit(players[$0], index: $0, day: day, site: site) }, page)
        for (index, wishes, part) in played {
          players[index].wishes = wishes
          outcome += part
        }
      }
    }
    try await page.releaseClock(lead: lead)
    return outcome
  }

  /// Who comes in which hour of a day, by their indices; hours without anybody are left out.
  private func visits(of players: [TrafficPlayer], onDay day: Int) -> [(Int, [Int])] {
    var hours: [Int: [Int]] = [:]
    for (index, player) in players.enumerated() {
      if let hour = player.hour(ofVisitOn: day) { hours[hour, default: []].append(index) }
    }
    return hours.sorted { $0.key < $1.key }
  }

  /// Plays visits that come in one hour, several at once: no two are of one person.
  private static func play(
    _ visits: [TrafficVisit], _ page: TrafficClient
  ) async throws(Failure) -> [(index: Int, wishes: [String], outcome: Outcome)] {
    let results = await withTaskGroup(
      of: (index: Int, Result<([String], Outcome), Failure>).self
    ) { group in
      var waiting = visits[...]
      func next() {
        guard let visit = waiting.popFirst() else { return }
        group.addTask { (visit.index, await visit.outcome(page)) }
      }
      for _ in 0..<atOnce { next() }
      var results: [(index: Int, Result<([String], Outcome), Failure>)] = []
      for await result in group {
        results.append(result)
        next()
      }
      return results
    }
    var played: [(index: Int, wishes: [String], outcome: Outcome)] = []
    for (index, result) in results {
      let (wishes, outcome) = try result.get()
      played.append((index, wishes, outcome))
    }
    return played
  }

  private static let atOnce = 16
  private static let hour: Int64 = 3_600
  private static let day: Int64 = 86_400
}

extension SimulatedTraffic.Outcome {
  static func += (left: inout Self, right: Self) {
    left.people += right.people
    left.visits += right.visits
    left.pings += right.pings
    left.shown += right.shown
    left.actions += right.actions
  }
}
