import Applying
import HTTP
import Planning
import Remote
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite("Plans against a real remote", .timeLimit(.minutes(10)))
struct ApplyingTests {
  @Test(
    "what was applied is planned as no change, whatever happens between",
    arguments: DestinationKind.allCases)
  func worlds(kind: DestinationKind) async throws {
    let base = TestSeed.fresh(for: "worlds")
    var applied = 0
    for number in 0..<6 {
      let seed = base &+ UInt64(number)
      try await kind.open { test in
        var world = FileWorld(seed: seed, test)
        for round in 0..<8 {
          world.changeFiles()
          try await world.changeOutside()
          applied +=
            try await world.converge("seed \(base), world \(number), round \(round)") ? 1 : 0
        }
      }
    }
    #expect(applied > 30, "only \(applied) of 48 rounds applied anything (seed \(base))")
  }

  @Test("300 messages are created 16 at a time", arguments: DestinationKind.allCases)
  func many(kind: DestinationKind) async throws {
    try await kind.open { test in
      let plan = try await plan(300, over: test)
      let report = await apply(plan, test, parallelism: 16)
      #expect(report.keptOtherwise(in: try await test.destination.snapshot(of: ["acme"])) == [])
      #expect(report.applied.count == 300)
      #expect(Set(try await test.messages().compactMap(\.externalID)).count == 300)
      #expect(try await self.plan(300, over: test).isEmpty)
    }
  }

  @Test(
    "over a link that loses and repeats, every message is made once and every change is settled",
    arguments: DestinationKind.allCases)
  func lossy(kind: DestinationKind) async throws {
    let seed = TestSeed.fresh(for: "lossy link")
    try await kind.open(link: { patient(LossyLink($0, seed: seed)) }) { test in
      try await createChangeRemove(test, seed)
    }
  }

  @Test(
    "a server that drops, cuts and fails, before the work and behind it, gets every change once",
    arguments: DestinationKind.allCases)
  func failing(kind: DestinationKind) async throws {
    let seed = TestSeed.fresh(for: "failing server")
    let rules = ["drop 8%", "drop late 12%", "500 late 8%", "503 8%", "truncate 12%"]
    let faults = FaultPlan(rules: try rules.map { try FaultRule($0) }, seed: seed)
    try await kind.open(faults: faults, link: patient) { test in
      try await createChangeRemove(test, seed)
    }
  }

  private func createChangeRemove(_ test: TestDestination, _ seed: UInt64) async throws {
    let plan = try await plan(60, over: test)
    let report = await apply(plan, test, parallelism: 8)
    #expect(report.isComplete, "seed \(seed): \(report.results.map(\.outcome))")
    #expect(try await test.messages().count == 60, "seed \(seed)")
    let changes = try await self.plan(60, over: test, "New words.")
    #expect(changes.changes.count == 60, "seed \(seed)")
    #expect(await apply(changes, test, parallelism: 8).isComplete, "seed \(seed)")
    #expect(try await self.plan(60, over: test, "New words.").isEmpty, "seed \(seed)")
    let removal = try await self.plan(1, over: test, "New words.")
    #expect(await apply(removal, test, parallelism: 8).isComplete, "seed \(seed)")
    #expect(try await test.messages().count == 1, "seed \(seed)")
  }

  private func plan(
    _ count: Int, over test: TestDestination, _ body: String = "Hello."
  ) async throws -> Plan {
    let messages = (0..<count).map { number in
      DesiredMessage(
        key: "k\(number)", spec: chat(from: test, body), place: Place(path: "k.yaml", line: number))
    }
    let desired = DesiredSet(
      project: "acme", environment: "production", messages: messages,
      limits: Limits(deletes: .count(1_000)))
    let snapshot = try await test.destination.snapshot(of: ["acme"])
    return Planner(desired, over: snapshot, commit: GitCommit(id: "c0ffee"), now: 0).plan()
  }
}

/// Carries out a plan, which nothing must stop.
func apply(_ plan: Plan, _ test: TestDestination, parallelism: Int) async -> ApplyReport {
  #expect(plan.stops.isEmpty)
  let applier = Applier(
    destination: test.destination, parallelism: parallelism, isInterrupted: { false })
  return await applier.apply(plan.changes) { _ in }
}

/// The same, seen through the client that tries again, which does not wait here.
@Sendable private func patient(_ sender: any HTTPSender) -> any HTTPSender {
  RetryingClient(
    sender, policy: RetryPolicy(patience: .seconds(1_000)),
    environment: RetryEnvironment(
      now: { Moment(elapsed: .zero, unixSeconds: 0) }, sleep: { _ in }, chance: { 0 }))
}

/// Loses answers, repeats requests, and loses requests too.
private final class LossyLink: HTTPSender {
  private let sender: any HTTPSender
  private let random: Mutex<SeededRandom>

  init(_ sender: any HTTPSender, seed: UInt64) {
    self.sender = sender
    random = Mutex(SeededRandom(seed: seed))
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    switch random.withLock({ $0.roll(8) }) {
    case 0: throw .connectionLost(server: "lossy", sentRequest: false)
    case 1, 2:
      _ = try await sender.send(request)
      throw .connectionLost(server: "lossy", sentRequest: true)
    case 3:
      _ = try await sender.send(request)
      return try await sender.send(request)
    default: return try await sender.send(request)
    }
  }
}
