import Audiences

/// One thing that a message asks for and Intercom's public API cannot do.
///
/// That API has news items, which newsfeeds show, and sends to one person. It makes no tooltips and
/// no bots, and shows nothing on a page (2.16, every path of it).
public enum Shortcoming: String, Sendable, Hashable, CaseIterable {
  case tooltip, bot
  /// A news item is for whoever its newsfeed is for.
  case postAudience = "post-audience"
  /// A news item has a title.
  case postTitle = "post-title"
  /// A news item reads the same for everyone.
  case postPlaceholder = "post-placeholder"
  /// What is sent waits in the Messenger, and news in their newsfeed, on whatever page.
  case pages
  case eventTrigger = "event-trigger"
  case delay
  case untilDismissed = "until-dismissed"
  /// A news item's cover cannot be written.
  case image

  public enum Grade: Sendable, Hashable {
    /// It would reach others than the file means, or say something else: it is not done at all.
    case unsupported
    /// It looks or comes otherwise than the file says.
    case notHonoured
  }

  public var grade: Grade {
    switch self {
    case .tooltip, .bot, .postAudience, .postTitle, .postPlaceholder, .pages, .eventTrigger:
      .unsupported
    case .delay, .untilDismissed, .image: .notHonoured
    }
  }
}

extension Shortcoming {
  /// Said of a campaign.
  public var words: String {
    switch self {
    case .tooltip: "tooltip"
    case .bot: "bot"
    case .postAudience: "post for people instead of a newsfeed"
    case .postTitle: "post without a title"
    case .postPlaceholder: "post with `{{ }}` in its copy"
    case .pages: "shown on some pages alone"
    case .eventTrigger: "waits for an event"
    case .delay: "comes after a delay"
    case .untilDismissed: "stays until it is dismissed"
    case .image: "has an image"
    }
  }
}

extension [Shortcoming] {
  public var unsupported: [Shortcoming] { filter { $0.grade == .unsupported } }
  public var notHonoured: [Shortcoming] { filter { $0.grade == .notHonoured } }
}

extension MessageSpec {
  /// What Intercom's public API cannot do of it, in the order of the cases.
  public var shortcomingsOnIntercom: [Shortcoming] {
    switch format {
    // The whole message is made by hand, so nothing else matters.
    case .tooltip: [.tooltip]
    case .bot: [.bot]
    case .chat: displayShortcomings
    case .post: postShortcomings + displayShortcomings + (image == nil ? [] : [.image])
    }
  }

  private var postShortcomings: [Shortcoming] {
    var found: [Shortcoming] = []
    if !audience.isNewsfeed { found.append(.postAudience) }
    if title == nil { found.append(.postTitle) }
    let texts = [title, body, callToAction?.label, callToAction?.url].compactMap(\.self)
    if texts.contains(where: { !PlaceholderScan.pieces(in: $0).isEmpty }) {
      found.append(.postPlaceholder)
    }
    return found
  }

  private var displayShortcomings: [Shortcoming] {
    var found: [Shortcoming] = []
    if !display.pages.isEmpty { found.append(.pages) }
    switch display.trigger {
    case .pageLoad: break
    case .event: found.append(.eventTrigger)
    case .delay: found.append(.delay)
    }
    switch display.frequency {
    case .showOnce: break
    case .showUntilDismissed: found.append(.untilDismissed)
    }
    return found
  }
}
