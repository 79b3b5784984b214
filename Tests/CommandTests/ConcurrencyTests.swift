import Foundation
import TestSupport
import Testing

/// Two applies of one project at once, in processes of their own, that both planned before either
/// wrote anything.
@Suite struct `Two applies at once` {
  static let count = 20

  @Test func `of the same files make everything once`() async throws {
    let race = try await Race(count: Self.count, bodies: ["Hello there.", "Hello there."])
    let runs = try await race.run()
    for run in runs { #expect([0, 7, 8].contains(run.output.status), "\(run.output.both)") }
    #expect(try race.creations() == race.externalIDs)
    try await race.expectConverging()
  }

  @Test func `of two commits make everything once, and the loser says so`() async throws {
    let race = try await Race(count: Self.count, bodies: ["Ours.", "Theirs."])
    let runs = try await race.run()
    for run in runs { #expect([0, 7, 8].contains(run.output.status), "\(run.output.both)") }
    #expect(runs.contains { $0.output.status != 0 }, "both won")
    #expect(try race.creations() == race.externalIDs)
    try race.expectReportsToBeTrue(runs)
    try await race.expectConverging()
  }

  @Test func `that change the same messages change each once, and the loser says so`() async throws
  {
    let race = try await Race(count: Self.count, bodies: ["Before.", "Before."])
    try await race.settle()
    try race.write(bodies: ["Ours.", "Theirs."])
    let runs = try await race.run()
    for run in runs { #expect([0, 7, 8].contains(run.output.status), "\(run.output.both)") }
    #expect(runs.contains { $0.output.status != 0 }, "both won")
    #expect(try race.creations() == race.externalIDs)
    #expect(try race.updates().count == Self.count)
    try race.expectReportsToBeTrue(runs)
    try await race.expectConverging()
  }

  @Test func `one of which removes what the other changes do one of both to each message`()
    async throws
  {
    let race = try await Race(count: Self.count, bodies: ["Before.", "Before."])
    try await race.settle()
    try race.write(bodies: ["Ours.", nil])
    let runs = try await race.run()
    for run in runs { #expect([0, 7, 8].contains(run.output.status), "\(run.output.both)") }
    #expect(runs.contains { $0.output.status != 0 }, "both won")
    #expect(try race.creations() == race.externalIDs)
    try race.expectReportsToBeTrue(runs)
    try await race.expectConverging()
  }
}

/// Two checkouts of one project, each behind a gateway of its own, in front of one server. The first
/// write of each waits for the other's.
private final class Race: Sendable {
  struct Run {
    let output: Output
    /// By key.
    let outcomes: [String: String]
  }

  private struct Report: Decodable {
    struct Change: Decodable { let key: String, outcome: String }
    let results: [Change]
  }

  let externalIDs: [String]
  private let count: Int
  private let server: RunningSandbox
  private let ledger: Ledger
  private let benches: [Workbench]
  private let gateways: [Gateway]
  private let hasToWait = Shared(false)
  private let variables = ["HERALD_TOKEN": RunningSandbox.token]

  init(count: Int, bodies: [String?]) async throws {
    self.count = count
    externalIDs = (["stays"] + (1...count).map { "note-\($0)" }).map { "shop/\($0)" }.sorted()
    benches = [try Workbench(), try Workbench()]
    let server = try await RunningSandbox(on: benches[0])
    self.server = server
    ledger = try Ledger(over: benches[0].path("server.sqlite"))
    let writers = Shared<Set<Int>>([])
    let hasToWait = hasToWait
    gateways = try (0..<2).map { index in
      try Gateway { request in
        if request.isWrite, hasToWait.value {
          writers.update { $0.insert(index) }
          // Bounded: one that finds nothing to write would hold up the other for ever.
          var patience = 10_000
          while writers.value.count < 2, patience > 0 {
            poll(nil, 0, 1)
            patience -= 1
          }
        }
        return .forward(to: server.port)
      }
    }
    for (bench, gateway) in zip(benches, gateways) {
      try bench.write("campaigns/herald.yaml", Text.project(remote: Text.messages(gateway.url)))
      try bench.write("campaigns/stays.yaml", Text.chat("stays"))
    }
    try write(bodies: bodies)
  }

  /// - Parameter bodies: What each checkout's campaigns say; nil for none of them.
  func write(bodies: [String?]) throws {
    for (bench, body) in zip(benches, bodies) {
      try bench.write("campaigns/all.yaml", body.map { Text.chats(count, body: $0) } ?? "")
    }
  }

  /// Applies the first checkout alone.
  func settle() async throws {
    let output = try await benches[0].herald("apply", "--auto-approve", variables: variables)
    try #require(output.status == 0, "\(output.both)")
  }

  func run() async throws -> [Run] {
    hasToWait.set(true)
    defer { hasToWait.set(false) }
    let children = try benches.map { bench in
      try bench.start(
        ["apply", "--auto-approve", "--allow-deletes", "100", "--format", "json=report.json"],
        variables: variables)
    }
    var runs: [Run] = []
    for (bench, child) in zip(benches, children) {
      let output = await child.end()
      var outcomes: [String: String] = [:]
      let report = bench.path("report.json")
      if FileManager.default.fileExists(atPath: report) {
        let data = try Data(contentsOf: URL(fileURLWithPath: report))
        // Emptied by a run that came to no result.
        let results = data.isEmpty ? [] : try JSONDecoder().decode(Report.self, from: data).results
        for change in results { outcomes[change.key] = change.outcome }
      }
      runs.append(Run(output: output, outcomes: outcomes))
    }
    return runs
  }

  /// The external ids of all messages that were ever made by herald, one for each making.
  func creations() throws -> [String] {
    try ledger.entries().filter { $0.kind == .insert }.compactMap(\.externalID).sorted()
  }

  func updates() throws -> [String] {
    try ledger.entries().filter { $0.kind == .update }.compactMap(\.externalID)
  }

  /// A message is as that checkout wants it whose report says "applied", and no other's does.
  func expectReportsToBeTrue(_ runs: [Run]) throws {
    let messages = try server.messages()
    for key in (1...count).map({ "note-\($0)" }) {
      let winners = runs.indices.filter { runs[$0].outcomes[key] == "applied" }
      #expect(winners.count == 1, "\(key): \(runs.map { $0.outcomes[key] ?? "none" })")
      guard let winner = winners.first else { continue }
      let wanted = try benches[winner].read("campaigns/all.yaml")
      let held = messages.first { $0.external_id == "shop/\(key)" && $0.state != "archived" }
      if wanted.isEmpty {
        #expect(held == nil, "\(key)")
      } else {
        #expect(wanted.contains("body: \(held?.body ?? "nothing")\n"), "\(key)")
      }
    }
  }

  /// Whoever applies then gets what the files say.
  func expectConverging() async throws {
    for bench in benches {
      let arguments = ["apply", "--auto-approve", "--allow-deletes", "100"]
      let output = try await bench.herald(arguments, variables: variables)
      #expect(output.status == 0, "\(output.both)")
      let plan = try await bench.herald("plan", "--detailed-exitcode", variables: variables)
      #expect(plan.status == 0, "\(plan.both)")
    }
  }
}
