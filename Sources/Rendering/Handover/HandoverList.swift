public import JSON
public import Planning

/// The campaigns of an environment that a person makes by hand, before one of them is asked for.
public struct HandoverList: Sendable {
  public let project: String
  public let environment: String
  /// Sorted by key.
  public let campaigns: [Handover]
  private let pathPrefix: String

  /// - Parameters:
  ///   - handovers: of all campaigns of the environment; those that `apply` makes are not listed.
  ///   - pathPrefix: goes before the files' paths, which are the project's.
  public init(
    _ handovers: [Handover], project: String, environment: String, pathPrefix: String
  ) {
    self.project = project
    self.environment = environment
    self.pathPrefix = pathPrefix
    campaigns = handovers.filter(\.isByHand)
  }

  public func text(_ page: Page) -> String {
    let facts = ["environment \(environment)", "project \(project)"]
    let head =
      StyledText("herald handover", .bold)
      + StyledText(facts.map { " · " + $0.visibleLine }.joined())
    let rows = campaigns.map { campaign -> String in
      let message = campaign.message
      let text =
        StyledText("  ") + StyledText(message.key.visibleLine, .bold)
        + StyledText(" · \(campaign.reasons)")
        + StyledText(" · \(place(of: message).visibleLine)", .dim)
      return text.painted(page.ink, from: 0, hanging: 4, width: page.width)
    }
    return head.painted(page.ink, from: 0, hanging: 2, width: page.width) + rows.joined()
      + StyledText(sentence).painted(page.ink, from: 0, hanging: 0, width: page.width)
  }

  public var markdown: String {
    let head = "### Handover for \(MarkdownText.code(environment.visibleLine))\n\n"
    let rows = campaigns.map { campaign in
      "- \(MarkdownText.code(campaign.message.key.visibleLine)) "
        + "\(MarkdownText.code(campaign.reasons))\n"
    }.joined()
    return head + rows + (rows.isEmpty ? "" : "\n") + MarkdownText.fence(sentence + "\n")
  }

  public var json: JSONValue {
    [
      "format_version": .integer(HandoverJSON.version),
      "project": .string(project),
      "environment": .string(environment),
      "campaigns": .array(
        campaigns.map { campaign in
          [
            "key": .string(campaign.message.key),
            "file": .string(campaign.message.place.path),
            "line": .integer(Int64(campaign.message.place.line)),
            "format": .string(campaign.message.spec.format.rawValue),
            "because": .array(campaign.shortcomings.map { .string($0.rawValue) }),
          ]
        }),
    ]
  }

  private var sentence: String {
    let name = environment.visibleLine
    return campaigns.isEmpty
      ? "nothing is to be entered by hand: `herald apply -e \(name)` does all of it"
      : "`herald handover KEY -e \(name)` says what to enter in Intercom by hand"
  }

  private func place(of message: DesiredMessage) -> String {
    "\(pathPrefix)\(message.place.path):\(message.place.line)"
  }
}

extension Handover {
  fileprivate var reasons: String { shortcomings.map(\.words).joined(separator: ", ") }
}
