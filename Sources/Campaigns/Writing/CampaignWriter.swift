internal import Audiences
public import Planning
public import YAML

/// Writes what a message says as the campaign that says it: shorthand where the format has one, and
/// what is meant by leaving it out left out.
///
/// What a file cannot say (an instant within a minute, say) comes out as something else: whoever
/// writes a file reads it back and compares.
public struct CampaignWriter {
  private let defaults: Project.Defaults
  private var zones = TimeZones()

  public init(_ project: Project) {
    defaults = project.defaults
  }

  /// One document.
  public mutating func document(
    _ key: String, _ spec: MessageSpec, _ lifecycle: Lifecycle = Lifecycle()
  ) -> YAMLValue {
    var pairs: [YAMLValue.Pair] = [
      .init("campaign", .text(key)), .init("format", .plain(spec.format.rawValue)),
    ]
    if spec.status != .live { pairs.append(.init("status", .plain(spec.status.rawValue))) }
    if spec.sender != defaults.sender { pairs.append(.init("from", Self.sender(spec.sender))) }
    pairs.append(.init("audience", .rule(spec.audience)))
    pairs.append("copy", Self.copy(of: spec))
    if let bot = spec.bot { pairs.append(.init("bot", Self.bot(bot))) }
    pairs.append("display", Self.display(spec.display))
    pairs.append("schedule", schedule(spec.schedule))
    if let goal = spec.goal { pairs.append(.init("goal", Self.goal(goal))) }
    pairs.append("lifecycle", Self.lifecycle(lifecycle))
    if !spec.tags.isEmpty {
      pairs.append(.init("tags", .sequence(spec.tags.map { .text($0) }, flow: true)))
    }
    return .mapping(pairs)
  }

  /// An id of digits alone is text to the format either way; as a number it needs no quotes.
  static func sender(_ sender: Sender) -> YAMLValue {
    switch sender {
    case .email(let address): .text(address)
    case .id(let id): Int64(id).map { String($0) == id } ?? false ? .plain(id) : .text(id)
    }
  }

  private static func copy(of spec: MessageSpec) -> [YAMLValue.Pair] {
    var pairs: [YAMLValue.Pair] = []
    if let title = spec.title { pairs.append(.init("title", .filled(title))) }
    if let body = spec.body { pairs.append(.init("body", .filled(body))) }
    if let image = spec.image { pairs.append(.init("image", .filled(image))) }
    if let button = spec.callToAction {
      pairs.append(
        .init(
          "cta",
          .mapping(
            [.init("label", .filled(button.label)), .init("url", .filled(button.url))],
            flow: true)))
    }
    return pairs
  }

  static func bot(_ bot: Bot) -> YAMLValue {
    let steps = bot.steps.map { YAMLValue.Pair($0.name, step($0)) }
    return .mapping([.init("start", .text(bot.start)), .init("steps", .mapping(steps))])
  }

  static func step(_ step: Bot.Step) -> YAMLValue {
    let replies = step.replies.map(reply)
    return .mapping(
      [.init("say", .filled(step.say))]
        + (replies.isEmpty ? [] : [.init("replies", .sequence(replies))]))
  }

  static func reply(_ reply: Bot.Reply) -> YAMLValue {
    .mapping([.init("label", .filled(reply.label)), target(reply.target)], flow: true)
  }

  private static func target(_ target: Bot.Reply.Target) -> YAMLValue.Pair {
    switch target {
    case .next(let step): .init("next", .text(step))
    case .url(let url): .init("url", .filled(url))
    case .end: .init("end", .boolean(true))
    }
  }

  private static func display(_ display: Display) -> [YAMLValue.Pair] {
    var pairs: [YAMLValue.Pair] = []
    if display.trigger != .pageLoad { pairs.append(.init("trigger", trigger(display.trigger))) }
    if !display.pages.isEmpty {
      pairs.append(.init("pages", .sequence(display.pages.map(YAMLValue.filled), flow: true)))
    }
    if display.frequency != .showOnce {
      pairs.append(.init("frequency", .plain(display.frequency.rawValue)))
    }
    if let anchor = display.anchor { pairs.append(.init("anchor", .filled(anchor))) }
    if let placement = display.placement {
      pairs.append(.init("placement", .plain(placement.rawValue)))
    }
    return pairs
  }

  static func trigger(_ trigger: Display.Trigger) -> YAMLValue {
    switch trigger {
    case .pageLoad: .plain("page_load")
    case .delay(let seconds):
      .mapping([.init("delay", .plain(Self.delay(seconds)))], flow: true)
    case .event(let name): .mapping([.init("event", .text(name))], flow: true)
    }
  }

  /// As `8s`; whole minutes as `2 minutes`.
  static func delay(_ seconds: Int) -> String {
    seconds >= 60 && seconds % 60 == 0
      ? TimeSpan(seconds / 60, .minute).description : "\(seconds)s"
  }

  private mutating func schedule(_ schedule: Schedule) -> [YAMLValue.Pair] {
    var pairs: [YAMLValue.Pair] = []
    if schedule.send != .once { pairs.append(.init("send", .plain(schedule.send.rawValue))) }
    let zone = schedule.timeZone ?? defaults.timeZone
    if let start = schedule.startsAt, let zone, let text = zones.start(at: start, in: zone) {
      pairs.append(.init("start", .plain(text)))
    }
    if let end = schedule.endsAt, let zone, let text = zones.end(at: end, in: zone) {
      pairs.append(.init("end", .plain(text)))
    }
    let isMeantWithout =
      (schedule.startsAt ?? schedule.endsAt) != nil && schedule.timeZone == defaults.timeZone
    if let zone = schedule.timeZone, !isMeantWithout {
      pairs.append(.init("time_zone", .text(zone)))
    }
    return pairs
  }

  static func goal(_ goal: Goal) -> YAMLValue {
    let within = goal.within.map { [YAMLValue.Pair("within", .plain($0.description))] } ?? []
    return .mapping([.init("event", .text(goal.event))] + within, flow: true)
  }

  private static func lifecycle(_ lifecycle: Lifecycle) -> [YAMLValue.Pair] {
    var pairs: [YAMLValue.Pair] = []
    if lifecycle.protect { pairs.append(.init("protect", .boolean(true))) }
    if lifecycle.onRemoval != .archive {
      pairs.append(.init("on_removal", .plain(lifecycle.onRemoval.rawValue)))
    }
    return pairs
  }
}

extension [YAMLValue.Pair] {
  /// Adds a mapping under a key, unless it would be empty.
  fileprivate mutating func append(_ key: String, _ pairs: [YAMLValue.Pair]) {
    if !pairs.isEmpty { append(.init(key, .mapping(pairs))) }
  }
}
