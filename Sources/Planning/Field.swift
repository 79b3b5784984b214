public import Audiences

/// One thing that a campaign says, under the name that its file has for it.
public struct Field: Sendable, Hashable {
  /// As `copy.body`, `bot.steps.welcome.say`.
  public let name: String
  public let value: FieldValue

  public init(_ name: String, _ value: FieldValue) {
    self.name = name
    self.value = value
  }
}

/// What a field holds, by the way in which people compare it.
public enum FieldValue: Sendable, Hashable {
  /// What people will read: compared word by word.
  case copy(String)
  case text(String)
  case list([String])
  case rule(Rule)
  /// Unix seconds, and the zone in which they are shown.
  case instant(Int64, timeZone: String?)
  /// The first instant (Unix seconds) that no longer counts: midnight is the end of the day before.
  case ending(Int64, timeZone: String?)
  case flag(Bool)
}

/// The names of fields in the order in which a plan has them: what people see, who they are, and when
/// and where they see it.
public enum FieldName {
  public static let format = "format"
  public static let status = "status"
  public static let sender = "from"
  public static let title = "copy.title"
  public static let body = "copy.body"
  public static let image = "copy.image"
  public static let callToActionLabel = "copy.cta.label"
  public static let callToActionURL = "copy.cta.url"
  public static let botStart = "bot.start"
  public static let botSteps = "bot.steps"
  public static let audience = "audience"
  public static let trigger = "display.trigger"
  public static let pages = "display.pages"
  public static let frequency = "display.frequency"
  public static let anchor = "display.anchor"
  public static let placement = "display.placement"
  public static let send = "schedule.send"
  public static let start = "schedule.start"
  public static let end = "schedule.end"
  public static let timeZone = "schedule.time_zone"
  public static let goalEvent = "goal.event"
  public static let goalWithin = "goal.within"
  public static let tags = "tags"
  public static let protect = "lifecycle.protect"
  public static let onRemoval = "lifecycle.on_removal"
}

extension MessageSpec {
  /// Everything that it says, in order; what it leaves out is left out.
  public var fields: [Field] {
    var fields: [Field] = [
      Field(FieldName.format, .text(format.rawValue)),
      Field(FieldName.status, .text(status.rawValue)),
      Field(FieldName.sender, .text(sender.text)),
    ]
    if let title { fields.append(Field(FieldName.title, .copy(title))) }
    if let body { fields.append(Field(FieldName.body, .copy(body))) }
    if let image { fields.append(Field(FieldName.image, .text(image))) }
    if let callToAction {
      fields.append(Field(FieldName.callToActionLabel, .copy(callToAction.label)))
      fields.append(Field(FieldName.callToActionURL, .text(callToAction.url)))
    }
    if let bot { fields.append(contentsOf: bot.fields) }
    fields.append(Field(FieldName.audience, .rule(audience)))
    fields.append(contentsOf: display.fields)
    fields.append(contentsOf: schedule.fields)
    if let goal {
      fields.append(Field(FieldName.goalEvent, .text(goal.event)))
      if let within = goal.within {
        fields.append(Field(FieldName.goalWithin, .text(within.description)))
      }
    }
    if !tags.isEmpty { fields.append(Field(FieldName.tags, .list(tags))) }
    return fields
  }
}

extension Bot {
  fileprivate var fields: [Field] {
    var fields = [
      Field(FieldName.botStart, .text(start)),
      Field(FieldName.botSteps, .list(steps.map(\.name))),
    ]
    for step in steps {
      let prefix = "\(FieldName.botSteps).\(step.name)"
      fields.append(Field("\(prefix).say", .copy(step.say)))
      for (index, reply) in step.replies.enumerated() {
        let replyPrefix = "\(prefix).replies.\(index + 1)"
        fields.append(Field("\(replyPrefix).label", .copy(reply.label)))
        fields.append(Field("\(replyPrefix).leads_to", .text(reply.target.summary)))
      }
    }
    return fields
  }
}

extension Bot.Reply.Target {
  /// As `step schedule`, a URL, or `end`.
  public var summary: String {
    switch self {
    case .next(let step): "step \(step)"
    case .url(let url): url
    case .end: "end"
    }
  }
}

extension Display {
  fileprivate var fields: [Field] {
    var fields = [Field(FieldName.trigger, .text(trigger.summary))]
    if !pages.isEmpty { fields.append(Field(FieldName.pages, .list(pages))) }
    fields.append(Field(FieldName.frequency, .text(frequency.rawValue)))
    if let anchor { fields.append(Field(FieldName.anchor, .text(anchor))) }
    if let placement { fields.append(Field(FieldName.placement, .text(placement.rawValue))) }
    return fields
  }
}

extension Display.Trigger {
  /// As `page_load`, `delay 8s`, `event csv_exported`.
  public var summary: String {
    switch self {
    case .pageLoad: "page_load"
    case .delay(let seconds): "delay \(seconds)s"
    case .event(let name): "event \(name)"
    }
  }
}

extension Schedule {
  fileprivate var fields: [Field] {
    var fields = [Field(FieldName.send, .text(send.rawValue))]
    if let startsAt {
      fields.append(Field(FieldName.start, .instant(startsAt, timeZone: timeZone)))
    }
    if let endsAt { fields.append(Field(FieldName.end, .ending(endsAt, timeZone: timeZone))) }
    if let timeZone { fields.append(Field(FieldName.timeZone, .text(timeZone))) }
    return fields
  }
}

extension Lifecycle {
  public var fields: [Field] {
    [
      Field(FieldName.protect, .flag(protect)),
      Field(FieldName.onRemoval, .text(onRemoval.rawValue)),
    ]
  }
}
