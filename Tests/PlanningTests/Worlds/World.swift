import Audiences
import JSON
import Planning
import TestSupport

/// A project's files and a workspace, and what happens to both between two applies.
struct World {
  var random: SeededRandom
  private(set) var specs: SpecGenerator
  var remote = InMemoryRemote()
  private(set) var project = "acme"
  private(set) var formerProjects: [String] = []
  /// Every name that the project has had.
  private var names: [String] = []
  private(set) var files: [String: DesiredMessage] = [:]
  /// Every state that the files were ever applied in, for reverts.
  private var history: [[String: DesiredMessage]] = [[:]]
  /// Messages that are not the project's own, as they were made.
  private(set) var foreign: [String: InMemoryRemote.Stored] = [:]

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    specs = SpecGenerator(random: SeededRandom(seed: seed &+ 1))
    for owner in ["", "acme/", "acme-growth/x", "other/a"] where random.once(in: 2) {
      addForeign(owner)
    }
    for _ in 0...random.roll(5) { addFile() }
  }

  var desired: DesiredSet {
    DesiredSet(
      project: project, formerProjects: formerProjects, environment: "production",
      messages: Array(files.values), limits: Limits(deletes: .count(1_000)))
  }

  func snapshot() throws -> Snapshot {
    try remote.snapshot(of: [project] + formerProjects)
  }

  func plan(_ intent: Intent = Intent()) throws -> Plan {
    let snapshot = try snapshot()
    let planner = Planner(
      desired, over: snapshot, intent: intent, commit: GitCommit(id: "c0ffee"), now: remote.now)
    let plan = planner.plan()
    guard plan.creates else { return plan }
    let bystanders = try remote.bystanders()
    let knowing = planner.knowing(bystanders)
    return knowing.plan(knowing.plan(), mindful: bystanders.moved)
  }

  mutating func remember() { history.append(files) }

  // MARK: - Files

  private static let keys = ["a", "b", "c", "d", "e", "f"]

  mutating func addFile() {
    let free = Self.keys.filter { key in
      files[key] == nil && !foreign.values.contains { $0.externalID == "\(project)/\(key)" }
    }
    guard !free.isEmpty else { return }
    let key = random.pick(free)
    files[key] = DesiredMessage(
      key: key, spec: specs.spec(),
      lifecycle: Lifecycle(
        protect: random.once(in: 10), onRemoval: random.once(in: 4) ? .delete : .archive),
      place: Place(path: "\(key).yaml", line: 1))
  }

  mutating func set(_ file: DesiredMessage) { files[file.key] = file }

  mutating func restoreFile(_ key: String) {
    if let old = history.reversed().lazy.compactMap({ $0[key] }).first { files[key] = old }
  }

  mutating func edit(
    _ key: String, formerKeys: [String]? = nil, lifecycle: Lifecycle? = nil, place: Place? = nil,
    _ change: (inout MessageSpec, inout SpecGenerator) -> Void = { _, _ in }
  ) {
    guard let file = files[key] else { return }
    var spec = file.spec
    change(&spec, &specs)
    files[key] = DesiredMessage(
      key: key, formerKeys: formerKeys ?? file.formerKeys, spec: spec,
      lifecycle: lifecycle ?? file.lifecycle, place: place ?? file.place)
  }

  mutating func rename(_ key: String) {
    guard let file = files[key], let new = Self.keys.first(where: { files[$0] == nil }) else {
      return
    }
    if foreign.values.contains(where: { $0.externalID == "\(project)/\(new)" }) { return }
    files[key] = nil
    files[new] = DesiredMessage(
      key: new, formerKeys: file.formerKeys.filter { $0 != new } + [key], spec: file.spec,
      lifecycle: file.lifecycle, place: file.place)
  }

  mutating func changeFiles() {
    guard let key = files.keys.sorted().randomElement(using: &random) else { return addFile() }
    switch random.roll(22) {
    case 0, 1: addFile()
    case 2: files[key] = nil
    case 3: edit(key) { spec, _ in spec.body = spec.body.map { $0 + " more" } }
    case 4: edit(key) { $0.audience = $1.rule() }
    case 5: edit(key) { $0.status = $1.random.pick(Status.allCases) }
    case 6:
      edit(key) { spec, specs in
        specs.dress(&spec, as: specs.random.pick(Format.allCases))
      }
    case 7:
      edit(key) { spec, specs in
        spec.schedule = specs.schedule()
        if spec.schedule.send == .once { spec.display.trigger = .pageLoad }
      }
    case 8, 9: rename(key)
    case 10: edit(key, lifecycle: Lifecycle(protect: false, onRemoval: .delete))
    case 11: edit(key, lifecycle: Lifecycle(protect: random.once(in: 2)))
    case 12: edit(key, place: Place(path: "moved/\(key).yml", line: 7))
    case 13: edit(key) { $0.tags = $1.tags() }
    case 14: files = random.pick(history)
    case 15: files[key] = nil
    case 19, 20:
      edit(key) { spec, _ in spec.audience = .all([.any([spec.audience]), spec.audience]) }
    case 16, 17, 18: restoreFile(random.pick(Self.keys))
    default:
      if random.once(in: 6) { renameProject() }
      edit(key) { spec, specs in if spec.bot != nil { spec.bot = specs.bot() } }
    }
  }

  /// The project gets a new name, or an old one back; the person may forget to say so.
  private mutating func renameProject() {
    let old = project
    names += names.contains(old) ? [] : [old]
    let back = names.filter { $0 != old }
    project = random.once(in: 2) && !back.isEmpty ? random.pick(back) : "acme-\(names.count + 1)"
    let isSaid = !names.contains(project) || random.once(in: 2)
    formerProjects = isSaid ? names.filter { $0 != project } : []
  }

  /// The person says which name the project had.
  mutating func admit(formerProject name: String) {
    if name != project, !formerProjects.contains(name) { formerProjects.append(name) }
  }

  // MARK: - Outside

  private mutating func addForeign(_ externalID: String) {
    var metadata = "{}"
    if externalID == "acme-growth/x" || externalID == "other/a" {
      let record = Record(
        project: "other", environment: "production", key: "a", lastApplied: specs.spec())
      metadata = JSONValue.object([Record.metadataName: .object(record.json)]).compactText
    }
    let id = externalID == "acme/" ? "acme/\(random.pick(Self.keys))" : externalID
    var spec = specs.spec()
    spec.sender = .id("1")
    let number = remote.insert(id.isEmpty ? nil : id, spec: spec, metadata: metadata)
    foreign[number] = remote.messages[number]
  }

  mutating func changeOutside() {
    let own = remote.ids.filter { foreign[$0] == nil }
    guard let id = own.randomElement(using: &random) else { return remote.pass(600) }
    remote.pass(1)
    switch random.roll(14) {
    case 0, 1: remote.show(id)
    case 2, 3:
      remote.change(id) { if $0.state == .live { $0.state = .paused } }
    case 4:
      remote.change(id) { if $0.state == .paused { $0.state = .live } }
    case 5: remote.change(id) { $0.state = .archived }
    case 6: remote.change(id) { if $0.state == .archived { $0.state = .live } }
    case 7, 8: remote.change(id) { $0.spec.body = $0.spec.body.map { _ in "typed by hand" } }
    case 9: remote.change(id) { $0.spec.tags = ["by-hand"] }
    case 10: remote.change(id) { $0.name = "A name by hand" }
    case 11:
      let now = remote.now
      remote.change(id) { message in
        let open = message.metadata.dropLast()
        message.metadata = open + (open == "{" ? "" : ",") + "\"note\(now)\":\"kept\"}"
      }
    case 12:
      if random.once(in: 3) {
        remote.remove(id)
      } else if random.once(in: 2) {
        let wish = "\(project)/\(random.pick(Self.keys))"
        let isTaken = remote.messages.values.contains { $0.externalID == wish }
        let free = isTaken ? "\(project)/h\(id)" : wish
        remote.change(id) { $0.externalID = free }
      }
    default: remote.pass(Int64(random.roll(400_000)))
    }
  }
}
