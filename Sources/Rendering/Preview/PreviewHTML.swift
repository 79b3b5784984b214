import Planning

/// Campaigns as people will see them, as a page for those who approve them.
public struct PreviewHTML {
  public init() {}

  public func render(_ preview: Preview) -> String {
    WebPage(
      title: "herald preview: \(preview.headline)", tone: preview.tone,
      headline: preview.headline, facts: facts(preview), style: Self.style,
      body: notices(preview) + overview(preview)
        + HTML(
          preview.campaigns.enumerated().map { index, campaign in
            PreviewSection(campaign: campaign, preview: preview, id: Self.id(index)).markup
          }) + notes(preview)
    ).source
  }

  /// Of a campaign's section: nothing that anybody else says.
  private static func id(_ index: Int) -> String { "c\(index + 1)" }

  private func facts(_ preview: Preview) -> [(name: String, value: String)] {
    let workspace = preview.plan.map { [("workspace", $0.workspace.name.visibleLine)] } ?? []
    return [
      ("project", preview.project.visibleLine), ("environment", preview.environment.visibleLine),
    ] + workspace.map { (name: $0.0, value: $0.1) }
  }

  private func notices(_ preview: Preview) -> HTML {
    switch preview.comparison {
    case .made(let plan, _):
      HTML(
        ReviewParts.notices(plan, command: "apply").map {
          WebPage.notice($0.text, isAlarm: $0.isAlarm)
        })
    case .notMade(let reason, let leftOut):
      HTML(
        [
          WebPage.notice(
            "Not compared with the workspace: \(reason.visible)\n"
              + "What people see there now, and how many they are, is not shown.", isAlarm: true)
        ]
          + (leftOut.isEmpty
            ? []
            : [
              WebPage.notice(
                "! \(OmissionText(leftOut).verdict(in: preview.environment))", isAlarm: false)
            ]))
    }
  }

  private func overview(_ preview: Preview) -> HTML {
    guard preview.campaigns.count > 1 else { return "" }
    let rows = preview.campaigns.enumerated().map { index, campaign -> HTML in
      """
      <tr><td>\(campaign.change?.verb ?? (preview.plan == nil ? "" : "as it is"))</td>\
      <th scope="row"><a href="#\(Self.id(index))">\(campaign.key.visibleLine)</a></th>\
      <td>\(campaign.spec?.format.rawValue ?? "")</td>\
      <td>\(campaign.spec?.status.rawValue ?? "")</td></tr>

      """
    }
    return WebPage.table(["change", "campaign", "format", "status"], rows)
  }

  private func notes(_ preview: Preview) -> HTML {
    guard !preview.campaigns.isEmpty else { return "" }
    return """
      <footer>
      <p>Ada Byron, for whom copy is filled here, does not exist; what is filled in is \
      <span class="filled">underlined</span>. Pictures are not loaded, links lead nowhere.</p>
      </footer>

      """
  }

  /// What messages look like, below an element of this page instead of the Messenger's host.
  private static let style: HTML = {
    let cards = String(decoding: PackageResources.cards_css, as: UTF8.self)
    let own = String(decoding: PackageResources.preview_css, as: UTF8.self)
    let nested = cards.replacing(":host", with: "&")
    return HTML(style: "\n.shown {\n\(nested)}\n\(own)")
  }()
}

extension Preview {
  fileprivate var headline: String {
    let count = campaigns.count.counted("campaign")
    guard let plan else { return "\(count), not compared with the workspace" }
    let changed = campaigns.count { $0.change != nil }
    if campaigns.isEmpty {
      return "Nothing changes: \(plan.unchanged.counted("campaign")) as the files say"
    }
    if changed == campaigns.count { return "\(count) \(changed == 1 ? "changes" : "change")" }
    return changed == 0
      ? "\(count), as the workspace has \(campaigns.count == 1 ? "it" : "them")"
      : "\(count), of which \(changed.grouped) \(changed == 1 ? "changes" : "change")"
  }

  fileprivate var tone: WebPage.Tone {
    guard let plan else { return .change }
    if !plan.stops.isEmpty { return .bad }
    return campaigns.contains { $0.change != nil } ? .change : .good
  }
}
