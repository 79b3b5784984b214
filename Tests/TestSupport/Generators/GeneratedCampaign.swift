import Audiences
package import Planning
import YAML

/// A campaign as a generator makes it, and the document that says it.
package struct GeneratedCampaign: Sendable {
  package var key: String
  package var formerKeys: [String]
  /// All that it says but its audience and its dates, which `audience` and `dates` say as a file does.
  package var spec: MessageSpec
  /// A rule in the format of files, on one line.
  package var audience: String
  /// `start`, `end`: local times.
  package var dates: [String: String]
  package var lifecycle: Lifecycle

  package init(
    key: String, formerKeys: [String] = [], spec: MessageSpec, audience: String,
    dates: [String: String] = [:], lifecycle: Lifecycle = Lifecycle()
  ) {
    self.key = key
    self.formerKeys = formerKeys
    self.spec = spec
    self.audience = audience
    self.dates = dates
    self.lifecycle = lifecycle
  }

  /// One document of YAML.
  package var text: String {
    var pairs: [YAMLValue.Pair] = [
      .init("campaign", .text(key)), .init("format", .text(spec.format.rawValue)),
      .init("status", .text(spec.status.rawValue)), .init("from", .text(spec.sender.text)),
    ]
    if spec.format == .bot {
      pairs.append(.init("bot", bot))
    } else {
      pairs.append(.init("copy", copy))
    }
    pairs.append(.init("display", display))
    pairs.append(.init("schedule", schedule))
    if let goal = spec.goal { pairs.append(.init("goal", self.goal(goal))) }
    pairs.append(
      .init(
        "lifecycle",
        .mapping([
          .init("protect", .boolean(lifecycle.protect)),
          .init("on_removal", .text(lifecycle.onRemoval.rawValue)),
        ])))
    pairs.append(.init("tags", texts(spec.tags)))
    pairs.append(.init("previously", texts(formerKeys)))
    return YAMLWriter().write(.mapping(pairs)) + "audience: \(audience)\n"
  }

  private var copy: YAMLValue {
    var pairs: [YAMLValue.Pair] = []
    if let title = spec.title { pairs.append(.init("title", .text(title))) }
    if let body = spec.body { pairs.append(.init("body", .text(body))) }
    if let image = spec.image { pairs.append(.init("image", .text(image))) }
    if let action = spec.callToAction {
      pairs.append(
        .init(
          "cta", .mapping([.init("label", .text(action.label)), .init("url", .text(action.url))])))
    }
    return .mapping(pairs)
  }

  private var bot: YAMLValue {
    guard let bot = spec.bot else { preconditionFailure("a bot says something") }
    let steps = bot.steps.map { step in
      YAMLValue.Pair(
        step.name,
        .mapping([
          .init("say", .text(step.say)), .init("replies", .sequence(step.replies.map(reply))),
        ]))
    }
    return .mapping([.init("start", .text(bot.start)), .init("steps", .mapping(steps))])
  }

  private func reply(_ reply: Bot.Reply) -> YAMLValue {
    let way: YAMLValue.Pair =
      switch reply.target {
      case .next(let step): .init("next", .text(step))
      case .url(let url): .init("url", .text(url))
      case .end: .init("end", .boolean(true))
      }
    return .mapping([.init("label", .text(reply.label)), way])
  }

  private var display: YAMLValue {
    let trigger: YAMLValue =
      switch spec.display.trigger {
      case .pageLoad: .text("page_load")
      case .delay(let seconds): .mapping([.init("delay", .plain("\(seconds)s"))])
      case .event(let name): .mapping([.init("event", .text(name))])
      }
    var pairs: [YAMLValue.Pair] = [
      .init("trigger", trigger), .init("frequency", .text(spec.display.frequency.rawValue)),
    ]
    if !spec.display.pages.isEmpty { pairs.append(.init("pages", texts(spec.display.pages))) }
    if let anchor = spec.display.anchor { pairs.append(.init("anchor", .text(anchor))) }
    if let placement = spec.display.placement {
      pairs.append(.init("placement", .text(placement.rawValue)))
    }
    return .mapping(pairs)
  }

  private var schedule: YAMLValue {
    var pairs: [YAMLValue.Pair] = [.init("send", .text(spec.schedule.send.rawValue))]
    for (name, date) in dates.sorted(by: { $0.key < $1.key }) {
      pairs.append(.init(name, .plain(date)))
    }
    if let zone = spec.schedule.timeZone { pairs.append(.init("time_zone", .text(zone))) }
    return .mapping(pairs)
  }

  private func goal(_ goal: Goal) -> YAMLValue {
    var pairs: [YAMLValue.Pair] = [.init("event", .text(goal.event))]
    if let within = goal.within {
      pairs.append(.init("within", .plain("\(within.count) \(within.unit.rawValue)s")))
    }
    return .mapping(pairs)
  }

  private func texts(_ texts: [String]) -> YAMLValue {
    .sequence(texts.map { .text($0) }, flow: true)
  }
}

extension SpecGenerator {
  /// A campaign that a project's file may say today and on any later day.
  package mutating func campaign(_ key: String) -> GeneratedCampaign {
    var spec = spec()
    spec.sender = random.pick([.email("ana@acme.test"), .id("5002"), .email("cleo@acme.test")])
    if spec.format == .bot { spec.callToAction = nil }
    spec.schedule = Schedule(
      send: spec.schedule.send, timeZone: random.pick(["UTC", "Europe/Berlin"]))
    return GeneratedCampaign(
      key: key, spec: spec, audience: audience(), dates: dates(),
      lifecycle: Lifecycle(onRemoval: random.once(in: 3) ? .delete : .archive))
  }

  package mutating func audience() -> String {
    random.pick([
      "{ everyone: true }", "{ attribute: plan, is: pro }",
      "{ attribute: plan, any_of: [pro, team] }", "{ event: exported, never: true }",
      "{ all: [{ tag: beta }, { attribute: signed_up_at, more_than: 7 days ago }] }",
      "{ any: [{ segment: new }, { not: { attribute: seats, greater_than: 4 } }] }",
    ])
  }

  private mutating func dates() -> [String: String] {
    var dates: [String: String] = [:]
    if random.once(in: 4) { dates["start"] = "2100-03-0\(1 + random.roll(9)) 09:00" }
    if random.once(in: 4) { dates["end"] = "2101-03-0\(1 + random.roll(9))" }
    return dates
  }
}
