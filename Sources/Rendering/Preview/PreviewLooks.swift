import Planning

/// One side of a campaign on the screens that people have: wide and narrow, in the light and in the dark.
struct PreviewLooks {
  let card: PreviewCard

  enum Screen: String, CaseIterable {
    case desk, phone

    var name: String {
      switch self {
      case .desk: "Desktop"
      case .phone: "Phone"
      }
    }
  }

  enum Scheme: String, CaseIterable {
    case light, dark
  }

  var markup: HTML {
    let looks = Screen.allCases.flatMap { screen in
      Scheme.allCases.map { scheme in look(screen, scheme) }
    }
    return "<div class=\"looks\">\n\(HTML(looks))</div>\n"
  }

  /// One of them is read aloud; the others say the same.
  private func look(_ screen: Screen, _ scheme: Scheme) -> HTML {
    let hidden: HTML = (screen, scheme) == (.desk, .light) ? "" : " aria-hidden=\"true\""
    return """
      <figure class="look"><figcaption>\(screen.name), \(scheme.rawValue)</figcaption>
      <div class="shown \(screen.rawValue) \(scheme.rawValue)"\(hidden)>
      \(stage(screen))</div></figure>

      """
  }

  /// Where the message is on a page.
  private func stage(_ screen: Screen) -> HTML {
    let spec = card.spec
    switch spec.format {
    case .chat, .bot:
      return """
        <div class="stage corner">
        \(card.markup(side: .bottom))\
        <span class="launcher" aria-hidden="true"><span class="bubble"></span>\
        <span class="badge">1</span></span>
        </div>

        """
    case .post: return "<div class=\"stage banner\">\n\(card.markup(side: .bottom))</div>\n"
    case .tooltip:
      let side = spec.display.placement.seen(on: screen)
      let anchor = spec.display.anchor ?? ""
      return """
        <div class="stage beside \(side.rawValue)">
        <code class="anchor">\(anchor.visibleLine)</code>
        \(card.markup(side: side))</div>

        """
    }
  }
}

extension Optional<Display.Placement> {
  /// Beside an element there is no room on a phone: then the Messenger puts it below.
  fileprivate func seen(on screen: PreviewLooks.Screen) -> Display.Placement {
    switch (self ?? .bottom, screen) {
    case (.left, .phone), (.right, .phone): .bottom
    case (let side, _): side
    }
  }
}
