internal import Audiences
internal import Diagnostics
internal import Planning
internal import YAML

/// Puts what a message holds into its campaign's document, part by part, as a value.
struct PartWriter {
  let file: SourceFile
  let root: Node
  let project: Project
  let filling: Filling
  /// As the files say it now.
  let current: MessageSpec
  /// As the workspace holds it.
  let wanted: MessageSpec
  var zones = TimeZones()

  /// The document with one part changed.
  mutating func document(
    _ document: YAMLValue, with part: PulledPart
  ) throws(PullObstacle) -> YAMLValue {
    switch part {
    case .format: return try set(["format"], .plain(wanted.format.rawValue), in: document)
    case .status: return try set(["status"], .plain(wanted.status.rawValue), in: document)
    case .sender:
      try refuseDefault(["from"], project.node["defaults"]?["from"])
      return try set(["from"], CampaignWriter.sender(wanted.sender), in: document)
    case .title: return try set(["copy", "title"], wanted.title, in: document)
    case .body: return try set(["copy", "body"], wanted.body, in: document)
    case .image: return try set(["copy", "image"], wanted.image, in: document)
    case .callToAction: return try callToAction(document)
    case .bot: return try set(["bot"], bot(), in: document, isMade: true)
    case .audience: return try set(["audience"], audience(), in: document, isMade: true)
    case .trigger: return try trigger(document)
    case .pages: return try set(["display", "pages"], pages(), in: document, isMade: true)
    case .frequency:
      return try set(
        ["display", "frequency"], .plain(wanted.display.frequency.rawValue), in: document)
    case .anchor: return try set(["display", "anchor"], wanted.display.anchor, in: document)
    case .placement:
      return try set(
        ["display", "placement"], wanted.display.placement.map { .plain($0.rawValue) },
        in: document)
    case .send:
      return try set(["schedule", "send"], .plain(wanted.schedule.send.rawValue), in: document)
    case .start:
      let start = try time(wanted.schedule.startsAt) { $0.start(at: $1, in: $2) }
      return try set(["schedule", "start"], start, in: document)
    case .end:
      let end = try time(wanted.schedule.endsAt) { $0.end(at: $1, in: $2) }
      return try set(["schedule", "end"], end, in: document)
    case .timeZone:
      try refuseDefault(
        ["schedule", "time_zone"], project.node["defaults"]?["schedule"]?["time_zone"])
      return try set(
        ["schedule", "time_zone"], wanted.schedule.timeZone.map { .text($0) }, in: document)
    case .goal: return try goal(document)
    case .tags: return try set(["tags"], tags(), in: document, isMade: true)
    }
  }

  // MARK: - One value

  private func set(
    _ path: [String], _ text: String?, in document: YAMLValue
  ) throws(PullObstacle) -> YAMLValue {
    try set(path, text.map { .filled($0) }, in: document)
  }

  /// `isMade`: variables in what was there have been looked at.
  private func set(
    _ path: [String], _ value: YAMLValue?, in document: YAMLValue, isMade: Bool = false
  ) throws(PullObstacle) -> YAMLValue {
    if !isMade, let node = node(path) { try refuseVariable(in: node) }
    return document.setting(path, to: value, .campaign)
  }

  private func node(_ path: [String]) -> Node? {
    var node: Node? = root
    for name in path { node = node?[name] }
    return node
  }

  private func refuseVariable(in node: Node) throws(PullObstacle) {
    guard let use = node.firstVariable else { return }
    throw PullObstacle(.variable(use.name), at: Label(file, use.place))
  }

  /// What a campaign does not say, and the project says for it.
  private func refuseDefault(_ path: [String], _ inProject: Node?) throws(PullObstacle) {
    guard node(path) == nil, let inProject else { return }
    throw PullObstacle(.projectDefault, at: Label(project.file, inProject.place))
  }

  /// How the campaign writes an instant in its zone.
  private mutating func time(
    _ instant: Int64?,
    _ write: (inout TimeZones, Int64, String) -> String?
  ) throws(PullObstacle) -> YAMLValue? {
    guard let instant else { return nil }
    let zone = current.schedule.timeZone ?? project.defaults.timeZone
    guard let zone, let text = write(&zones, instant, zone) else {
      throw PullObstacle(.unsayable, at: Label(file, (node(["schedule"]) ?? root).head))
    }
    return .plain(text)
  }

  // MARK: - Small mappings

  private func callToAction(_ document: YAMLValue) throws(PullObstacle) -> YAMLValue {
    let path = ["copy", "cta"]
    guard let button = wanted.callToAction else {
      return try set(path, YAMLValue?.none, in: document)
    }
    guard let old = current.callToAction, node(path) != nil else {
      return try set(
        path,
        .mapping(
          [.init("label", .filled(button.label)), .init("url", .filled(button.url))], flow: true),
        in: document)
    }
    var document = document
    if old.label != button.label {
      document = try set(path + ["label"], button.label, in: document)
    }
    if old.url != button.url { document = try set(path + ["url"], button.url, in: document) }
    return document
  }

  private func trigger(_ document: YAMLValue) throws(PullObstacle) -> YAMLValue {
    try set(["display", "trigger"], CampaignWriter.trigger(wanted.display.trigger), in: document)
  }

  private func goal(_ document: YAMLValue) throws(PullObstacle) -> YAMLValue {
    guard let goal = wanted.goal else { return try set(["goal"], YAMLValue?.none, in: document) }
    guard node(["goal"]) != nil else {
      return try set(["goal"], CampaignWriter.goal(goal), in: document)
    }
    var document = document
    if current.goal?.event != goal.event {
      document = try set(["goal", "event"], .text(goal.event), in: document)
    }
    if current.goal?.within != goal.within {
      document = try set(
        ["goal", "within"], goal.within.map { .plain($0.description) }, in: document)
    }
    return document
  }

  // MARK: - Lists and rules

  /// Tags have no order for a message; the file keeps the one that it has.
  private func tags() throws(PullObstacle) -> YAMLValue? {
    let kept = (node(["tags"])?.items ?? []).filter { wanted.tags.contains($0.text ?? "") }
    let old = Set(kept.compactMap(\.text))
    let values =
      kept.map { YAMLValue($0) } + wanted.tags.filter { !old.contains($0) }.map { .text($0) }
    return values.isEmpty ? nil : .sequence(values, flow: true)
  }

  private func pages() throws(PullObstacle) -> YAMLValue? {
    let items = node(["display", "pages"])?.items ?? []
    let old = current.display.pages
    for (item, page) in zip(items, old) where !wanted.display.pages.contains(page) {
      try refuseVariable(in: item)
    }
    let values = wanted.display.pages.map { page in
      old.firstIndex(of: page).flatMap { items.indices.contains($0) ? YAMLValue(items[$0]) : nil }
        ?? .filled(page)
    }
    return values.isEmpty ? nil : .sequence(values, flow: true)
  }

  private func audience() throws(PullObstacle) -> YAMLValue? {
    guard let node = root["audience"] else { return nil }
    return try RulePull(file: file, filling: filling).value(of: node, saying: wanted.audience)
  }

  // MARK: - Bots

  private func bot() throws(PullObstacle) -> YAMLValue? {
    guard let wanted = wanted.bot else { return nil }
    guard let old = current.bot, let node = root["bot"] else { return CampaignWriter.bot(wanted) }
    var steps: [YAMLValue.Pair] = []
    for step in wanted.steps {
      guard let entry = node["steps"]?.entry(step.name),
        let before = old.steps.first(where: { $0.name == step.name })
      else {
        steps.append(.init(step.name, CampaignWriter.step(step)))
        continue
      }
      steps.append(.init(step.name, try self.step(entry.value, before, step)))
    }
    var start = YAMLValue.text(wanted.start)
    if wanted.start == old.start, let node = node["start"] { start = YAMLValue(node) }
    return .mapping([.init("start", start), .init("steps", .mapping(steps))])
  }

  private func step(
    _ node: Node, _ old: Bot.Step, _ new: Bot.Step
  ) throws(PullObstacle) -> YAMLValue {
    if old == new { return YAMLValue(node) }
    var pairs: [YAMLValue.Pair] = []
    if let say = node["say"], old.say == new.say {
      pairs.append(.init("say", YAMLValue(say)))
    } else {
      if let say = node["say"] { try refuseVariable(in: say) }
      pairs.append(.init("say", .filled(new.say)))
    }
    let items = node["replies"]?.items ?? []
    var replies: [YAMLValue] = []
    for (index, reply) in new.replies.enumerated() {
      if let same = old.replies.firstIndex(of: reply), items.indices.contains(same) {
        replies.append(YAMLValue(items[same]))
      } else if items.indices.contains(index), old.replies.indices.contains(index),
        !new.replies.contains(old.replies[index])
      {
        replies.append(try self.reply(items[index], old.replies[index], reply))
      } else {
        replies.append(CampaignWriter.reply(reply))
      }
    }
    if !replies.isEmpty { pairs.append(.init("replies", .sequence(replies))) }
    return .mapping(pairs)
  }

  private func reply(
    _ node: Node, _ old: Bot.Reply, _ new: Bot.Reply
  ) throws(PullObstacle) -> YAMLValue {
    let written = CampaignWriter.reply(new)
    return .mapping(
      try written.pairs.map { pair throws(PullObstacle) in
        let isSame = pair.key == "label" ? old.label == new.label : old.target == new.target
        if isSame, let value = node[pair.key] { return .init(pair.key, YAMLValue(value)) }
        if let value = node[pair.key] { try refuseVariable(in: value) }
        return pair
      }, flow: true)
  }
}

extension Node {
  /// What may be pointed at for all of it.
  fileprivate var head: SourceRange { entries?.first?.keyRange ?? place }
}
