import Audiences
import Planning

/// What is entered by hand, field by field: the same for text, Markdown and JSON.
struct HandoverSheet {
  struct Section {
    let name: String
    var fields: [Field] = []
  }

  struct Field {
    let name: String
    /// At least one; each begins under its own indent.
    let lines: [Line]
  }

  struct Line {
    /// In steps.
    let depth: Int
    let text: String

    init(_ text: String, depth: Int = 0) {
      self.text = text
      self.depth = depth
    }
  }

  /// As `a tooltip`.
  let content: String
  let sections: [Section]
  /// What is to be minded.
  let remarks: [String]

  init(_ handover: Handover) {
    let spec = handover.message.spec
    content = spec.format.content
    let audience = HandoverAudience(spec.audience, send: spec.schedule.send)
    let display = HandoverDisplay(
      spec.display, spec.schedule, of: spec.format, in: handover.timeZone)
    sections = [
      Self.copy(spec), Self.paths(spec.bot), audience.section, display.section,
      Self.rest(spec),
    ].filter { !$0.fields.isEmpty }
    remarks =
      Self.remarks(on: spec) + audience.remarks + display.remarks
      + ["herald neither sees nor changes what is made by hand: its file stays the record of it"]
  }

  private static func copy(_ spec: MessageSpec) -> Section {
    var section = Section(name: "content")
    section.add("from", spec.sender.text)
    section.add("title", spec.title)
    section.add("text", spec.body)
    section.add("image", spec.image)
    if let action = spec.callToAction {
      section.add("button", action.label)
      section.add("leads to", action.url)
    }
    section.add("points at", spec.display.anchor)
    section.add("placement", spec.display.placement?.rawValue)
    return section
  }

  /// A bot's steps, the first one first.
  private static func paths(_ bot: Bot?) -> Section {
    var section = Section(name: "paths")
    guard let bot else { return section }
    let steps =
      bot.steps.filter { $0.name == bot.start } + bot.steps.filter { $0.name != bot.start }
    for step in steps {
      let message = step.say.handoverLines
      let replies = step.replies.map { reply in
        Line("reply button “\(reply.label)”: \(reply.target.sentence)", depth: 1)
      }
      section.fields.append(Field(name: step.name, lines: message + replies))
    }
    return section
  }

  private static func rest(_ spec: MessageSpec) -> Section {
    var section = Section(name: "when it is made")
    if let goal = spec.goal {
      let within = goal.within.map { ", within \($0) of receiving it" } ?? ""
      section.add("goal", "the event \(goal.event)\(within)")
    }
    section.add("tags", spec.tags.isEmpty ? nil : spec.tags.joined(separator: ", "))
    let state =
      switch spec.status {
      case .live: "set it live"
      case .draft: "leave it a draft"
      case .paused: "leave it paused"
      }
    section.add("then", state)
    return section
  }

  private static func remarks(on spec: MessageSpec) -> [String] {
    let steps = spec.bot?.steps.flatMap { [$0.say] + $0.replies.map(\.label) } ?? []
    let texts =
      [spec.title, spec.body, spec.callToAction?.label, spec.callToAction?.url]
      .compactMap(\.self) + steps
    guard texts.contains(where: { !PlaceholderScan.pieces(in: $0).isEmpty }) else { return [] }
    return [
      "`{{ }}` is herald's notation: insert the attribute of that name there, with its fallback"
    ]
  }
}

extension HandoverSheet.Section {
  /// Nothing for nil.
  mutating func add(_ name: String, _ text: String?) {
    guard let text else { return }
    fields.append(HandoverSheet.Field(name: name, lines: text.handoverLines))
  }
}

extension String {
  fileprivate var handoverLines: [HandoverSheet.Line] {
    let lines = split(separator: "\n", omittingEmptySubsequences: false).map {
      HandoverSheet.Line(String($0))
    }
    return lines.count > 1 && lines.last?.text.isEmpty == true ? Array(lines.dropLast()) : lines
  }
}

extension Format {
  fileprivate var content: String {
    switch self {
    case .chat: "a chat"
    case .post: "a post"
    case .tooltip: "a tooltip"
    case .bot: "a workflow (custom bot)"
    }
  }
}

extension Bot.Reply.Target {
  fileprivate var sentence: String {
    switch self {
    case .next(let step): "goes to the path \(step)"
    case .url(let url): "opens \(url), and ends"
    case .end: "ends"
    }
  }
}
