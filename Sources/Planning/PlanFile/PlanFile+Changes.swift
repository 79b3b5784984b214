import Audiences
import JSON

/// A change as it is saved: what people are shown, and what is done.
extension Change {
  func json(_ sources: [StepPlace: String]) -> JSONValue {
    [
      "number": .integer(Int64(number)),
      "key": .string(key),
      "action": .string(action.rawValue),
      "moved_from": .text(movedFrom),
      "file": .text(place?.path),
      "line": .whole(place.map { Int64($0.line) }),
      "last_file": .text(lastFile),
      "state_before": .text(stateBefore?.rawValue),
      "state_after": .text(stateAfter?.rawValue),
      "before": before.map { .object($0.json) } ?? .null,
      "after": after.map { .object($0.json) } ?? .null,
      "fields": .array(fields.map(\.json)),
      "unchanged_fields": .integer(Int64(unchangedFields)),
      "protected": .boolean(isProtected),
      "consequences": .array(consequences.map(\.json)),
      "reach": reach?.json ?? .null,
      "neighbours": neighbours?.json ?? .null,
      "history": history?.json ?? .null,
      "needs": .array(needs.map { .integer(Int64($0)) }),
      "steps": .array(
        steps.enumerated().map { index, step in
          step.json(source: sources[StepPlace(change: number, index: index)])
        }),
    ]
  }

  /// Notes which message keeps what each draft carries over.
  init(json fields: SpecFields, noting sources: inout [StepPlace: String]) throws(SpecJSONError) {
    let number = try fields.count("number")
    var steps: [Step] = []
    for (index, value) in try fields.list("steps").enumerated() {
      let step = try SpecFields(value, at: fields.path("steps/\(index)"))
      steps.append(try Step(json: step))
      sources[StepPlace(change: number, index: index)] = try step.optionalText("metadata_of")
    }
    let path = try fields.optionalText("file")
    self.init(
      number: number, key: try fields.text("key"),
      action: try fields.choice("action", Action.self),
      movedFrom: try fields.optionalText("moved_from"),
      place: try path.map { path throws(SpecJSONError) in
        Place(path: path, line: try fields.count("line"))
      }, lastFile: try fields.optionalText("last_file"),
      before: try fields.spec("before"),
      stateBefore: try fields.optionalChoice("state_before", MessageState.self),
      stateAfter: try fields.optionalChoice("state_after", MessageState.self),
      after: try fields.spec("after"),
      fields: try fields.objects("fields", FieldChange.init(json:)),
      unchangedFields: try fields.count("unchanged_fields"),
      isProtected: try fields.flag("protected"),
      consequences: try fields.objects("consequences", Consequence.init(json:)),
      reach: try fields.optionalObject("reach").map(Reach.init),
      neighbours: try fields.optionalObject("neighbours").map(Neighbours.init),
      history: try fields.optionalObject("history").map(History.init), steps: steps,
      needs: try fields.numbers("needs"))
  }
}

extension Step {
  fileprivate func json(source: String?) -> JSONValue {
    switch self {
    case .create(let draft):
      ["do": "create", "message": draft.json, "metadata_of": .text(source)]
    case .update(let id, let etag, let draft):
      [
        "do": "update", "id": .string(id), "etag": .string(etag), "message": draft.json,
        "metadata_of": .text(source),
      ]
    case .delete(let id, let etag):
      ["do": "delete", "id": .string(id), "etag": .string(etag)]
    }
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    switch try fields.text("do") {
    case "create": self = .create(try MessageDraft(json: fields.object("message")))
    case "update":
      self = .update(
        id: try fields.text("id"), etag: try fields.text("etag"),
        try MessageDraft(json: fields.object("message")))
    case "delete": self = .delete(id: try fields.text("id"), etag: try fields.text("etag"))
    default: throw SpecJSONError(fields.path("do"), .unknownChoice)
    }
  }
}

extension MessageDraft {
  fileprivate var json: JSONValue {
    [
      "external_id": .string(externalID), "name": .string(name), "state": .string(state.rawValue),
      "spec": .object(spec.json), "record": .object(record.json),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      externalID: try fields.text("external_id"), name: try fields.text("name"),
      state: try fields.choice("state", MessageState.self),
      spec: try MessageSpec(json: fields.value("spec"), at: fields.path("spec")),
      record: try Record(json: fields.value("record")), otherMetadata: [:])
  }
}

extension FieldChange {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "before": before?.json ?? .null, "after": after?.json ?? .null,
      "cause": .string(cause.rawValue),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      try fields.text("name"), before: try fields.optionalObject("before").map(FieldValue.init),
      after: try fields.optionalObject("after").map(FieldValue.init),
      cause: try fields.choice("cause", Cause.self))
  }
}

extension FieldValue {
  fileprivate var json: JSONValue {
    switch self {
    case .copy(let text): ["copy": .string(text)]
    case .text(let text): ["text": .string(text)]
    case .list(let items): ["list": .array(items.map(JSONValue.string))]
    case .rule(let rule): ["rule": rule.wire]
    case .instant(let seconds, let zone):
      ["instant": .integer(seconds), "time_zone": .text(zone)]
    case .ending(let seconds, let zone): ["ending": .integer(seconds), "time_zone": .text(zone)]
    case .flag(let flag): ["flag": .boolean(flag)]
    }
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    if let text = try fields.optionalText("copy") {
      self = .copy(text)
    } else if let text = try fields.optionalText("text") {
      self = .text(text)
    } else if fields.optional("list") != nil {
      self = .list(try fields.texts("list"))
    } else if fields.optional("rule") != nil {
      self = .rule(try Rule(member: "rule", of: fields))
    } else if let seconds = try fields.optionalInteger("instant") {
      self = .instant(seconds, timeZone: try fields.optionalText("time_zone"))
    } else if let seconds = try fields.optionalInteger("ending") {
      self = .ending(seconds, timeZone: try fields.optionalText("time_zone"))
    } else {
      self = .flag(try fields.flag("flag"))
    }
  }
}

extension SpecFields {
  fileprivate func spec(_ name: String) throws(SpecJSONError) -> MessageSpec? {
    try optional(name).map { value throws(SpecJSONError) in
      try MessageSpec(json: value, at: path(name))
    }
  }

  fileprivate func numbers(_ name: String) throws(SpecJSONError) -> [Int] {
    var numbers: [Int] = []
    for value in try list(name) {
      guard let number = value.integer.flatMap({ Int(exactly: $0) }) else {
        throw SpecJSONError(path(name), .notA("a list of numbers"))
      }
      numbers.append(number)
    }
    return numbers
  }
}
