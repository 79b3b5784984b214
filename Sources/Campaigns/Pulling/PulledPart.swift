internal import Planning

/// What is pulled at once: fields that only make sense together are one part.
enum PulledPart: CaseIterable {
  case format, status, sender, title, body, image, callToAction, bot, audience, trigger, pages,
    frequency, anchor, placement, send, start, end, timeZone, goal, tags

  /// The part of a field, by the name that plans have for it; nil for what herald alone keeps.
  init?(field: String) {
    let part = Self.allCases.first { part in
      part.names.contains { field == $0 || field.hasPrefix("\($0).") }
    }
    guard let part else { return nil }
    self = part
  }

  private var names: [String] {
    switch self {
    case .format: [FieldName.format]
    case .status: [FieldName.status]
    case .sender: [FieldName.sender]
    case .title: [FieldName.title]
    case .body: [FieldName.body]
    case .image: [FieldName.image]
    case .callToAction: [FieldName.callToActionLabel, FieldName.callToActionURL]
    case .bot: [FieldName.botStart, FieldName.botSteps]
    case .audience: [FieldName.audience]
    case .trigger: [FieldName.trigger]
    case .pages: [FieldName.pages]
    case .frequency: [FieldName.frequency]
    case .anchor: [FieldName.anchor]
    case .placement: [FieldName.placement]
    case .send: [FieldName.send]
    case .start: [FieldName.start]
    case .end: [FieldName.end]
    case .timeZone: [FieldName.timeZone]
    case .goal: [FieldName.goalEvent, FieldName.goalWithin]
    case .tags: [FieldName.tags]
    }
  }
}

extension MessageSpec {
  /// The same with one part as another spec has it.
  func with(_ part: PulledPart, of other: MessageSpec) -> MessageSpec {
    var spec = self
    switch part {
    case .format: spec.format = other.format
    case .status: spec.status = other.status
    case .sender: spec.sender = other.sender
    case .title: spec.title = other.title
    case .body: spec.body = other.body
    case .image: spec.image = other.image
    case .callToAction: spec.callToAction = other.callToAction
    case .bot: spec.bot = other.bot
    case .audience: spec.audience = other.audience
    case .trigger: spec.display.trigger = other.display.trigger
    case .pages: spec.display.pages = other.display.pages
    case .frequency: spec.display.frequency = other.display.frequency
    case .anchor: spec.display.anchor = other.display.anchor
    case .placement: spec.display.placement = other.display.placement
    case .send: spec.schedule.send = other.schedule.send
    case .start: spec.schedule.startsAt = other.schedule.startsAt
    case .end: spec.schedule.endsAt = other.schedule.endsAt
    case .timeZone: spec.schedule.timeZone = other.schedule.timeZone
    case .goal: spec.goal = other.goal
    case .tags: spec.tags = other.tags
    }
    return spec
  }
}
