import Foundation
import TestSupport
import Testing

/// herald between servers that fail, processes that are killed and people who edit: after every
/// round a plan and an apply without faults lead to what the files say.
///
/// `HERALD_CHAOS_ROUNDS` sets how many rounds; `make chaos` runs 500.
@Suite struct `Chaos` {
  static let roundsOfAWorld = 8

  @Test func `leaves no message twice, lost, or of others touched`() async throws {
    let variables = ProcessInfo.processInfo.environment
    let rounds = variables["HERALD_CHAOS_ROUNDS"].flatMap { Int($0) } ?? 24
    let seed = TestSeed.fresh(for: "chaos")
    let tally = ChaosTally()
    var worlds: UInt64 = 0
    while tally.rounds < rounds {
      let worldSeed = seed &+ worlds
      let world = try await ChaosWorld(seed: worldSeed)
      let count = min(Self.roundsOfAWorld, rounds - tally.rounds)
      let story = try await ChaosStory.run(world, seed: worldSeed, rounds: count, tally)
      await world.close()
      if let story {
        Issue.record(Comment(rawValue: story))
        break
      }
      worlds += 1
      if rounds > 50, worlds % 4 == 0 {
        ChaosTally.say("chaos: \(tally.rounds) of \(rounds) rounds")
      }
    }
    ChaosTally.say("\(tally.text)\n  seed: HERALD_TEST_SEED=\(seed)")
    #expect(tally.rounds >= rounds)
    #expect(tally.clientKills + tally.serverKills > 0, "nothing was killed")
    #expect(!tally.faults.isEmpty, "no fault struck")
  }
}

/// A world's rounds, told as far as somebody needs who looks for what went wrong.
struct ChaosStory {
  private let world: ChaosWorld
  private let seed: UInt64
  private var random: SeededRandom
  private var events: [String] = []

  /// - Returns: What went wrong, and how to see it again.
  static func run(
    _ world: ChaosWorld, seed: UInt64, rounds: Int, _ tally: ChaosTally
  ) async throws -> String? {
    var story = ChaosStory(
      world: world, seed: seed, random: SeededRandom(seed: seed &+ 0xC4A05))
    for number in 1...rounds {
      story.events = []
      let violations = try await story.round(tally)
      tally.rounds += 1
      if !violations.isEmpty { return try story.tell(violations, round: number) }
    }
    return nil
  }

  private mutating func round(_ tally: ChaosTally) async throws -> [String] {
    let applied = world.files.campaigns
    try world.changeFiles()
    try await world.changeOutside(applied: applied, tally)
    let before = try world.ledger.messages()
    let start = try world.ledger.position()
    for attempt in 0...random.roll(2) {
      if attempt > 0, random.once(in: 3) { try await world.changeOutside(applied: nil, tally) }
      let violations = try await underFire(tally)
      if !violations.isEmpty { return violations }
    }
    let failures = try await converge()
    if !failures.isEmpty { return failures }
    let laws = ChaosLaws(
      world: world, before: before, entries: try world.ledger.entries(after: start),
      after: try world.ledger.messages())
    tally.creations += laws.entries.count { $0.kind == .insert }
    let violations = try laws.violations()
    try world.reviewPauses()
    return violations
  }

  private mutating func underFire(_ tally: ChaosTally) async throws -> [String] {
    let attempt = ChaosAttempt(&random)
    let outputs = try await attempt.run(world, tally)
    events.append("\(attempt.text): exit \(outputs.map(\.status))")
    // Done, failed, unreachable, stale, in part, killed.
    return outputs.filter { ![0, 1, 5, 7, 8, 128 + SIGKILL].contains($0.status) }
      .map { "under fire herald ended with \($0.status):\n\($0.both)" }
  }

  /// What a person does when the storm is over.
  private mutating func converge() async throws -> [String] {
    try world.ledger.forgetRequests()
    try world.point(at: "remote: sandbox")
    let applied = try await world.bench.herald(world.applyArguments(patience: 10))
    guard applied.status == 0 else {
      return ["apply without faults ended with \(applied.status):\n\(applied.both)"]
    }
    let plan = try await world.bench.herald(["plan", "--detailed-exitcode"])
    return plan.status == 0 ? [] : ["plan after apply ended with \(plan.status):\n\(plan.both)"]
  }

  /// The folder is kept for whoever looks.
  private func tell(_ violations: [String], round: Int) throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/herald-chaos-\(seed)-\(UUID())"
    try FileManager.default.copyItem(atPath: world.bench.folder, toPath: folder)
    return """
      round \(round) of the world \(seed):
      \(violations.joined(separator: "\n"))

      what happened in the round:
      \(events.joined(separator: "\n"))
      the project and its database are kept in \(folder); the same files, faults and edits again:
      HERALD_TEST_SEED=\(seed) HERALD_CHAOS_ROUNDS=\(round) swift test --filter ChaosTests
      """
  }
}
