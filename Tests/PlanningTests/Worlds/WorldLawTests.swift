import Planning
import TestSupport
import Testing

@Suite("Laws over generated worlds")
struct WorldLawTests {
  private static let seeds: [UInt64] = TestSeed.fixed(0..<20)
  private static let worldsPerSeed: UInt64 = 25
  private static let rounds = 12

  @Test("what is applied stays applied, whatever happens between", arguments: seeds)
  func laws(seed: UInt64) throws {
    for number in 0..<Self.worldsPerSeed {
      let worldSeed = seed &* 1_000_003 &+ number
      var run = WorldRun(World(seed: worldSeed), label: "seed \(seed), world \(number)")
      for _ in 0..<Self.rounds { try run.round() }
      if run.failed { return }
    }
  }

  @Test("most rounds come to an apply")
  func applied() throws {
    var (applied, takenBack) = (0, 0)
    var rounds = 0
    let base = TestSeed.fixed(0)
    for seed in base..<base + 40 {
      var run = WorldRun(World(seed: seed), label: "world \(seed)")
      for _ in 0..<Self.rounds { try run.round() }
      applied += run.applied
      takenBack += run.takenBack
      rounds += Self.rounds
    }
    #expect(applied * 10 > rounds * 9, "only \(applied) of \(rounds) rounds applied something")
    #expect(takenBack > 0, "no project got an old name back without saying so")
  }
}

/// One world through its rounds, with the laws that hold after each.
private struct WorldRun {
  private var world: World
  private let label: String
  private(set) var applied = 0
  /// How often a project's forgotten name was met.
  private(set) var takenBack = 0
  private(set) var failed = false
  /// Messages that others paused, by id, also while herald has them archived.
  private var pausedOutside: Set<String> = []

  init(_ world: World, label: String) {
    self.world = world
    self.label = label
  }

  mutating func round() throws {
    for _ in 0..<world.random.roll(5) { world.changeFiles() }
    for _ in 0..<world.random.roll(5) { world.changeOutside() }
    var (plan, intent) = try settledPlan()
    guard plan.stops.isEmpty else { return }
    if world.random.once(in: 4), !plan.isEmpty {
      try perform(plan, intent, stepsAtMost: world.random.roll(4))
      (plan, intent) = try settledPlan()
      guard plan.stops.isEmpty else { return }
    }
    try perform(plan, intent, stepsAtMost: .max)
    applied += 1
    world.remember()
    try checkConverged(after: plan)
  }

  /// A plan that nothing stops, if a person who answers each stop can get one.
  private mutating func settledPlan() throws -> (Plan, Intent) {
    var intent = Intent()
    if world.random.once(in: 8) { intent.resume = Set(world.files.keys) }
    for _ in 0..<4 {
      let plan = try world.plan(intent)
      check(try world.plan(intent) == plan, "the same input gave two plans")
      try checkParts(of: plan, intent)
      if plan.stops.isEmpty { return (plan, intent) }
      for stop in plan.stops {
        switch stop {
        case .conflict(_, let key, _): intent.overwrite.insert(key)
        case .protected(let number, _): answerProtection(plan.changes[number - 1])
        case .ambiguousRename(let key, _): world.edit(key, formerKeys: [])
        case .everythingGone:
          for key in ["a", "b", "c", "d"] { world.restoreFile(key) }
        case .movedAway(_, _, let message):
          takenBack += 1
          world.admit(formerProject: message.project)
        case .tooManyDeletes, .otherEnvironment, .taken, .tornApart, .tooManyExposed,
          .reachesTooMany, .notCounted, .frozen:
          return (plan, intent)
        }
      }
    }
    return (try world.plan(intent), intent)
  }

  /// What a selection names and what it leaves out make up the whole plan, nothing twice.
  private mutating func checkParts(of plan: Plan, _ intent: Intent) throws {
    // A copy: what happens to the world does not hang on this check.
    var random = world.random
    guard let key = plan.changes.randomElement(using: &random)?.key else { return }
    let term = Selection.Term.word(key, path: key)
    var only = intent
    only.selection = Selection(only: [term])
    var except = intent
    except.selection = Selection(except: [term])
    let parts = try world.plan(only).changes + world.plan(except).changes
    check(
      parts.map(\.steps.description).sorted() == plan.changes.map(\.steps.description).sorted(),
      "a plan's parts are not the plan")
    check(parts.contains { $0.key == key }, "a key selects no change of its own")
  }

  /// The file comes back as it was.
  private mutating func answerProtection(_ change: Change) {
    guard let before = change.before, let record = world.remote.record(of: change) else { return }
    world.set(
      DesiredMessage(
        key: record.key,
        spec: change.action == .replace ? before.likeBase(record) : record.lastApplied,
        lifecycle: record.lifecycle, place: Place(path: "back.yaml", line: 1)))
  }

  /// Carries out steps in an order that the plan allows.
  private mutating func perform(_ plan: Plan, _ intent: Intent, stepsAtMost limit: Int) throws {
    let before = world.remote
    notePauses(plan)
    var done: Set<Int> = []
    var waiting = plan.changes.shuffled(using: &world.random)
    var left = limit
    while !waiting.isEmpty, left > 0 {
      guard let index = waiting.firstIndex(where: { done.isSuperset(of: $0.needs) }) else {
        return check(false, "changes wait for each other")
      }
      let change = waiting.remove(at: index)
      for step in change.steps where left > 0 {
        left -= 1
        do throws(InMemoryRemote.Refusal) {
          try world.remote.perform(step)
        } catch {
          check(false, "\(change.number) \(change.action) \(change.key) was refused: \(error)")
        }
      }
      done.insert(change.number)
    }
    checkOthers(before)
    checkHistory(before, plan)
    checkPauses(intent, plan)
  }

  private mutating func notePauses(_ plan: Plan) {
    for id in world.remote.ids {
      guard let message = world.remote.messages[id] else { continue }
      switch message.state {
      case .live, .draft: pausedOutside.remove(id)
      case .paused:
        if message.record?.lastApplied.status == .live {
          pausedOutside.insert(id)
        } else {
          pausedOutside.remove(id)
        }
      case .archived:
        if message.record?.archivedFrom == nil { pausedOutside.remove(id) }
      }
    }
  }

  // MARK: - Laws

  private mutating func checkConverged(after plan: Plan) throws {
    let again = try world.plan()
    check(
      again.isEmpty,
      "plan after apply: \(again.changes.map { "\($0.action) \($0.key) \($0.fields.map(\.name)) \($0.consequences)" })"
    )
    check(again.stops.isEmpty, "stops after apply: \(again.stops)")
    let ids = world.remote.messages.values.compactMap(\.externalID)
    for (key, file) in world.files {
      let id = externalID(project: world.project, key: key)
      check(ids.count { $0 == id } == 1, "\(id) is there \(ids.count { $0 == id }) times")
      let message = world.remote.messages.values.first { $0.externalID == id }
      check(message?.record?.key == key, "the record of \(id) has another key")
      check(message?.record?.lifecycle == file.lifecycle, "the lifecycle of \(id) is another")
      check(message?.spec.body == file.spec.body, "the body of \(id) is another")
      check(message?.spec.format == file.spec.format, "the format of \(id) is another")
      check(
        message?.state == MessageState(file.spec.status) || message?.state == .paused,
        "the state of \(id) is another")
    }
    let own = world.remote.messages.values.filter { world.foreign[$0.id] == nil }
    for message in own where message.state != .archived {
      let key = message.record?.key ?? ""
      if message.record?.project == world.project {
        check(world.files[key] != nil, "\(message.externalID ?? "") has no file and is there")
      }
      // What was made under another name was never the present project's, as far as it knows.
      let id = externalID(project: world.project, key: key)
      let isRemembered = message.record?.formerIDs.contains(id) ?? false
      check(
        world.files[key] == nil || message.externalID == id || !isRemembered,
        "people see `\(key)` twice: \(message.externalID ?? "") is there too")
    }
  }

  private mutating func checkOthers(_ before: InMemoryRemote) {
    for (id, _) in world.foreign {
      check(
        world.remote.messages[id] == before.messages[id], "a message of others was touched: \(id)")
    }
  }

  private mutating func checkHistory(_ before: InMemoryRemote, _ plan: Plan) {
    for (id, old) in before.messages where world.remote.messages[id] == nil {
      let record = old.record
      check(record?.lifecycle.protect == false, "the protected message \(id) is gone")
      check(
        old.shownAt == nil || record?.lifecycle.onRemoval == .delete,
        "the message \(id) was seen, and is gone")
    }
    for (id, old) in before.messages where old.record?.lifecycle.protect == true {
      guard let new = world.remote.messages[id], old.state != .archived else { continue }
      check(new.state != .archived, "the protected message \(id) was archived")
    }
  }

  private mutating func checkPauses(_ intent: Intent, _ plan: Plan) {
    guard intent.resume.isEmpty else { return }
    for change in plan.changes where change.action == .replace {
      guard case .update(let id, _, _)? = change.steps.first, pausedOutside.contains(id) else {
        continue
      }
      let new = world.remote.messages.values.first {
        $0.externalID == change.steps.last?.draft?.externalID
      }
      check(
        new?.state != .live || change.after?.status != .live || new?.id == id,
        "the message that replaces \(id), which others paused, is live")
    }
    for id in pausedOutside where world.remote.messages[id]?.state == .live {
      check(false, "the pause of \(id), made outside, was lifted")
    }
  }

  private mutating func check(_ holds: Bool, _ problem: @autoclosure () -> String) {
    guard !holds, !failed else { return }
    failed = true
    Issue.record("\(label): \(problem())")
  }
}

extension InMemoryRemote.Stored {
  fileprivate var record: Record? {
    do {
      return try read.record
    } catch {
      Issue.record("unreadable: \(error)")
      return nil
    }
  }
}

extension InMemoryRemote {
  fileprivate func record(of change: Change) -> Record? {
    switch change.steps.first {
    case .update(let id, _, _)?, .delete(let id, _)?: messages[id]?.record
    case .create?, nil: nil
    }
  }
}

extension MessageSpec {
  /// What was last applied, with what is fixed as the remote has it.
  fileprivate func likeBase(_ record: Record) -> MessageSpec {
    var spec = self
    spec.status = record.lastApplied.status
    return spec
  }
}
