internal import Audiences
internal import Diagnostics
internal import Planning
internal import YAML

/// Holds what files name against what a workspace knows, and finds the places of what is wrong.
///
/// Campaigns keep no nodes: a file is read again where there is something to say about it.
struct WorkspaceCheck {
  private let content: ProjectContent
  private let workspace: String
  private let facts: WorkspaceFacts
  private let audiences: [String: AudienceDocument]
  private let campaigns: [String: Campaign]
  /// The documents of files that were read again, by where they begin.
  private var roots: [String: [Int: Node]] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ content: ProjectContent, _ workspace: String, _ facts: WorkspaceFacts) {
    self.content = content
    self.workspace = workspace
    self.facts = facts
    audiences = Dictionary(content.audiences.map { ($0.name, $0) }) { first, _ in first }
    campaigns = Dictionary(content.campaigns.map { ($0.key, $0) }) { first, _ in first }
  }

  // MARK: - Rules

  mutating func report(_ misfits: [Misfit], of message: DesiredMessage) {
    guard let (campaign, node) = audience(of: message.key) else { return }
    for misfit in misfits {
      guard let place = ConditionPlace(of: misfit.path, in: node, campaign.file, audiences) else {
        continue
      }
      var diagnostic = diagnostic(misfit, at: place)
      let isLive = message.spec.status == .live
      if isLive, misfit.isDenied, misfit.problem.isGraveWhereDenied { diagnostic.severity = .error }
      diagnostics.append(diagnostic)
    }
  }

  private mutating func audience(of key: String) -> (Campaign, Node)? {
    guard let campaign = campaigns[key], let node = root(of: campaign)?["audience"] else {
      return nil
    }
    return (campaign, node)
  }

  private mutating func root(of campaign: Campaign) -> Node? {
    let path = campaign.file.path
    if roots[path] == nil {
      let found = YAMLReader().read(campaign.file).documents.compactMap(\.root)
      roots[path] = Dictionary(found.map { ($0.range.start, $0) }) { first, _ in first }
    }
    return roots[path]?[campaign.range.start]
  }

  private func diagnostic(_ misfit: Misfit, at place: ConditionPlace) -> Diagnostic {
    let effect = misfit.isDenied ? "everybody passes this" : "nobody passes this"
    switch misfit.problem {
    case .noAttribute(let name, let owner):
      let node = place.name(.attribute)
      let whose = owner == .company ? "has no company attribute" : "has no attribute"
      let (help, near) = help(forAttribute: name, of: owner)
      return Diagnostic(
        .unknownAttribute, "the workspace \(workspace) \(whose) \(Shown.value(name))",
        at: Label(place.file, node.place, effect), help: help, fix: node.fix(to: near))
    case .otherType(let attribute, let asked):
      return Diagnostic(
        .attributeType,
        "\(Shown.value(attribute.name)) is \(attribute.type?.noun ?? "something else") in the "
          + "workspace \(workspace), and this asks for \(asked.noun)",
        at: Label(place.file, place.value(nil).place, effect),
        help: attribute.type.map { [$0.help] } ?? [])
    case .noOption(let value, let attribute, let index):
      let node = place.value(index)
      let near = suggestion(for: value, among: attribute.options)
      let help =
        near.map { "did you mean \(Shown.value($0))?" }
        ?? Self.list("its values", attribute.options)
      return Diagnostic(
        .unknownOption,
        "\(Shown.value(value)) is no value of \(Shown.value(attribute.name)) in the workspace "
          + workspace,
        at: Label(
          place.file, node.place,
          misfit.isDenied ? "this leaves nobody out" : "nobody has this"),
        help: [help], fix: node.fix(to: near))
    case .noTag(let name):
      return unknown(.unknownTag, "tag", name, .tag, among: facts.tags, place, effect)
    case .noSegment(let name):
      return unknown(
        .unknownSegment, "segment", name, .segment, among: facts.segments, place, effect)
    case .noNewsfeed(let name):
      return unknown(
        .unknownNewsfeed, "newsfeed", name, .newsfeed, among: facts.newsfeeds, place,
        "nowhere to show it")
    }
  }

  private func unknown(
    _ kind: DiagnosticKind, _ noun: String, _ name: String, _ head: RuleHead,
    among known: Set<ExactText>?, _ place: ConditionPlace, _ effect: String
  ) -> Diagnostic {
    let node = place.name(head)
    let names = known?.map(\.text).sorted() ?? []
    let near = suggestion(for: name, among: names)
    let help = near.map { "did you mean \(Shown.value($0))?" } ?? Self.list("its \(noun)s", names)
    return Diagnostic(
      kind, "the workspace \(workspace) has no \(noun) \(Shown.value(name))",
      at: Label(place.file, node.place, effect), help: [help], fix: node.fix(to: near))
  }

  private func help(
    forAttribute name: String, of owner: AttributeFacts.Owner
  ) -> (help: [String], near: String?) {
    guard let attributes = facts.attributes else { return ([], nil) }
    let other: AttributeFacts.Owner = owner == .person ? .company : .person
    if attributes.attribute(name, of: other) != nil {
      return (
        [
          owner == .person
            ? "companies have it: write `company: { attribute: \(name), … }`"
            : "people have it: ask for it outside of `company`"
        ], nil
      )
    }
    let near = suggestion(for: name, among: attributes.names(of: owner))
    return (
      [near.map { "did you mean \(Shown.value($0))?" } ?? "check the spelling, or make it there"],
      near
    )
  }

  private static func list(_ what: String, _ names: [String]) -> String {
    if names.isEmpty { return "it has none" }
    let more = names.count > 8 ? " and \(names.count - 8) more" : ""
    return "\(what) are " + names.prefix(8).map(Shown.value).joined(separator: ", ") + more
  }

  // MARK: - Copy

  /// Looks at what is filled when a message is shown.
  mutating func checkPlaceholders(of message: DesiredMessage) {
    guard let attributes = facts.attributes, let campaign = campaigns[message.key],
      let root = root(of: campaign)
    else { return }
    let manuscript = Manuscript(campaign, root)
    let texts =
      manuscript.passages.map { ($0.text, $0.place(of:in:)) }
      + manuscript.links.map { ($0.url, $0.place(of:in:)) }
    for (text, place) in texts {
      for case .placeholder(let placeholder) in PlaceholderScan.pieces(in: text)
      where !attributes.fills(placeholder.name) {
        let near = suggestion(for: placeholder.name, among: attributes.placeholders)
        let reads = placeholder.fallback == nil ? "nothing there" : "the fallback"
        diagnostics.append(
          Diagnostic(
            .unknownAttribute,
            "the workspace \(workspace) has no attribute \(Shown.value(placeholder.name))",
            at: Label(
              campaign.file, place(placeholder.range, campaign.file), "everybody reads \(reads)"),
            help: [
              near.map { "did you mean \(Shown.value($0))?" }
                ?? "check the spelling, or make it there"
            ]))
      }
    }
  }

  // MARK: - Events

  mutating func report(
    unseen event: String, _ places: [NamedEvent.Place], of key: String, near: String?
  ) {
    guard let campaign = campaigns[key] else { return }
    let help =
      near.map { "did you mean \(Shown.value($0))?" }
      ?? "check the spelling; an event that is new needs nothing"
    for place in places {
      let label: Label
      switch place {
      case .rule(let path):
        guard let (campaign, node) = audience(of: key),
          let condition = ConditionPlace(of: path, in: node, campaign.file, audiences)
        else { continue }
        label = Label(condition.file, condition.name(.event).place)
      case .trigger: label = campaign.label(at: ["display", "trigger", "event"])
      case .goal: label = campaign.label(at: ["goal", "event"])
      }
      diagnostics.append(
        Diagnostic(
          .unseenEvent,
          "nobody in the workspace \(workspace) has ever done \(Shown.value(event))", at: label,
          help: [help]))
    }
  }
}

extension Misfit.Problem {
  /// Whether it is an error that it lets everybody pass. A tag comes into being with its first use.
  fileprivate var isGraveWhereDenied: Bool {
    switch self {
    case .noAttribute, .noOption, .noSegment, .otherType: true
    case .noTag, .noNewsfeed: false
    }
  }
}

extension AttributeType {
  fileprivate var noun: String {
    switch self {
    case .text: "text"
    case .number: "a number"
    case .boolean: "true or false"
    case .date: "a date"
    }
  }

  fileprivate var help: String {
    switch self {
    case .text: "text is compared with text: put the value in quotes"
    case .number: "a number is compared with a number: write the value without quotes"
    case .boolean: "write `is: true` or `is: false`"
    case .date: "a date has `more_than`, `less_than`, `exactly`, `after`, `before` and `on_date`"
    }
  }
}

extension AttributeFacts {
  /// What is filled from an attribute of another name.
  private static let derived = ["first_name", "last_name"]
  private static let companyPrefix = "company."

  func fills(_ name: String) -> Bool {
    if name.hasPrefix(Self.companyPrefix) {
      return attribute(String(name.dropFirst(Self.companyPrefix.count)), of: .company) != nil
    }
    return Self.derived.contains(name) || attribute(name, of: .person) != nil
  }

  fileprivate var placeholders: [String] {
    Self.derived + names(of: .person) + names(of: .company).map { Self.companyPrefix + $0 }
  }
}

extension Node {
  /// A change that writes a plain word in place of another.
  fileprivate func fix(to word: String?) -> Fix? {
    guard let word, alias == nil, let scalar, scalar.style == .plain, !scalar.text.contains("$"),
      word.utf8.allSatisfy({ Byte.isNamePart($0) }), word.utf8.first.map(Byte.isLetter) ?? false
    else { return nil }
    return Fix("write `\(word)`", replacing: range, with: word)
  }
}
