import JSON

extension FieldReader {
  /// When and where a message is shown; every part has a default.
  mutating func display(
    _ scope: Scope, format: MessageFormat?, send: MessageSend
  ) -> JSONValue {
    let display = object(scope, "display") ?? Scope(object: [:], path: "display")
    allow(["trigger", "pages", "frequency", "anchor", "placement"], in: display)
    let trigger = trigger(display, send: send)
    let pages = texts(
      display, "pages", atMost: MessageLimits.pages, characters: MessageLimits.pattern)
    let frequency = choice(display, "frequency", of: DisplayFrequency.self) ?? .showOnce
    let anchor = text(display, "anchor", atMost: MessageLimits.pattern)
    let placement = choice(display, "placement", of: TooltipPlacement.self)
    suitTooltip(display, format)
    return [
      "trigger": trigger,
      "pages": .array(pages.map(JSONValue.string)),
      "frequency": .string(frequency.rawValue),
      "anchor": anchor.map(JSONValue.string) ?? .null,
      "placement": placement.map { .string($0.rawValue) } ?? .null,
    ]
  }

  /// A tooltip points at something, and nothing else does.
  private mutating func suitTooltip(_ display: Scope, _ format: MessageFormat?) {
    switch format {
    case .tooltip:
      if value(display, "anchor") == nil { missing("display.anchor") }
    case .chat, .post, .bot:
      for name in ["anchor", "placement"] where value(display, name) != nil {
        wrong(display.path(to: name), "is for tooltips")
      }
    case nil: break
    }
  }

  private mutating func trigger(_ display: Scope, send: MessageSend) -> JSONValue {
    guard let trigger = object(display, "trigger") else { return ["type": "page_load"] }
    if value(trigger, "type") == nil { missing("display.trigger.type") }
    guard let type = choice(trigger, "type", of: DisplayTrigger.self) else { return .null }
    let detail: String?
    switch type {
    case .pageLoad: detail = nil
    case .delay: detail = "seconds"
    case .event: detail = "event"
    }
    allow(["type"] + [detail].compactMap(\.self), in: trigger)
    if let detail, value(trigger, detail) == nil { missing(trigger.path(to: detail)) }
    switch type {
    case .pageLoad: return ["type": "page_load"]
    case .delay:
      let seconds = integer(trigger, "seconds", in: 0...MessageLimits.delay) ?? 0
      return ["type": "delay", "seconds": .integer(seconds)]
    case .event:
      // The people of a one-time send are fixed before anybody's event.
      if send == .once { wrong("display.trigger.type", "event needs schedule.send ongoing") }
      let event = text(trigger, "event", atMost: MessageLimits.identifier) ?? ""
      return ["type": "event", "event": .string(event)]
    }
  }
}
