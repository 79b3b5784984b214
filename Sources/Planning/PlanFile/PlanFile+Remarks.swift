import JSON

/// What a plan says of itself and its changes, as it is saved.
extension Consequence {
  var json: JSONValue {
    var object: JSONObject = ["name": .string(name)]
    switch self {
    case .archivedWithHistory(let shownAt): object["shown_at"] = .integer(shownAt)
    case .replacedBecause(let fixed): object["fixed"] = .array(fixed.map(JSONValue.string))
    case .changedOutside(let names), .takesOver(let names):
      object["fields"] = .array(names.map(JSONValue.string))
    case .deletedUnseen, .keptElsewhere, .deletedWithHistory, .shownAgain, .seenCopyStays,
      .restored, .startsInThePast, .endsInThePast, .staysPaused:
      break
    }
    return .object(object)
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    let simple: [Consequence] = [
      .deletedUnseen, .keptElsewhere, .deletedWithHistory, .shownAgain, .seenCopyStays, .restored,
      .startsInThePast, .endsInThePast, .staysPaused,
    ]
    let name = try fields.text("name")
    if let known = simple.first(where: { $0.name == name }) {
      self = known
    } else if name == Consequence.archivedWithHistory(shownAt: 0).name {
      self = .archivedWithHistory(shownAt: try fields.integer("shown_at"))
    } else if name == Consequence.replacedBecause(fixed: []).name {
      self = .replacedBecause(fixed: try fields.texts("fixed"))
    } else if name == Consequence.changedOutside(fields: []).name {
      self = .changedOutside(fields: try fields.texts("fields"))
    } else if name == Consequence.takesOver(fields: []).name {
      self = .takesOver(fields: try fields.texts("fields"))
    } else {
      throw SpecJSONError(fields.path("name"), .unknownChoice)
    }
  }
}

extension Note {
  var json: JSONValue {
    switch self {
    case .pausedOutside(let key): ["name": .string(name), "key": .string(key)]
    case .reachNotCounted(let changes), .neighboursNotSought(let changes),
      .historyUnknown(let changes):
      ["name": .string(name), "changes": .integer(Int64(changes))]
    case .leftOut(let count): ["name": .string(name), "left_out": .integer(Int64(count))]
    case .skipped(let campaigns):
      ["name": .string(name), "campaigns": .array(campaigns.map(\.json))]
    case .unreadable(let externalID):
      ["name": .string(name), "external_id": .string(externalID)]
    }
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    switch try fields.text("name") {
    case "paused-outside": self = .pausedOutside(key: try fields.text("key"))
    case "reach-not-counted":
      self = .reachNotCounted(changes: try fields.count("changes"))
    case "neighbours-not-sought":
      self = .neighboursNotSought(changes: try fields.count("changes"))
    case "history-unknown": self = .historyUnknown(changes: try fields.count("changes"))
    case "left-out": self = .leftOut(try fields.count("left_out"))
    case "skipped": self = .skipped(try fields.objects("campaigns", Omission.init(json:)))
    case "unreadable": self = .unreadable(externalID: try fields.text("external_id"))
    default: throw SpecJSONError(fields.path("name"), .unknownChoice)
    }
  }
}

extension Stop {
  var json: JSONValue {
    var object: JSONObject = ["name": .string(name)]
    switch self {
    case .everythingGone(let owned): object["owned"] = .integer(Int64(owned))
    case .protected(let change, let key):
      object["change"] = .integer(Int64(change))
      object["key"] = .string(key)
    case .tooManyDeletes(let count, let live, let allowed):
      object["count"] = .integer(Int64(count))
      object["live"] = .integer(Int64(live))
      object["allowed"] = .integer(Int64(allowed))
    case .conflict(let change, let key, let fields):
      object["change"] = .integer(Int64(change))
      object["key"] = .string(key)
      object["fields"] = .array(fields.map(JSONValue.string))
    case .otherEnvironment(let environment, let messages):
      object["environment"] = .string(environment)
      object["messages"] = .integer(Int64(messages))
    case .taken(let externalID, let holder):
      object["external_id"] = .string(externalID)
      object["holder"] = holder.json
    case .movedAway(let change, let key, let message):
      object["change"] = .integer(Int64(change))
      object["key"] = .string(key)
      object["message"] = message.json
    case .tornApart(let change, let key, let needs):
      object["change"] = .integer(Int64(change))
      object["key"] = .string(key)
      object["needs"] = .string(needs)
    case .tooManyExposed(let count, let allowed):
      object["count"] = .integer(Int64(count.count))
      object["at_most"] = .boolean(count.isAtMost)
      object["allowed"] = .integer(Int64(allowed))
    case .reachesTooMany(let change, let key, let count, let allowed):
      object["change"] = .integer(Int64(change))
      object["key"] = .string(key)
      object["count"] = .integer(Int64(count.count))
      object["at_most"] = .boolean(count.isAtMost)
      object["allowed"] = .integer(Int64(allowed))
    case .notCounted(let changes, let limits):
      object["changes"] = .integer(Int64(changes))
      object["limits"] = .array(limits.map(JSONValue.string))
    case .frozen(let until, let timeZone, let reason):
      object["until"] = .integer(until)
      object["time_zone"] = .string(timeZone)
      object["reason"] = .string(reason)
    case .ambiguousRename(let key, let from):
      object["key"] = .string(key)
      object["from"] = .array(from.map(JSONValue.string))
    }
    return .object(object)
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    switch try fields.text("name") {
    case "everything-gone": self = .everythingGone(owned: try fields.count("owned"))
    case "protected":
      self = .protected(change: try fields.count("change"), key: try fields.text("key"))
    case "deletes":
      self = .tooManyDeletes(
        count: try fields.count("count"), live: try fields.count("live"),
        allowed: try fields.count("allowed"))
    case "conflict":
      self = .conflict(
        change: try fields.count("change"), key: try fields.text("key"),
        fields: try fields.texts("fields"))
    case "other-environment":
      self = .otherEnvironment(
        try fields.text("environment"), messages: try fields.count("messages"))
    case "taken":
      self = .taken(
        externalID: try fields.text("external_id"),
        try Holder(json: fields.object("holder")))
    case "moved-away":
      self = .movedAway(
        change: try fields.count("change"), key: try fields.text("key"),
        to: try MovedMessage(json: fields.object("message")))
    case "torn-apart":
      self = .tornApart(
        change: try fields.count("change"), key: try fields.text("key"),
        needs: try fields.text("needs"))
    case "new-reach":
      self = .tooManyExposed(
        count: Headcount(try fields.count("count"), isAtMost: try fields.flag("at_most")),
        allowed: try fields.count("allowed"))
    case "reach":
      self = .reachesTooMany(
        change: try fields.count("change"), key: try fields.text("key"),
        count: Headcount(try fields.count("count"), isAtMost: try fields.flag("at_most")),
        allowed: try fields.count("allowed"))
    case "not-counted":
      self = .notCounted(
        changes: try fields.count("changes"), limits: try fields.texts("limits"))
    case "frozen":
      self = .frozen(
        until: try fields.integer("until"), timeZone: try fields.text("time_zone"),
        reason: try fields.text("reason"))
    case "ambiguous-rename":
      self = .ambiguousRename(key: try fields.text("key"), from: try fields.texts("from"))
    default: throw SpecJSONError(fields.path("name"), .unknownChoice)
    }
  }
}

extension Stop.Holder {
  fileprivate var json: JSONValue {
    switch self {
    case .nobody: ["project": nil, "problem": nil]
    case .project(let name): ["project": .string(name), "problem": nil]
    case .unreadableRecord(let problem): ["project": nil, "problem": problem.json]
    }
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    if let name = try fields.optionalText("project") {
      self = .project(name)
    } else if let problem = try fields.optionalObject("problem") {
      self = .unreadableRecord(try SpecJSONError(json: problem))
    } else {
      self = .nobody
    }
  }
}

extension SpecJSONError {
  fileprivate var json: JSONValue {
    let (name, detail): (String, JSONValue) =
      switch reason {
      case .missing: ("missing", nil)
      case .notA(let kind): ("not-a", .string(kind))
      case .unknownChoice: ("unknown-choice", nil)
      case .badRule(let problem): ("bad-rule", .string(problem))
      case .newerVersion(let version): ("newer-version", .integer(version))
      }
    return ["path": .string(path), "reason": .string(name), "detail": detail]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    let path = try fields.text("path")
    switch try fields.text("reason") {
    case "missing": self.init(path, .missing)
    case "not-a": self.init(path, .notA(try fields.text("detail")))
    case "unknown-choice": self.init(path, .unknownChoice)
    case "bad-rule": self.init(path, .badRule(try fields.text("detail")))
    case "newer-version": self.init(path, .newerVersion(try fields.integer("detail")))
    default: throw SpecJSONError(fields.path("reason"), .unknownChoice)
    }
  }
}

extension MovedMessage {
  fileprivate var json: JSONValue {
    [
      "id": .string(id), "external_id": .text(externalID), "state": .string(state.rawValue),
      "project": .string(project), "key": .string(key),
      "former_keys": .array(formerKeys.map(JSONValue.string)),
      "former_ids": .array(formerIDs.map(JSONValue.string)),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      id: try fields.text("id"), externalID: try fields.optionalText("external_id"),
      state: try fields.choice("state", MessageState.self), project: try fields.text("project"),
      key: try fields.text("key"), formerKeys: try fields.texts("former_keys"),
      formerIDs: try fields.texts("former_ids"))
  }
}
