import JSON
import Planning
import TestSupport

/// What holds after every round, whatever happened in it.
struct ChaosLaws {
  let world: ChaosWorld
  /// The messages before the round's first apply, edits outside included.
  let before: [Ledger.Message]
  /// What was written since.
  let entries: [Ledger.Entry]
  let after: [Ledger.Message]

  /// Every law that is broken, in words.
  func violations() throws -> [String] {
    try filesAreThere() + nothingElseIsThere() + nothingTwice() + nothingLost() + othersUntouched()
      + pausesKept()
  }

  private var campaigns: [String: GeneratedCampaign] { world.files.campaigns }
  private var written: [Ledger.Entry] {
    entries.filter { !world.foreignEntries.contains($0.number) }
  }
  private var own: [Ledger.Message] { after.filter { world.others[$0.id] == nil } }

  /// For each file there is one message, which says what the file says.
  private func filesAreThere() throws -> [String] {
    var violations: [String] = []
    let pausedKeys = try Set(
      (before + after).filter { world.pauses[$0.id] != nil }.compactMap { try $0.recordedKey })
    for (key, campaign) in campaigns.sorted(by: { $0.key < $1.key }) {
      let messages = own.filter { $0.key == key }
      guard messages.count == 1 else {
        violations.append("\(key) is there \(messages.count) times")
        continue
      }
      let object = try messages[0].object
      let spec = campaign.spec
      let says: [(String, JSONValue, JSONValue)] = [
        ("format", object["format"] ?? nil, .string(spec.format.rawValue)),
        ("title", object["title"] ?? nil, spec.title.map(JSONValue.string) ?? .null),
        ("body", object["body"] ?? nil, spec.body.map(JSONValue.string) ?? .null),
        ("tags", object["tags"] ?? nil, .array(spec.tags.map(JSONValue.string))),
        (
          "cta", object["cta"]?["label"] ?? .null,
          spec.callToAction.map { .string($0.label) } ?? .null
        ),
        (
          "say", object["bot"]?["steps"]?.array?.first?["say"] ?? .null,
          spec.bot.map { .string($0.steps[0].say) } ?? .null
        ),
        ("goal", object["goal"]?["event"] ?? .null, spec.goal.map { .string($0.event) } ?? .null),
        ("send", object["schedule"]?["send"] ?? .null, .string(spec.schedule.send.rawValue)),
        ("key", object["metadata"]?["herald"]?["key"] ?? .null, .string(key)),
      ]
      for (field, held, said) in says where held != said {
        violations.append("\(key): \(field) is \(held.compactText), not \(said.compactText)")
      }
      let state = messages[0].state
      let isHeld =
        state == "paused" && ([key] + campaign.formerKeys).contains { pausedKeys.contains($0) }
      if state != spec.status.rawValue, !isHeld {
        violations.append("\(key) is \(state), not \(spec.status.rawValue)")
      }
    }
    return violations
  }

  /// A message without a file is archived.
  private func nothingElseIsThere() -> [String] {
    own.filter { message in
      message.state != "archived" && !(message.key.map { campaigns[$0] != nil } ?? false)
    }.map { "\($0.externalID ?? "\($0.id)") has no file and is \($0.state)" }
  }

  /// What was there is not made again, unless it cannot be changed; what was not is made once.
  private func nothingTwice() throws -> [String] {
    var violations: [String] = []
    let inserts = Dictionary(grouping: written.filter { $0.kind == .insert }) {
      $0.externalID ?? "without an external id"
    }
    for (id, made) in inserts.sorted(by: { $0.key < $1.key }) {
      let goneOutside = entries.count {
        $0.kind == .delete && world.foreignEntries.contains($0.number)
      }
      let allowed = try allowedCreations(of: id) + goneOutside
      if made.count > allowed {
        violations.append("\(id) was made \(made.count) times, and not \(allowed) times at most")
      }
    }
    return violations
  }

  private func allowedCreations(of externalID: String) throws -> Int {
    let key = String(externalID.dropFirst("shop/".count))
    guard let campaign = campaigns[key] else { return 0 }
    let own = before.filter { world.others[$0.id] == nil }
    // A message of the key itself comes before those of its former ones.
    let named = own.filter { $0.key == key }
    let former = own.filter { message in campaign.formerKeys.contains { message.key == $0 } }
    for holder in named.isEmpty ? former : named {
      let object = try holder.object
      let isReplaced =
        holder.format != campaign.spec.format.rawValue
        || object["schedule"]?["send"]?.string != campaign.spec.schedule.send.rawValue
        // The audience of one that is frozen is fixed too.
        || campaign.spec.schedule.send == .once
      if !isReplaced { return 0 }
    }
    return 1
  }

  /// What was seen stays, unless its file said otherwise; what is protected stays.
  private func nothingLost() throws -> [String] {
    try written.filter { $0.kind == .delete }.compactMap { entry in
      let record = try JSONValue(parsing: "{\(entry.settings ?? "")}")["metadata"]?["herald"]
      let name = entry.externalID ?? "\(entry.id)"
      if record?["protect"] == true { return "\(name) was deleted, and is protected" }
      if entry.shownAt != nil, record?["on_removal"] != "delete" {
        return "\(name) was deleted, with its history"
      }
      return nil
    }
  }

  private func othersUntouched() -> [String] {
    let held = Dictionary(uniqueKeysWithValues: after.map { ($0.id, $0.bytes) })
    var violations = world.others.sorted { $0.key < $1.key }.filter { held[$0.key] != $0.value }
      .map { "\($0.key), which is others', was touched" }
    for entry in written where world.others[entry.id] != nil {
      violations.append("\(entry.id), which is others', was written: \(entry.kind)")
    }
    return violations
  }

  /// A pause made outside stays until the file's status is another than it was.
  private func pausesKept() -> [String] {
    own.compactMap { message in
      guard let key = message.key, let campaign = campaigns[key],
        world.pauses[message.id] == .some(.live), campaign.spec.status == .live,
        message.state == "live"
      else { return nil }
      return "\(key) is live, and was paused outside"
    }
  }
}
