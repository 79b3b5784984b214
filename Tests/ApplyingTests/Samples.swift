import Audiences
import Measuring
import Planning
import Remote

enum Sample {
  static func spec(_ edit: (inout MessageSpec) -> Void = { _ in }) -> MessageSpec {
    var spec = MessageSpec(
      format: .chat, status: .live, sender: .id("1"), audience: .everyone, body: "Hello")
    edit(&spec)
    return spec
  }

  /// Changes that create a message for each key, in the order of keys.
  static func creations(_ keys: String...) -> [Change] { plan(keys, over: []).changes }

  static func creations(count: Int) -> [Change] {
    plan((0..<count).map { "k\(1_000 + $0)" }, over: []).changes
  }

  /// Change 1 moves a message away from the id that change 2 takes.
  static func dependent() -> [Change] {
    plan(
      ["z", "b"],
      over: [
        RemoteMessage(
          id: "9", etag: "\"1\"", externalID: "acme/b", name: nil, state: .live,
          spec: spec { $0.body = "Old" },
          record: Record(
            project: "acme", environment: "e", key: "z", lastApplied: spec { $0.body = "Old" }))
      ]
    ).changes.sorted { $0.needs.count < $1.needs.count }
  }

  /// A change of two steps: the old message is deleted, then a new one created.
  static func replacement() -> [Change] {
    plan(
      ["a"],
      over: [
        RemoteMessage(
          id: "9", etag: "\"1\"", externalID: "acme/a", name: nil, state: .live,
          spec: spec { $0.schedule.send = .ongoing },
          record: Record(
            project: "acme", environment: "e", key: "a",
            lastApplied: spec { $0.schedule.send = .ongoing }), liveAt: 5)
      ]
    ).changes
  }

  private static func plan(_ keys: [String], over messages: [RemoteMessage]) -> Plan {
    Planner(
      DesiredSet(
        project: "acme", environment: "e",
        messages: keys.map {
          DesiredMessage(key: $0, spec: spec(), place: Place(path: "\($0).yaml", line: 1))
        }),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: [], messages: messages),
      commit: nil, now: 100
    ).plan()
  }
}

extension Step {
  /// The key of what it writes, or the id of what it deletes.
  var name: String {
    switch self {
    case .create(let draft), .update(_, _, let draft): draft.record.key
    case .delete(let id, _): id
    }
  }
}

/// A workspace that answers each step as it is told to, and counts how many are under way.
actor ScriptedDestination: Destination {
  private let errors: [String: RemoteError]
  /// Steps wait until so many are under way, or until nothing more will come.
  private let crowd: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private(set) var performed: [String] = []
  private(set) var underWay = 0
  private(set) var mostUnderWay = 0

  init(failing errors: [String: RemoteError] = [:], crowd: Int = 1) {
    self.errors = errors
    self.crowd = crowd
  }

  func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    Snapshot(workspace: Workspace(id: "w", name: "", timeZone: nil), admins: [], messages: [])
  }

  func bystanders() async throws(RemoteError) -> Bystanders { Bystanders() }

  func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts { .none }

  func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount { .uncounted }

  func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] { [] }

  func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] { [] }

  func perform(_ step: Step) async throws(RemoteError) -> StepResult {
    performed.append(step.name)
    underWay += 1
    mostUnderWay = max(mostUnderWay, underWay)
    if underWay < crowd {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
    underWay -= 1
    if let error = errors[step.name] { throw error }
    return .deleted
  }
}
