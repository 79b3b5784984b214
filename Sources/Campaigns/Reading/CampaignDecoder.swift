internal import Audiences
internal import Diagnostics
internal import Planning
internal import YAML

/// Makes a typed campaign of a document in which no error was found.
struct CampaignDecoder {
  let file: SourceFile
  let line: Int
  let root: Node
  let audience: WrittenAudience
  let variables: [VariableUse]

  var campaign: Campaign? {
    guard let key = root["campaign"]?.text,
      let format = choice(root["format"], Format.self)
    else { return nil }
    return Campaign(
      key: key, file: file, line: line, range: root.range, format: format,
      status: choice(root["status"], Status.self) ?? .live, sender: Self.sender(root["from"]),
      audience: audience, copy: copy, bot: bot, display: display, schedule: schedule, goal: goal,
      lifecycle: lifecycle, keep: root["keep"]?.text, tags: root["tags"]?.texts ?? [],
      onlyIn: root["only_in"]?.texts,
      previously: root["previously"]?.texts ?? [], variables: variables)
  }

  /// An admin by e-mail address or id.
  static func sender(_ node: Node?) -> Sender? {
    if let text = node?.text { return SenderText.read(text) }
    return node?.integer.map { .id(String($0)) }
  }

  private var copy: Copy {
    guard let copy = root["copy"] else {
      return Copy(title: nil, body: nil, image: nil, callToAction: nil)
    }
    return Copy(
      title: copy["title"]?.text, body: copy["body"]?.text, image: copy["image"]?.text,
      callToAction: copy["cta"].flatMap(callToAction))
  }

  private func callToAction(_ node: Node) -> CallToAction? {
    guard let label = node["label"]?.text, let url = node["url"]?.text else { return nil }
    return CallToAction(label: label, url: url)
  }

  private var bot: Bot? {
    guard let node = root["bot"], let start = node["start"]?.text,
      let entries = node["steps"]?.entries
    else { return nil }
    let steps = entries.map { entry in
      Bot.Step(
        name: entry.key, say: entry.value["say"]?.text ?? "",
        replies: (entry.value["replies"]?.items ?? []).map(reply))
    }
    return Bot(start: start, steps: steps)
  }

  private func reply(_ node: Node) -> Bot.Reply {
    let label = node["label"]?.text ?? ""
    if let next = node["next"]?.text { return Bot.Reply(label: label, target: .next(next)) }
    if let url = node["url"]?.text { return Bot.Reply(label: label, target: .url(url)) }
    return Bot.Reply(label: label, target: .end)
  }

  private var display: Display {
    guard let node = root["display"] else { return Display() }
    return Display(
      trigger: trigger(node["trigger"]), pages: node["pages"]?.texts ?? [],
      frequency: choice(node["frequency"], Display.Frequency.self) ?? .showOnce,
      anchor: node["anchor"]?.text, placement: choice(node["placement"], Display.Placement.self))
  }

  private func trigger(_ node: Node?) -> Display.Trigger {
    if let event = node?["event"]?.text { return .event(event) }
    if let delay = node?["delay"]?.text.flatMap(SpanText.read) {
      return .delay(seconds: delay.seconds)
    }
    return .pageLoad
  }

  private var schedule: WrittenSchedule {
    let node = root["schedule"]
    return WrittenSchedule(
      send: choice(node?["send"], Schedule.Send.self) ?? .once,
      start: node?["start"]?.text.flatMap(WrittenTime.init(_:)),
      end: node?["end"]?.text.flatMap(WrittenTime.init(_:)), timeZone: node?["time_zone"]?.text)
  }

  private var goal: Goal? {
    guard let node = root["goal"], let event = node["event"]?.text else { return nil }
    return Goal(event: event, within: node["within"]?.text.flatMap(SpanText.read))
  }

  private var lifecycle: Lifecycle {
    let node = root["lifecycle"]
    return Lifecycle(
      protect: node?["protect"]?.boolean ?? false,
      onRemoval: choice(node?["on_removal"], Lifecycle.OnRemoval.self) ?? .archive)
  }

  private func choice<Choice: RawRepresentable<String>>(
    _ node: Node?, _: Choice.Type
  ) -> Choice? {
    node?.text.flatMap(Choice.init(rawValue:))
  }
}
