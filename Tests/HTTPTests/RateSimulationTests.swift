import HTTP
import TestSupport
import Testing

/// A server with a limit and clients with many requests in flight, on a clock that jumps from event
/// to event.
@Suite("A long run against a server's limit")
struct RateSimulationTests {
  @Test(
    "uses at least 95 % of what is allowed without a single 429",
    arguments: [(16, 0.0), (16, 137.4), (64, -3_600.2), (1, 0.7)], [1_667, 83])
  func utilisation(run: (inFlight: Int, skew: Double), limit: Int) {
    let seed = TestSeed.fresh(for: "rate limit")
    var simulation = Simulation(
      limit: limit, inFlight: run.inFlight, clockSkew: run.skew, seed: seed,
      latency: 0.002...(run.inFlight == 1 ? 0.004 : 0.06))
    simulation.run(seconds: 120)
    #expect(simulation.refused == 0, "seed \(seed)")
    // Whole windows only: the run begins and ends within one.
    let allowed = min(Double(limit) * 11, simulation.capacity * 110)
    #expect(Double(simulation.served) >= 0.95 * allowed, "seed \(seed)")
  }
}

private struct Simulation {
  private struct Flight {
    /// When the server counts the request, and when its answer arrives.
    let counted: Double
    let arrives: Double
    var response: HTTPResponse?
  }

  private static let windowSeconds = 10.0

  let limit: Int
  let inFlight: Int
  /// The server's clock less ours, in seconds.
  let clockSkew: Double
  let latency: ClosedRange<Double>
  private var random: SeededRandom
  private var window = RateWindow(longestWait: .seconds(60))
  private var flights: [Flight] = []
  private var countedIn: (window: Double, requests: Int) = (-1, 0)
  private(set) var served = 0
  private(set) var refused = 0

  /// Requests a second that so many in flight could do without a limit.
  var capacity: Double { Double(inFlight) / ((latency.lowerBound + latency.upperBound) / 2) }

  init(
    limit: Int, inFlight: Int, clockSkew: Double, seed: UInt64, latency: ClosedRange<Double>
  ) {
    self.limit = limit
    self.inFlight = inFlight
    self.clockSkew = clockSkew
    self.latency = latency
    random = SeededRandom(seed: seed)
  }

  mutating func run(seconds: Double) {
    var now = 3.3
    let end = now + seconds
    while now < end {
      let wake = startAll(at: now)
      let nextCount = flights.filter { $0.response == nil }.map(\.counted).min()
      let nextArrival = flights.filter { $0.response != nil }.map(\.arrives).min()
      now = max(now, [wake, nextCount, nextArrival].compactMap { $0 }.min() ?? end)
      count(at: now)
      answer(at: now)
    }
  }

  /// Starts what may start; when the gate asks to be tried again, if it is closed.
  private mutating func startAll(at now: Double) -> Double? {
    while flights.count < inFlight {
      switch window.enter(at: moment(now)) {
      case .wait(let duration): return now + duration / .seconds(1)
      case .go:
        let counted = now + Double.random(in: latency, using: &random) / 2
        let arrives = counted + Double.random(in: latency, using: &random) / 2
        flights.append(Flight(counted: counted, arrives: arrives, response: nil))
      }
    }
    return nil
  }

  private mutating func count(at now: Double) {
    for index in flights.indices where flights[index].response == nil {
      if flights[index].counted <= now { flights[index].response = serve(at: now + clockSkew) }
    }
  }

  private mutating func serve(at serverTime: Double) -> HTTPResponse {
    let current = (serverTime / Self.windowSeconds).rounded(.down)
    if countedIn.window != current { countedIn = (current, 0) }
    countedIn.requests += 1
    let isRefused = countedIn.requests > limit
    if isRefused { refused += 1 } else { served += 1 }
    return HTTPResponse(
      status: isRefused ? 429 : 200,
      headers: [
        "X-RateLimit-Limit": "\(limit)",
        "X-RateLimit-Remaining": "\(max(limit - countedIn.requests, 0))",
        "X-RateLimit-Reset": "\(Int((current + 1) * Self.windowSeconds) + Self.epoch)",
        "Date": date(Int(serverTime.rounded(.down)) + Self.epoch),
      ])
  }

  private mutating func answer(at now: Double) {
    for flight in flights where flight.response != nil && flight.arrives <= now {
      window.leave(flight.response, at: moment(now))
    }
    flights.removeAll { $0.response != nil && $0.arrives <= now }
  }

  /// 3 January 1970, so that a skew may be negative.
  private static let epoch = 172_800

  private func moment(_ now: Double) -> Moment {
    Moment(elapsed: .seconds(now), unixSeconds: now + Double(Self.epoch))
  }

  private func date(_ seconds: Int) -> String {
    let (day, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let clock = [time / 3_600, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "Thu, 0\(day + 1) Jan 1970 \(clock.joined(separator: ":")) GMT"
  }
}
