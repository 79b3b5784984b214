import Diagnostics
import Planning

/// One campaign: how it looks before and after, and what is to be known of it.
struct PreviewSection {
  let campaign: Preview.Campaign
  let preview: Preview
  let id: String

  var markup: HTML {
    """
    <section class="campaign" id="\(id)">
    <h2>\(heading)<code>\(campaign.key.visibleLine)</code> <small>\(facts)</small></h2>
    \(looks)\(conversation)\(variables)<div class="known">
    <div><h3>What people do not see</h3>
    \(PreviewFacts(campaign: campaign, admins: preview.admins).markup)</div>
    \(changes)</div>
    \(findings)</section>

    """
  }

  private var heading: String { campaign.fate.isEmpty ? "" : campaign.fate + " " }

  private var facts: String {
    let state = campaign.change.flatMap { $0.action.removes ? $0.stateBefore : $0.stateAfter }
    let place = campaign.place.map { "\(preview.pathPrefix)\($0.path):\($0.line)".visibleLine }
    return [
      campaign.spec?.format.rawValue,
      state?.rawValue ?? campaign.spec?.status.rawValue, place,
    ].compactMap(\.self).joined(separator: " · ")
  }

  // MARK: How it looks

  private var looks: HTML {
    switch (campaign.before, campaign.after) {
    case (let before?, let after?) where campaign.looksOther:
      return """
        <div class="sides">
        \(side("Before" + unseenBefore, before, .before, beside: after))\
        \(side("After" + unseenAfter, after, .after, beside: before))</div>

        """
    case (_?, let after?):
      let title = campaign.change == nil ? "As people see it" : "Looks the same before and after"
      return alone(title + unseenAfter, after, .after)
    case (nil, let after?):
      let title = campaign.change == nil ? "As people will see it" : "New"
      return alone(title + unseenAfter, after, .after)
    case (let before?, nil): return alone("No more" + unseenBefore, before, .before)
    case (nil, nil): return ""
    }
  }

  /// Looks that nobody sees say so.
  private var unseenBefore: String { Self.unseen(campaign.change?.stateBefore) }

  private var unseenAfter: String {
    Self.unseen(campaign.change?.stateAfter ?? campaign.after.map { MessageState($0.status) })
  }

  /// As `: a draft, which nobody sees`.
  private static func unseen(_ state: MessageState?) -> String {
    switch state {
    case .live, nil: ""
    case .draft: ": a draft, which nobody sees"
    case .paused: ": paused, nobody sees it"
    case .archived: ": archived, nobody sees it"
    }
  }

  private func alone(_ title: String, _ spec: MessageSpec, _ side: ShownCopy.Side) -> HTML {
    "<div class=\"sides alone\">\n\(self.side(title, spec, side, beside: nil))</div>\n"
  }

  private func side(
    _ title: String, _ spec: MessageSpec, _ side: ShownCopy.Side, beside other: MessageSpec?
  ) -> HTML {
    let card = PreviewCard(
      spec: spec, copy: ShownCopy(side: side, other: other), admins: preview.admins)
    return """
      <div class="side"><h3>\(title)</h3>
      \(PreviewLooks(card: card).markup)</div>

      """
  }

  private var conversation: HTML {
    BotConversation(before: campaign.before?.bot, after: campaign.after?.bot, id: id).markup
  }

  // MARK: What is filled in

  private var variables: HTML {
    guard let spec = campaign.spec else { return "" }
    var names: Set<String> = []
    let placeholders = spec.copies.flatMap(SampleReader.placeholders).filter {
      names.insert("\($0.name)|\($0.fallback ?? "")").inserted
    }
    guard !placeholders.isEmpty else { return "" }
    let rows = placeholders.map { placeholder -> HTML in
      """
      <tr><th scope="row"><code>\(placeholder.name)</code></th>\
      <td>\(SampleReader.value(of: placeholder.name))</td>\
      <td>\(placeholder.fallback?.visibleLine ?? "nothing: it has no fallback")</td></tr>

      """
    }
    let unknown = spec.copies.filter { !SampleReader.placeholders(in: $0).isEmpty }
      .map { text -> HTML in
        "<p class=\"unknown\" dir=\"auto\">\(ShownCopy.filled(text, for: .unknown))</p>\n"
      }
    return """
      <h3>What is filled in</h3>
      \(WebPage.table(["variable", "for the sample person", "where nothing is known"], rows))\
      <p class="soft">To somebody of whom nothing is known it says:</p>
      \(HTML(unknown))
      """
  }

  // MARK: What changes

  private var changes: HTML {
    guard let change = campaign.change, change.action != .create else { return remarks }
    return """
      <div><h3>What changes</h3>
      \(ChangeHTML.table(change))\(ChangeHTML.remarks(change))</div>

      """
  }

  private var remarks: HTML { campaign.change.map(ChangeHTML.remarks) ?? "" }

  private var findings: HTML {
    guard !campaign.findings.isEmpty else { return "" }
    let notices = campaign.findings.map { WebPage.finding($0) }
    return "<h3>\(campaign.findings.count.counted("finding"))</h3>\n\(HTML(notices))"
  }
}

extension MessageSpec {
  /// Every text that people read, in order.
  fileprivate var copies: [String] {
    [title, body].compactMap(\.self)
      + (bot?.steps.flatMap { [$0.say] + $0.replies.map(\.label) } ?? [])
      + (callToAction.map { [$0.label] } ?? [])
  }
}
