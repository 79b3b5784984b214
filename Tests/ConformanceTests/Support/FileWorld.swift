import Applying
import Planning
import Remote
import TestSupport
import Testing

/// A project's files beside a real workspace, and what happens to both between two applies.
struct FileWorld {
  private let test: TestDestination
  private var random: SeededRandom
  private var specs: WideSpecGenerator
  /// One stays whatever happens: a folder without any campaign that was there is refused.
  private var files: [String: DesiredMessage] = [:]
  private var history: [[String: DesiredMessage]] = []

  init(seed: UInt64, _ test: TestDestination) {
    self.test = test
    random = SeededRandom(seed: seed)
    specs = WideSpecGenerator(seed: seed &+ 99, senders: test.senders)
    write("stays", chat(from: test))
  }

  private static let keys = ["a", "b", "c", "d", "e", "f"]

  mutating func changeFiles() {
    for _ in 0...random.roll(5) {
      let key = random.pick(Self.keys)
      switch random.roll(8) {
      case 0: files[key] = nil
      case 1: rename(key)
      case 2: edit(key) { spec, _ in spec.status = spec.status == .live ? .paused : .live }
      case 3: edit(key) { $0.audience = $1.rule() }
      case 4: edit(key) { spec, _ in spec.tags = ["edited"] }
      case 5: if let old = history.randomElement(using: &random)?[key] { files[key] = old }
      default: write(key, specs.spec())
      }
    }
  }

  mutating func changeOutside() async throws {
    for _ in 0..<random.roll(4) {
      guard let message = try await test.messages().randomElement(using: &random) else { return }
      try await changeOutside(message)
    }
  }

  private mutating func changeOutside(_ message: RemoteMessage) async throws {
    guard let record = message.record else { return }
    switch random.roll(8) {
    case 0, 1: try await test.show(message.id)
    case 2: try await test.freeze()
    case 3 where message.state == .live:
      _ = try await test.written(message.changed(record, state: .paused))
    case 4: _ = try await test.written(message.changed(record, state: .archived))
    case 5: _ = try await test.written(message.changed(record) { $0.tags = ["by-hand"] })
    case 6: _ = try await test.written(message.changed(record) { $0.goal = nil })
    default:
      _ = try await test.destination.perform(.delete(id: message.id, etag: message.etag))
    }
  }

  /// Plans, applies, and holds the law that the next plan is empty; whether anything was applied.
  mutating func converge(_ place: String) async throws -> Bool {
    let plan = try await savedAndRead()
    guard plan.stops.isEmpty else {
      // A person decides: the files go back to where they were before.
      files = history.last ?? files
      return false
    }
    let report = await apply(plan, test, parallelism: 4)
    for result in report.results where result.outcome != .applied {
      Issue.record("\(place): \(result.change.action) \(result.change.key): \(result.outcome)")
    }
    let kept = report.keptOtherwise(in: try await test.destination.snapshot(of: ["acme"]))
    #expect(kept.isEmpty, "\(place): kept otherwise: \(kept.map { ($0.change.key, $0.fields) })")
    let again = try await self.plan()
    let left = again.changes.map { "\($0.action) \($0.key) \($0.fields.map(\.name))" }
    #expect(again.isEmpty, "\(place): planned again: \(left)")
    #expect(again.unchanged == files.count, "\(place)")
    history.append(files)
    return !plan.isEmpty
  }

  /// A plan on its way through a file, which must be the same at its end, and fit.
  private func savedAndRead() async throws -> Plan {
    let snapshot = try await test.destination.snapshot(of: ["acme"])
    let plan = plan(over: snapshot)
    let saved = PlanFile(
      plan, of: desired, over: snapshot, allowed: Allowances(of: intent), remote: "test",
      madeAt: 1_800_000_000, commit: "c0ffee")
    let file = try PlanFile(parsing: Array(saved.text.utf8))
    let now = try await test.destination.snapshot(of: ["acme"])
    #expect(file.mismatches(with: now) == [])
    #expect(file.mismatches(with: desired, remote: "test") == [])
    #expect(file.plan(filledFrom: now) == plan)
    return file.plan(filledFrom: now)
  }

  private func plan() async throws -> Plan {
    plan(over: try await test.destination.snapshot(of: ["acme"]))
  }

  private var intent: Intent { Intent(allowDeletes: 1_000, overwrite: Set(files.keys)) }

  private func plan(over snapshot: Snapshot) -> Plan {
    Planner(
      desired, over: snapshot, intent: intent, commit: GitCommit(id: "c0ffee"), now: 1_800_000_000
    )
    .plan()
  }

  private var desired: DesiredSet {
    DesiredSet(project: "acme", environment: "production", messages: Array(files.values))
  }

  private mutating func write(_ key: String, _ spec: MessageSpec, formerKeys: [String] = []) {
    files[key] = DesiredMessage(
      key: key, formerKeys: formerKeys, spec: spec,
      lifecycle: Lifecycle(onRemoval: random.once(in: 3) ? .delete : .archive),
      place: Place(path: "campaigns/\(key).yaml", line: 1))
  }

  private mutating func edit(
    _ key: String, _ change: (inout MessageSpec, inout WideSpecGenerator) -> Void
  ) {
    guard let file = files[key] else { return }
    var spec = file.spec
    change(&spec, &specs)
    write(key, spec, formerKeys: file.formerKeys)
  }

  private mutating func rename(_ key: String) {
    guard let file = files[key], let new = Self.keys.first(where: { files[$0] == nil }) else {
      return
    }
    files[key] = nil
    write(new, file.spec, formerKeys: [key])
  }
}
