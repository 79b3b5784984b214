public import Audiences

/// What one message should be, or is, in one environment: every default and variable filled in.
///
/// Files are lowered to it, the remote's messages are read into it, and what was last applied is kept
/// as it; a plan compares the three. The reader of files guarantees what a format may have; a remote's
/// message may hold anything.
public struct MessageSpec: Sendable, Hashable {
  public var format: Format
  public var status: Status
  public var sender: Sender
  public var audience: Rule
  /// Only a post has one.
  public var title: String?
  /// Every format but a bot has one.
  public var body: String?
  /// A URL; only a post has one.
  public var image: String?
  public var callToAction: CallToAction?
  /// Only a bot has one.
  public var bot: Bot?
  public var display: Display
  public var schedule: Schedule
  public var goal: Goal?
  /// Sorted, without repetition.
  public var tags: [String]

  public init(
    format: Format, status: Status, sender: Sender, audience: Rule, title: String? = nil,
    body: String? = nil, image: String? = nil, callToAction: CallToAction? = nil, bot: Bot? = nil,
    display: Display = Display(), schedule: Schedule = Schedule(), goal: Goal? = nil,
    tags: [String] = []
  ) {
    self.format = format
    self.status = status
    self.sender = sender
    self.audience = audience
    self.title = title
    self.body = body
    self.image = image
    self.callToAction = callToAction
    self.bot = bot
    self.display = display
    self.schedule = schedule
    self.goal = goal
    self.tags = tags
  }
}

public enum Format: String, Sendable, Hashable, CaseIterable {
  case chat, post, tooltip, bot
}

/// What a campaign's file may ask for. A remote can also hold a message archived.
public enum Status: String, Sendable, Hashable, CaseIterable {
  case draft, live, paused
}

/// The admin that a message comes from, as a file or a remote names it.
public enum Sender: Sendable, Hashable {
  case email(String)
  case id(String)
}

public struct CallToAction: Sendable, Hashable {
  public var label: String
  public var url: String

  public init(label: String, url: String) {
    self.label = label
    self.url = url
  }
}

/// An interactive flow: steps in the order of the file.
public struct Bot: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    public var name: String
    public var say: String
    public var replies: [Reply]

    public init(name: String, say: String, replies: [Reply]) {
      self.name = name
      self.say = say
      self.replies = replies
    }
  }

  /// A button and where it leads.
  public struct Reply: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
      case next(String)
      case url(String)
      case end
    }

    public var label: String
    public var target: Target

    public init(label: String, target: Target) {
      self.label = label
      self.target = target
    }
  }

  /// The name of the first step.
  public var start: String
  public var steps: [Step]

  public init(start: String, steps: [Step]) {
    self.start = start
    self.steps = steps
  }
}

public struct Display: Sendable, Hashable {
  public enum Trigger: Sendable, Hashable {
    case pageLoad
    /// Seconds after the page has loaded.
    case delay(seconds: Int)
    case event(String)
  }

  public enum Frequency: String, Sendable, Hashable, CaseIterable {
    case showOnce = "show_once"
    case showUntilDismissed = "show_until_dismissed"
  }

  public enum Placement: String, Sendable, Hashable, CaseIterable {
    case top, right, bottom, left
  }

  public var trigger: Trigger
  /// Patterns of URLs or paths, any of which may match; empty is every page. In the file's order.
  public var pages: [String]
  public var frequency: Frequency
  /// A CSS selector; only a tooltip has one.
  public var anchor: String?
  public var placement: Placement?

  public init(
    trigger: Trigger = .pageLoad, pages: [String] = [], frequency: Frequency = .showOnce,
    anchor: String? = nil, placement: Placement? = nil
  ) {
    self.trigger = trigger
    self.pages = pages
    self.frequency = frequency
    self.anchor = anchor
    self.placement = placement
  }
}

public struct Schedule: Sendable, Hashable {
  public enum Send: String, Sendable, Hashable, CaseIterable {
    case once, ongoing
  }

  public var send: Send
  /// Unix seconds; nil is as soon as it is applied.
  public var startsAt: Int64?
  /// Unix seconds, the first at which it no longer shows; nil is never.
  public var endsAt: Int64?
  /// An IANA name: the zone in which the file's dates were meant and are shown.
  public var timeZone: String?

  public init(
    send: Send = .once, startsAt: Int64? = nil, endsAt: Int64? = nil, timeZone: String? = nil
  ) {
    self.send = send
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.timeZone = timeZone
  }
}

/// What a message is to bring people to do.
public struct Goal: Sendable, Hashable {
  public var event: String
  /// How long after the receipt the event still counts; nil is without limit.
  public var within: TimeSpan?

  public init(event: String, within: TimeSpan? = nil) {
    self.event = event
    self.within = within
  }
}
