internal import Audiences
public import Diagnostics
internal import JSON
public import Planning
internal import YAML

extension ProjectContent {
  /// What the files ask of one environment: its campaigns with every default and variable filled
  /// in.
  ///
  /// Nil when anything in the project is an error: a campaign that could not be read must not look
  /// like one that was removed. The diagnostics are those that only lowering can find.
  public func lower(
    for environment: Environment
  ) -> (desired: DesiredSet?, diagnostics: [Diagnostic]) {
    guard let project, !diagnostics.hasErrors else { return (nil, []) }
    var lowering = Lowering(project, environment, audiences)
    var messages: [DesiredMessage] = []
    messages.reserveCapacity(documents.count)
    var elsewhere: Set<String> = []
    var skipped: [SkippedCampaign] = []
    var shortfalls: [Shortfall] = []
    for document in documents {
      if !document.belongs(to: environment.name) {
        if let key = document.key { elsewhere.insert(key) }
      } else if let message = document.campaign.flatMap({ lowering.lower($0) }) {
        let shortfall = Shortfall(of: message.key, message.spec, in: environment)
        if let shortfall, shortfall.isSkipped {
          skipped.append(SkippedCampaign(message, shortfall.shortcomings.unsupported))
          continue
        }
        messages.append(message)
        if let shortfall { shortfalls.append(shortfall) }
      }
    }
    let found = asWanted(lowering.diagnostics + diagnostics(of: shortfalls)).sortedByPlace()
    guard !found.hasErrors else { return (nil, found) }
    var limits = project.limits
    if project.level(of: .tooOften) == .off { limits.perPerson = nil }
    return (
      DesiredSet(
        project: project.name, formerProjects: project.previously, environment: environment.name,
        messages: messages, elsewhere: elsewhere, skipped: skipped, limits: limits,
        freezes: project.frozenTimes, looksAround: project.level(of: .collision) != .off),
      found
    )
  }
}

/// What one part of the campaigns comes to in an environment.
public struct EnvironmentPart: Sendable {
  /// As they were found.
  let diagnostics: [Diagnostic]
  /// Of what is live there, sorted by key.
  let showings: [Showing]
  /// What the environment's remote cannot do, by key.
  let shortfalls: [Shortfall]
}

extension ProjectContent {
  /// What only lowering can find in one of several equal parts of the campaigns; of what it makes
  /// little is kept, and parts can be looked through side by side.
  ///
  /// - Parameters:
  ///   - part: from 0 to one below `parts`.
  ///   - now: Unix seconds.
  public func part(
    _ part: Int, of parts: Int, in environment: Environment, now: Int64
  ) -> EnvironmentPart {
    guard let project, !diagnostics.hasErrors else {
      return EnvironmentPart(diagnostics: [], showings: [], shortfalls: [])
    }
    var lowering = Lowering(project, environment, audiences)
    var showings: [Showing] = []
    var shortfalls: [Shortfall] = []
    let looksAround = project.looksAround
    let (start, end) = (documents.count * part / parts, documents.count * (part + 1) / parts)
    for document in documents[start..<end] where document.belongs(to: environment.name) {
      guard let campaign = document.campaign else { continue }
      let isPlain = environment.doesEverything && lowering.isSettled(campaign)
      let message = isPlain ? nil : lowering.lower(campaign)
      if let message, let shortfall = Shortfall(of: message.key, message.spec, in: environment) {
        shortfalls.append(shortfall)
        if shortfall.isSkipped { continue }
      }
      guard looksAround, campaign.status == .live else { continue }
      if let message {
        if let showing = Showing(message.key, message.spec, liveSince: nil, now: now) {
          showings.append(showing)
        }
      } else if let showing = lowering.showing(of: campaign, now: now) {
        showings.append(showing)
      }
    }
    return EnvironmentPart(
      diagnostics: lowering.diagnostics, showings: showings, shortfalls: shortfalls)
  }
}

/// Lowers campaigns, one after another, for one environment.
private struct Lowering {
  private let project: Project
  private let filling: Filling
  /// Bytes of the longest of them.
  private let longestValue: Int
  private let folder: String
  private(set) var diagnostics: [Diagnostic]
  private var zones = TimeZones()

  init(_ project: Project, _ environment: Environment, _ documents: [AudienceDocument]) {
    self.project = project
    folder = project.folder
    filling = Filling(environment, documents)
    longestValue = filling.values.values.map(\.utf8.count).max() ?? 0
    diagnostics = filling.diagnostics
  }

  mutating func lower(_ campaign: Campaign) -> DesiredMessage? {
    guard let sender = campaign.sender ?? project.defaults.sender,
      let audience = audience(of: campaign)
    else { return nil }
    let spec = MessageSpec(
      format: campaign.format, status: campaign.status, sender: sender, audience: audience,
      title: campaign.copy.title.map(fill), body: campaign.copy.body.map(fill),
      image: campaign.copy.image.map(fill),
      callToAction: campaign.copy.callToAction.map {
        CallToAction(label: fill($0.label), url: fill($0.url))
      },
      bot: campaign.bot.map(bot), display: display(campaign.display),
      schedule: schedule(campaign.schedule), goal: campaign.goal,
      tags: Set(campaign.tags).sorted())
    if !isSmallEnough(spec, campaign) || !isPossible(spec.schedule, campaign) { return nil }
    return DesiredMessage(
      key: campaign.key, formerKeys: campaign.previously, spec: spec,
      lifecycle: campaign.lifecycle,
      place: Place(path: path(of: campaign.file), line: campaign.line))
  }

  /// True when lowering can find nothing wrong with a campaign: no audience is put into it, no
  /// instant is made of its dates, and it is small whatever the variables are.
  func isSettled(_ campaign: Campaign) -> Bool {
    guard case .rule = campaign.audience, campaign.schedule.start == nil,
      campaign.schedule.end == nil
    else { return false }
    return mostBytes(of: campaign) <= CampaignCheck.largest
  }

  /// Where and to whom a live campaign shows that is settled; nil for others.
  func showing(of campaign: Campaign, now: Int64) -> Showing? {
    guard case .rule(let rule) = campaign.audience, isSettled(campaign) else { return nil }
    return Showing(
      campaign.key, campaign.format, display(campaign.display),
      Schedule(send: campaign.schedule.send), rule, liveSince: nil, now: now)
  }

  private func fill(_ text: String) -> String { filling.fill(text) }

  private mutating func audience(of campaign: Campaign) -> Rule? {
    switch campaign.audience {
    case .rule(let rule): return rule
    case .open(let node):
      var reader = AudienceReader(campaign.file, audiences: filling.audiences)
      let rule = reader.read(node) { text, _ in fill(text) }
      diagnostics += reader.diagnostics
      if let rule {
        diagnostics += AudienceReader.problems(of: rule, in: node, campaign.file)
      }
      return rule
    }
  }

  private func bot(_ bot: Bot) -> Bot {
    let steps = bot.steps.map { step in
      let replies = step.replies.map { reply in
        let target: Bot.Reply.Target =
          switch reply.target {
          case .next, .end: reply.target
          case .url(let url): .url(fill(url))
          }
        return Bot.Reply(label: fill(reply.label), target: target)
      }
      return Bot.Step(name: step.name, say: fill(step.say), replies: replies)
    }
    return Bot(start: bot.start, steps: steps)
  }

  private func display(_ display: Display) -> Display {
    var display = display
    display.pages = display.pages.map(fill)
    display.anchor = display.anchor.map(fill)
    return display
  }

  private mutating func schedule(_ written: WrittenSchedule) -> Schedule {
    let zone = written.timeZone ?? project.defaults.timeZone
    return Schedule(
      send: written.send,
      startsAt: zone.flatMap { written.start?.start(in: $0, &zones) },
      endsAt: zone.flatMap { written.end?.end(in: $0, &zones) },
      timeZone: written.start == nil && written.end == nil ? written.timeZone : zone)
  }

  /// What only instants show: a clock change can put an end before its start, and a remote counts
  /// seconds from 1970 to the end of 9999.
  private mutating func isPossible(_ schedule: Schedule, _ campaign: Campaign) -> Bool {
    for (name, instant) in [("start", schedule.startsAt), ("end", schedule.endsAt)] {
      guard let instant, !Self.instants.contains(instant) else { continue }
      diagnostics.append(
        Diagnostic(
          .invalidDate, "this is not between 1970 and the end of 9999",
          at: campaign.label(at: ["schedule", name])))
      return false
    }
    guard let start = schedule.startsAt, let end = schedule.endsAt, end <= start else {
      return true
    }
    diagnostics.append(
      Diagnostic(
        .endBeforeStart, "`end` is not after `start`, as the clock changes in between",
        at: campaign.label(at: ["schedule", "end"]),
        also: [campaign.label(at: ["schedule", "start"], "it starts here")],
        help: ["an hour that the clock skips is taken for the one that follows"]))
    return false
  }

  /// Unix seconds that a schedule can have.
  private static let instants: ClosedRange<Int64> = 0...253_402_300_799

  /// The path from the project's root.
  private func path(of file: SourceFile) -> String {
    file.path.hasPrefix(folder) ? String(file.path.dropFirst(folder.count)) : file.path
  }

  /// More than a campaign without named audiences can come to as JSON: a byte of its text is at most
  /// six there, and names and punctuation are far below the rest.
  private func mostBytes(of campaign: Campaign) -> Int {
    let text = campaign.range.end - campaign.range.start
    return (text + campaign.variables.count * longestValue) * 6 + 4_096
  }

  /// What was written is bounded as it is read; variables and named audiences can make more of it.
  private mutating func isSmallEnough(_ spec: MessageSpec, _ campaign: Campaign) -> Bool {
    if case .rule = campaign.audience, mostBytes(of: campaign) <= CampaignCheck.largest {
      return true
    }
    let size = JSONValue.object(spec.json).compact().count
    guard size > CampaignCheck.largest else { return true }
    diagnostics.append(
      Diagnostic(
        .campaignTooLarge,
        "with its variables and audiences this campaign holds \(size >> 10) KiB; "
          + "\(CampaignCheck.largest >> 10) KiB are possible",
        at: campaign.label(at: []),
        help: [
          "a list of many people belongs into a tag or a segment, which the audience then names"
        ]))
    return false
  }
}
