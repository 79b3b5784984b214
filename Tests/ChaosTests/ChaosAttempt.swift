import Foundation
import TestSupport

/// One apply, or two at once, against a server that fails, with a process killed on the way.
struct ChaosAttempt {
  enum Server {
    /// In herald's own process: who kills the one kills the other.
    case embedded
    case external(faults: [String])
  }

  enum Victim { case nobody, client, server, serverWhichReturns }

  var server: Server
  var victim: Victim
  /// How many messages are written before the kill, and the milliseconds that pass then.
  let writes: Int64
  let pause: Int32
  let clients: Int
  /// The milliseconds before each edit that others make meanwhile.
  let meddling: [Int32]
  /// Whether the clients carry out a plan that was saved under the same fire.
  let isSaved: Bool
  let patience: Int
  let seed: UInt64

  init(_ random: inout SeededRandom) {
    seed = random.next()
    let faults = (0..<random.roll(4)).map { _ in random.pick(Self.rules) }
    server = random.once(in: 5) ? .embedded : .external(faults: faults)
    victim = random.pick([.nobody, .client, .client, .server, .serverWhichReturns])
    writes = Int64(random.roll(6))
    pause = Int32(random.roll(4) * random.roll(12))
    clients = random.once(in: 5) ? 2 : 1
    let edits = random.once(in: 3) ? 1 + random.roll(3) : 0
    var meddling: [Int32] = []
    for _ in 0..<edits { meddling.append(Int32(random.roll(60))) }
    self.meddling = meddling
    isSaved = random.once(in: 4)
    patience = random.pick([0, 0, 1, 1, 2])
    if case .embedded = server, victim != .nobody { victim = .client }
  }

  private static let planFile = "saved.json"

  private static let rules = [
    "drop 10%", "drop POST PUT DELETE 25%", "drop late 15%", "drop late POST 40%", "500 10%",
    "500 late POST PUT 20%", "503 15%", "503 1s first 1", "429 first 1", "429 late POST first 1",
    "truncate 10%", "truncate POST PUT 30%", "garbage 4%", "garbage POST PUT 15%",
    "delay 1ms-30ms", "delay 5ms-60ms POST PUT DELETE 40%", "drop GET first 1",
  ]

  var text: String {
    let place =
      switch server {
      case .embedded: "embedded"
      case .external(let faults): "external \(faults), fault seed \(seed)"
      }
    return
      "\(clients) client(s)\(isSaved ? " with a saved plan" : ""), patience \(patience), \(place), "
      + "kill \(victim) after \(writes) writes and \(pause) ms"
  }

  /// - Returns: How the clients ended.
  func run(_ world: ChaosWorld, _ tally: ChaosTally) async throws -> [Output] {
    try world.ledger.forgetRequests()
    switch server {
    case .embedded:
      try world.point(at: "remote: sandbox")
      return try await run(world, tally) { nil }
    case .external(let faults):
      let arguments =
        faults.flatMap { ["--fault", $0] }
        + (faults.isEmpty ? [] : ["--seed", "\(seed)"])
      let server = try await RunningSandbox(
        on: world.bench, database: world.database, arguments: arguments)
      let latest = Shared(server)
      try world.point(at: Text.messages("http://127.0.0.1:\(server.port)"))
      let outputs = try await run(world, tally) {
        latest.value.signal(SIGKILL)
        guard victim == .serverWhichReturns else { return latest.value }
        let dead = await latest.value.end()
        latest.set(
          try await RunningSandbox(
            on: world.bench, port: server.port, database: world.database, arguments: arguments))
        tally.note(strikes: dead.stderr)
        tally.serverReturns += 1
        return nil
      }
      latest.value.signal(SIGTERM)
      tally.note(strikes: await latest.value.end().stderr)
      return outputs
    }
  }

  /// - Parameter killServer: kills it; returns it where it stays dead.
  private func run(
    _ world: ChaosWorld, _ tally: ChaosTally,
    _ killServer: () async throws -> RunningSandbox?
  ) async throws -> [Output] {
    let variables = ["HERALD_TOKEN": RunningSandbox.token]
    var arguments = world.applyArguments(patience: patience)
    if isSaved {
      try world.bench.removeIfThere(Self.planFile)
      let plan = try await world.bench.herald(
        ["plan", "--out", Self.planFile, "--patience", "\(patience)"] + world.intent,
        variables: variables)
      tally.exits[plan.status, default: 0] += 1
      guard plan.status == 0 else { return [plan] }
      arguments = ["apply", Self.planFile, "--patience", "\(patience)"]
    }
    let start = try world.ledger.position()
    let children = try (0..<clients).map { _ in
      try world.bench.start(arguments, variables: variables)
    }
    for pause in meddling {
      await onThread { poll(nil, 0, pause) }
      try await world.meddle(tally)
    }
    if victim != .nobody {
      let isStruck = await moment(world, children, after: start)
      switch victim {
      case .nobody: break
      case .client: children[0].signal(SIGKILL)
      case .server, .serverWhichReturns:
        if isStruck {
          _ = try await killServer()
          tally.serverKills += 1
        }
      }
    }
    var outputs: [Output] = []
    for child in children { outputs.append(await child.end()) }
    tally.applies += outputs.count
    tally.clientKills += outputs.count { $0.status == 128 + SIGKILL }
    for output in outputs { tally.exits[output.status, default: 0] += 1 }
    return outputs
  }

  /// Waits for the moment of the kill; false when the clients were done before.
  private func moment(
    _ world: ChaosWorld, _ children: [ChildProcess], after start: Int64
  ) async -> Bool {
    let (ledger, writes, pause) = (world.ledger, writes, pause)
    return await onThread {
      while !children.allSatisfy(\.hasEnded) {
        do {
          if try ledger.position() >= start + writes {
            poll(nil, 0, pause)
            return !children.allSatisfy(\.hasEnded)
          }
        } catch {
          // The database was busy; what is looked for may have come meanwhile.
        }
        poll(nil, 0, 1)
      }
      return false
    }
  }
}
