import JSON

extension FieldReader {
  /// A bot's flow. Whatever a step or a reply leads to is there; whether every step is reached and
  /// has a way out is for whoever writes the flow.
  mutating func bot(_ scope: Scope) -> JSONValue {
    guard let bot = object(scope, "bot") else { return .null }
    allow(["start", "steps"], in: bot)
    for name in ["start", "steps"] where value(bot, name) == nil { missing(bot.path(to: name)) }
    let start = text(bot, "start", atMost: MessageLimits.identifier)
    let list = list(bot, "steps", atMost: MessageLimits.steps) ?? []

    var identifiers: Set<String> = []
    var references: [(path: String, step: String)] = []
    if let start { references.append(("bot.start", start)) }
    var steps: [JSONValue] = []
    for (index, value) in list.enumerated() {
      guard let step = object(value, at: "bot.steps.\(index)") else { continue }
      steps.append(self.step(step, &identifiers, &references))
    }
    for reference in references where !identifiers.contains(reference.step) {
      wrong(reference.path, "names no step")
    }
    return ["start": .string(start ?? ""), "steps": .array(steps)]
  }

  private mutating func step(
    _ step: Scope, _ identifiers: inout Set<String>,
    _ references: inout [(path: String, step: String)]
  ) -> JSONValue {
    allow(["id", "say", "replies"], in: step)
    for name in ["id", "say"] where value(step, name) == nil { missing(step.path(to: name)) }
    let id = text(step, "id", atMost: MessageLimits.identifier)
    if let id, !identifiers.insert(id).inserted {
      wrong(step.path(to: "id"), "is another step's")
    }
    let say = text(step, "say", as: .copy, atMost: MessageLimits.body)
    var replies: [JSONValue] = []
    let list = list(step, "replies", atMost: MessageLimits.repliesOfAStep) ?? []
    for (index, value) in list.enumerated() {
      guard let reply = object(value, at: "\(step.path(to: "replies")).\(index)") else { continue }
      replies.append(self.reply(reply, &references))
    }
    return [
      "id": .string(id ?? ""), "say": .string(say ?? ""), "replies": .array(replies),
    ]
  }

  private mutating func reply(
    _ reply: Scope, _ references: inout [(path: String, step: String)]
  ) -> JSONValue {
    allow(["label"] + Self.ways, in: reply)
    if value(reply, "label") == nil { missing(reply.path(to: "label")) }
    let label = text(reply, "label", as: .copy, atMost: MessageLimits.label)
    var json: JSONObject = ["label": .string(label ?? "")]

    let ways = Self.ways.filter { value(reply, $0) != nil }
    if ways.count != 1 { wrong(reply.path, "must have one of next, url and end") }
    if let next = text(reply, "next", atMost: MessageLimits.identifier) {
      references.append((reply.path(to: "next"), next))
      json["next"] = .string(next)
    }
    if let url = link(reply, "url") { json["url"] = .string(url) }
    if let end = value(reply, "end") {
      if end.boolean == nil {
        malformed(reply.path(to: "end"), "must be true")
      } else if end != true {
        wrong(reply.path(to: "end"), "must be true")
      }
      json["end"] = true
    }
    return .object(json)
  }

  private static let ways = ["next", "url", "end"]
}
