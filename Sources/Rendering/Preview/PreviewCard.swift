import Planning

/// A message in the markup that the Messenger makes of it, without what answers: it takes its looks
/// from the same styles.
struct PreviewCard {
  let spec: MessageSpec
  let copy: ShownCopy
  let admins: [Admin]

  /// - Parameter side: where a tooltip lies.
  func markup(side: Display.Placement) -> HTML {
    switch spec.format {
    case .chat:
      conversation("<div class=\"talk\">\(said(body))</div>", replies: "", [button, reply])
    case .bot:
      conversation(
        "<div class=\"talk\">\(said(opening))</div>", replies: openingReplies, [button])
    case .post: post
    case .tooltip: tooltip(side)
    }
  }

  private func conversation(_ talk: HTML, replies: HTML, _ actions: [HTML]) -> HTML {
    let buttons = HTML(actions)
    let row: HTML =
      buttons.source.isEmpty ? "" : "<div class=\"actions\">\(buttons)</div>\n"
    return """
      <article class="chat card" aria-label="Message">
      \(sender)\(talk)
      \(replies)\(row)\(close)</article>

      """
  }

  private var post: HTML {
    let title: HTML =
      spec.title.map { "<p class=\"title\" dir=\"auto\">\(copy.markup($0, \.title))</p>\n" } ?? ""
    // Nothing is loaded, so the picture is said and not shown.
    let picture: HTML =
      spec.image.map { "<div class=\"picture\">picture: \($0.visibleLine)</div>\n" } ?? ""
    return """
      <article class="post card" aria-label="Announcement">
      \(picture)<div class="text">
      \(sender)\(title)<p dir="auto">\(body)</p>
      \(actions)</div>
      \(close)</article>

      """
  }

  private func tooltip(_ side: Display.Placement) -> HTML {
    """
    <article class="tooltip card" aria-label="Tip" data-side="\(side.rawValue)">
    <span class="arrow"></span><p dir="auto">\(body)</p>
    \(actions)\(close)</article>

    """
  }

  private var body: HTML { copy.markup(spec.body ?? "", \.body) }

  private var actions: HTML {
    spec.callToAction == nil ? "" : "<div class=\"actions\">\(button)</div>\n"
  }

  private var button: HTML {
    guard let action = spec.callToAction else { return "" }
    return Self.button(
      copy.markup(action.label) { $0.callToAction?.label }, isLink: action.url.isFollowed)
  }

  /// What leads nowhere is no link in the Messenger, and looks so.
  static func button(_ label: HTML, isLink: Bool) -> HTML {
    isLink
      ? "<a class=\"action\" dir=\"auto\">\(label)</a>"
      : "<span class=\"action\" dir=\"auto\">\(label)</span>"
  }

  private var reply: HTML { "<button type=\"button\" class=\"quiet\" disabled>Reply</button>" }

  private var close: HTML {
    "<button type=\"button\" class=\"close\" aria-label=\"Close\" disabled>×</button>"
  }

  private func said(_ text: HTML) -> HTML { "<p class=\"said\" dir=\"auto\">\(text)</p>" }

  private var opening: HTML {
    guard let step = spec.bot?.opening else { return "" }
    return copy.markup(step.say) { $0.bot?.opening?.say }
  }

  private var openingReplies: HTML {
    guard let step = spec.bot?.opening else { return "" }
    let buttons = step.replies.indices.map { index -> HTML in
      let label = copy.markup(step.replies[index].label) { other in
        other.bot?.opening.flatMap { $0.replies.element(at: index)?.label }
      }
      return Self.button(label, isLink: step.replies[index].target.isFollowed) + "\n"
    }
    return "<div class=\"actions replies\">\n\(HTML(buttons))</div>\n"
  }

  private var sender: HTML {
    let name = spec.sender.name(among: admins)
    let initials = name.split(separator: " ").prefix(2).compactMap(\.first).map(String.init)
      .joined()
    return """
      <div class="sender"><span class="avatar" aria-hidden="true">\(initials.uppercased())</span>\
      <span class="name" dir="auto">\(name)</span></div>

      """
  }
}

extension Bot {
  /// Where it begins; nil where what a remote holds has no such step.
  var opening: Step? { steps.first { $0.name == start } }
}

extension Sender {
  /// The admin's name, or what is known of them.
  func name(among admins: [Admin]) -> String {
    let admin = admins.first { admin in
      switch self {
      case .email(let email): admin.email.lowercased() == email.lowercased()
      case .id(let id): admin.id == id
      }
    }
    if let name = admin?.name, !name.isEmpty { return name.visibleLine }
    switch self {
    case .email(let email): return email.visibleLine
    case .id(let id): return "admin \(id.visibleLine)"
    }
  }
}

extension Bot.Reply.Target {
  var isFollowed: Bool {
    switch self {
    case .url(let url): url.isFollowed
    case .next, .end: true
    }
  }
}

extension String {
  /// Whether it is an address of the web or of mail, or one from the page on: no other is followed.
  var isFollowed: Bool {
    guard let colon = firstIndex(of: ":") else { return true }
    let scheme = self[..<colon]
    guard !scheme.contains(where: { "/?#".contains($0) }) else { return true }
    return ["http", "https", "mailto"].contains(scheme.lowercased())
  }
}

extension Array {
  fileprivate func element(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
