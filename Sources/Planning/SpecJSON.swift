public import Audiences
public import JSON

/// A spec as JSON: how it is kept with a message and in a saved plan.
///
/// The names are those of the messages API, but `from` and `status`, which are the file's.
extension MessageSpec {
  public var json: JSONObject {
    [
      "format": .string(format.rawValue),
      "status": .string(status.rawValue),
      "from": .string(sender.text),
      "audience": audience.wire,
      "title": .text(title),
      "body": .text(body),
      "image_url": .text(image),
      "cta": callToAction?.json ?? .null,
      "bot": bot?.json ?? .null,
      "display": display.json,
      "schedule": schedule.json,
      "goal": goal?.json ?? .null,
      "tags": .array(tags.map(JSONValue.string)),
    ]
  }

  public init(json: JSONValue, at path: String = "") throws(SpecJSONError) {
    let fields = try SpecFields(json, at: path)
    try self.init(
      content: fields, status: fields.choice("status", Status.self),
      sender: Sender(text: fields.text("from")), audience: Rule(member: "audience", of: fields))
  }

  /// Reads what a spec and the messages API say alike; the rest they say each in their own way.
  public init(
    content fields: SpecFields, status: Status, sender: Sender, audience: Rule
  ) throws(SpecJSONError) {
    self.init(
      format: try fields.choice("format", Format.self), status: status, sender: sender,
      audience: audience,
      title: try fields.optionalText("title"),
      body: try fields.optionalText("body"),
      image: try fields.optionalText("image_url"),
      callToAction: try fields.optionalObject("cta").map(CallToAction.init(json:)),
      bot: try fields.optionalObject("bot").map(Bot.init(json:)),
      display: try Display(json: fields.object("display")),
      schedule: try Schedule(json: fields.object("schedule")),
      goal: try fields.optionalObject("goal").map(Goal.init(json:)),
      tags: try fields.texts("tags").sorted())
  }
}

extension Sender {
  /// As a file writes it: an address, or an id.
  public var text: String {
    switch self {
    case .email(let email): email
    case .id(let id): id
    }
  }

  public init(text: String) {
    self = text.utf8.contains(UInt8(ascii: "@")) ? .email(text) : .id(text)
  }
}

extension JSONValue {
  /// The text, or null.
  public static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// The number, or null.
  public static func whole(_ number: Int64?) -> JSONValue {
    number.map(JSONValue.integer) ?? .null
  }
}

extension Rule {
  /// Reads the rule that a member of an object holds.
  public init(member name: String, of fields: SpecFields) throws(SpecJSONError) {
    let value = try fields.value(name)
    do {
      self = try Rule(wire: value)
    } catch {
      throw SpecJSONError(fields.path(name), .badRule(String(describing: error)))
    }
  }
}

extension CallToAction {
  public var json: JSONValue { ["label": .string(label), "url": .string(url)] }

  public init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(label: try fields.text("label"), url: try fields.text("url"))
  }
}

extension Bot {
  public var json: JSONValue {
    ["start": .string(start), "steps": .array(steps.map(\.json))]
  }

  public init(json fields: SpecFields) throws(SpecJSONError) {
    var steps: [Step] = []
    for (index, value) in try fields.list("steps").enumerated() {
      steps.append(try Step(json: SpecFields(value, at: fields.path("steps/\(index)"))))
    }
    self.init(start: try fields.text("start"), steps: steps)
  }
}

extension Bot.Step {
  fileprivate var json: JSONValue {
    [
      "id": .string(name), "say": .string(say), "replies": .array(replies.map(\.json)),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    var replies: [Bot.Reply] = []
    for (index, value) in try fields.list("replies").enumerated() {
      replies.append(try Bot.Reply(json: SpecFields(value, at: fields.path("replies/\(index)"))))
    }
    self.init(name: try fields.text("id"), say: try fields.text("say"), replies: replies)
  }
}

extension Bot.Reply {
  fileprivate var json: JSONValue {
    switch target {
    case .next(let step): ["label": .string(label), "next": .string(step)]
    case .url(let url): ["label": .string(label), "url": .string(url)]
    case .end: ["label": .string(label), "end": true]
    }
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    let target: Target
    if let step = try fields.optionalText("next") {
      target = .next(step)
    } else if let url = try fields.optionalText("url") {
      target = .url(url)
    } else if try fields.flag("end") {
      target = .end
    } else {
      throw SpecJSONError(fields.path("end"), .unknownChoice)
    }
    self.init(label: try fields.text("label"), target: target)
  }
}

extension Display {
  public var json: JSONValue {
    [
      "trigger": trigger.json,
      "pages": .array(pages.map(JSONValue.string)),
      "frequency": .string(frequency.rawValue),
      "anchor": .text(anchor),
      "placement": .text(placement?.rawValue),
    ]
  }

  public init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      trigger: try Trigger(json: fields.object("trigger")), pages: try fields.texts("pages"),
      frequency: try fields.choice("frequency", Frequency.self),
      anchor: try fields.optionalText("anchor"),
      placement: try fields.optionalChoice("placement", Placement.self))
  }
}

extension Display.Trigger {
  fileprivate var json: JSONValue {
    switch self {
    case .pageLoad: ["type": "page_load"]
    case .delay(let seconds): ["type": "delay", "seconds": .integer(Int64(seconds))]
    case .event(let name): ["type": "event", "event": .string(name)]
    }
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    switch try fields.text("type") {
    case "page_load": self = .pageLoad
    case "delay": self = .delay(seconds: Int(try fields.integer("seconds")))
    case "event": self = .event(try fields.text("event"))
    default: throw SpecJSONError(fields.path("type"), .unknownChoice)
    }
  }
}

extension Schedule {
  public var json: JSONValue {
    [
      "send": .string(send.rawValue),
      "starts_at": .whole(startsAt),
      "ends_at": .whole(endsAt),
      "time_zone": .text(timeZone),
    ]
  }

  public init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      send: try fields.choice("send", Send.self),
      startsAt: try fields.optionalInteger("starts_at"),
      endsAt: try fields.optionalInteger("ends_at"),
      timeZone: try fields.optionalText("time_zone"))
  }
}

extension Goal {
  public var json: JSONValue {
    ["event": .string(event), "within": within?.wire ?? .null]
  }

  public init(json fields: SpecFields) throws(SpecJSONError) {
    var within: TimeSpan?
    if let value = fields.optional("within") {
      do {
        within = try TimeSpan(wire: value)
      } catch {
        throw SpecJSONError(fields.path("within"), .badRule(String(describing: error)))
      }
    }
    self.init(event: try fields.text("event"), within: within)
  }
}
