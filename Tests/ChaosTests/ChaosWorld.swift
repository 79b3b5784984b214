import Audiences
import Foundation
import JSON
import Planning
import TestSupport

/// A project and its workspace through its rounds, from one seed.
final class ChaosWorld {
  let bench: Workbench
  let ledger: Ledger
  let database = "campaigns/.herald/sandbox.sqlite"
  private let outside: Outside
  private(set) var files: ChaosFiles
  /// What others made, as it was.
  private(set) var others: [Int64: String] = [:]
  /// The messages that were paused outside, with what their files said then, as far as that is known.
  private(set) var pauses: [Int64: Status?] = [:]
  /// Which entries of the ledger are not herald's.
  private(set) var foreignEntries: Set<Int64> = []
  private var random: SeededRandom

  init(seed: UInt64) async throws {
    bench = try Workbench()
    files = ChaosFiles(seed: seed &* 7)
    random = SeededRandom(seed: seed)
    outside = try await Outside(database: bench.path(database))
    ledger = try Ledger(over: bench.path(database))
    for message in try ledger.messages() { others[message.id] = message.bytes }
    try addOther(nil)
    try addOther("shop-two/a1", project: "shop-two")
    try addOther("other/a1", project: "other")
  }

  func close() async { await outside.stop() }

  // MARK: - Rounds

  func changeFiles() throws {
    files.change()
    try files.write(to: bench)
  }

  func point(at remote: String) throws {
    try bench.write("campaigns/herald.yaml", Text.project(remote: remote))
  }

  func applyArguments(patience: Int) -> [String] {
    ["apply", "--auto-approve", "--patience", "\(patience)"] + intent
  }

  /// What a person would allow who is asked: everything.
  var intent: [String] {
    ["--allow-deletes", "1000"] + files.campaigns.keys.sorted().flatMap { ["--overwrite", $0] }
  }

  // MARK: - Outside

  /// - Parameter files: What the workspace was last made to say; nil in the middle of things.
  func changeOutside(applied: [String: GeneratedCampaign]?, _ tally: ChaosTally) async throws {
    let start = try ledger.position()
    for _ in 0..<random.roll(4) {
      if random.once(in: 6) {
        try addOther(random.once(in: 2) ? nil : "other/\(random.next())", project: "other")
      } else {
        try await changeOwn(applied)
      }
      tally.editsOutside += 1
    }
    let end = try ledger.position()
    if end > start { foreignEntries.formUnion(start + 1...end) }
  }

  /// What happens to the project's messages while an apply is under way; nothing comes or goes.
  func meddle(_ tally: ChaosTally) async throws {
    do {
      try await changeOwn(nil, mayDelete: false)
      tally.editsInFlight += 1
    } catch is Outside.Refused {
      // The apply came first.
    }
  }

  private func changeOwn(
    _ applied: [String: GeneratedCampaign]?, mayDelete: Bool = true
  ) async throws {
    let own = try ledger.messages().filter { others[$0.id] == nil }
    guard !own.isEmpty else { return }
    let message = random.pick(own)
    let key = message.key
    switch random.roll(12) {
    case 0, 1, 2: try await outside.show(message.id)
    case 3: try await outside.freeze()
    case 4, 5:
      guard message.state == "live" else { return }
      try outside.change(message.id) { $0["state"] = "paused" }
      pauses.updateValue(key.flatMap { applied?[$0]?.spec.status }, forKey: message.id)
    case 6, 7:
      try outside.change(message.id) { object in
        if object["body"]?.string != nil { object["body"] = "typed by hand" }
      }
    case 8: try outside.change(message.id) { $0["tags"] = ["by-hand"] }
    case 9: try outside.change(message.id) { $0["name"] = "A name by hand" }
    case 10:
      guard mayDelete, key != ChaosFiles.steady, message.state != "archived" else { return }
      try outside.delete(message.id)
    default:
      try outside.change(message.id) { object in
        guard var metadata = object["metadata"]?.object else { return }
        metadata["crm"] = ["id": 9_007_199_254_740_993]
        object["metadata"] = .object(metadata)
      }
    }
  }

  /// Keeps the pauses that held, and forgets those that were lifted, and those that the files ask for
  /// by now: a file that says live again lifts them. An archived message keeps its own, and comes back
  /// with it; what replaces a paused one is paused.
  func reviewPauses() throws {
    var held: [Int64: Status?] = [:]
    for message in try ledger.messages() where others[message.id] == nil {
      let status = message.key.flatMap { files.campaigns[$0]?.spec.status }
      switch message.state {
      case "paused" where status == .live: held.updateValue(.live, forKey: message.id)
      case "paused" where status == .paused: break
      case "paused", "archived":
        if let known = pauses[message.id] { held.updateValue(known, forKey: message.id) }
      default: break
      }
    }
    pauses = held
  }

  private func addOther(_ externalID: String?, project: String? = nil) throws {
    var metadata: JSONObject = ["crm": 1]
    if let project {
      let record = Record(
        project: project, environment: "test", key: "a1",
        lastApplied: MessageSpec(
          format: .chat, status: .live, sender: .id("5003"), audience: .everyone, body: "x"))
      metadata[Record.metadataName] = .object(record.json)
    }
    let id = try outside.create(externalID, metadata: metadata)
    for message in try ledger.messages() where message.id == id { others[id] = message.bytes }
  }
}

extension Ledger.Message {
  /// The key of a message of the project's own; nil for one that was put aside.
  var key: String? {
    guard let externalID, externalID.hasPrefix("shop/"), !externalID.contains("~") else {
      return nil
    }
    return String(externalID.dropFirst("shop/".count))
  }

  /// The key in herald's record, which a message that was put aside has too.
  var recordedKey: String? {
    get throws { try object["metadata"]?["herald"]?["key"]?.string }
  }

  /// What is kept of it, as one object.
  var object: JSONValue {
    get throws { try JSONValue(parsing: "{\(content),\(settings)}") }
  }
}

extension Workbench {
  func removeIfThere(_ name: String) throws {
    if FileManager.default.fileExists(atPath: path(name)) { try remove(name) }
  }
}
