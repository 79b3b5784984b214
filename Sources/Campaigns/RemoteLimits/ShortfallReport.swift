internal import Diagnostics
internal import Planning
internal import YAML

/// Says at a campaign's own lines what remotes cannot do of it.
struct ShortfallReport {
  private let campaign: Campaign
  /// The document's mapping; nil only where the file is another by now.
  private let root: Node?
  private let shortfalls: [Shortfall]

  /// - Parameter shortfalls: of the campaign, in the order of environments.
  init(_ campaign: Campaign, _ shortfalls: [Shortfall]) {
    self.campaign = campaign
    self.shortfalls = shortfalls
    root = campaign.node
  }

  var diagnostics: [Diagnostic] {
    var isFirst = true
    return Shortcoming.allCases.flatMap { shortcoming -> [Diagnostic] in
      let environments = shortfalls.filter { $0.told.contains(shortcoming) }.map(\.environment)
      guard !environments.isEmpty else { return [] }
      return places(of: shortcoming).map { place in
        var help = [shortcoming.help(for: campaign.format)]
        if shortcoming.grade == .unsupported, isFirst {
          help.append(wayOut(environments))
          isFirst = false
        }
        return Diagnostic(
          shortcoming.kind, shortcoming.problem(of: campaign.format),
          at: Label(campaign.file, place, "asked of \(Shown.list(environments, "and"))"),
          help: help.filter { !$0.isEmpty })
      }
    }
  }

  /// Told once for a campaign.
  private func wayOut(_ environments: [String]) -> String {
    "`herald handover \(campaign.key) -e \(environments[0])` says what to enter in Intercom by "
      + "hand; `on_unsupported: skip` there leaves it out of plans"
  }

  private func places(of shortcoming: Shortcoming) -> [SourceRange] {
    let display = root?["display"]
    let place: SourceRange? =
      switch shortcoming {
      case .tooltip, .bot: root?["format"]?.place
      case .postAudience: root?.entry("audience")?.keyRange
      case .postTitle: root?.entry("copy")?.keyRange
      case .pages: display?.entry("pages")?.keyRange
      case .eventTrigger: display?["trigger"]?["event"]?.place
      case .delay: display?["trigger"]?["delay"]?.place
      case .untilDismissed: display?["frequency"]?.place
      case .image: root?["copy"]?.entry("image")?.keyRange
      case .postPlaceholder: nil
      }
    if let place { return [place] }
    if shortcoming == .postPlaceholder, let found = placeholders.nonEmpty { return found }
    return [root?.entry("copy")?.keyRange ?? campaign.range]
  }

  /// Those that the file itself has; a variable's value may hold others.
  private var placeholders: [SourceRange] {
    guard let root else { return [] }
    let manuscript = Manuscript(campaign, root)
    let texts =
      manuscript.passages.map { ($0.text, $0.place(of:in:)) }
      + manuscript.links.map { ($0.url, $0.place(of:in:)) }
    return texts.flatMap { text, place in
      PlaceholderScan.pieces(in: text).compactMap { piece in
        switch piece {
        case .placeholder(let placeholder): place(placeholder.range, campaign.file)
        case .malformed: nil
        }
      }
    }
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}

extension Shortcoming {
  fileprivate var kind: DiagnosticKind {
    switch grade {
    case .unsupported: .unsupported
    case .notHonoured: .notHonoured
    }
  }

  fileprivate func problem(of format: Format) -> String {
    switch self {
    case .tooltip: "Intercom's public API makes no tooltips"
    case .bot: "Intercom's public API makes no bots"
    case .postAudience: "Intercom shows news to a newsfeed's readers, not to people of a rule"
    case .postTitle: "Intercom's news has a title, and this post has none"
    case .postPlaceholder: "Intercom's news reads the same for everyone: `{{ }}` is not filled"
    case .pages:
      format == .post
        ? "Intercom shows news in its newsfeed, not on pages of its own"
        : "Intercom's public API sends a chat to people wherever they are, not on pages"
    case .eventTrigger:
      format == .post
        ? "Intercom shows news in its newsfeed, not when an event happens"
        : "Intercom's public API sends a chat at once, not when an event happens"
    case .delay:
      format == .post
        ? "Intercom's news waits in its newsfeed: it has no delay"
        : "Intercom's public API puts a chat into the inbox at once: it has no delay"
    case .untilDismissed:
      format == .post
        ? "Intercom's news stays in its newsfeed, and opens by itself for nobody"
        : "Intercom's public API puts a chat into the inbox: it does not stay open"
    case .image: "Intercom's public API writes no cover images"
    }
  }

  /// Empty where only a person can do it.
  fileprivate func help(for format: Format) -> String {
    switch self {
    case .tooltip, .bot: ""
    case .postAudience:
      "write `audience: { newsfeed: NAME }`, alone: who reads that newsfeed is set in Intercom"
    case .postTitle: "write `title` under `copy`"
    case .postPlaceholder: "write copy that is for everyone"
    case .pages: "leave `pages` out: it is then seen on every page"
    case .eventTrigger:
      format == .post
        ? "leave it out: whoever reads the newsfeed then sees it there"
        : "leave it out, or ask for the event in the audience: `{ event: NAME, ever: true }`"
    case .delay, .untilDismissed: "leave it out, or allow it here with a reason"
    case .image: "set it in Intercom by hand, and allow it here with a reason"
    }
  }
}
