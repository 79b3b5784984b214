/// What a message looks like.
enum MessageFormat: String, CaseIterable, Sendable {
  case chat, post, tooltip, bot
}

/// Whether a message can be shown.
enum MessageState: String, CaseIterable, Sendable {
  case draft, live, paused, archived
}

/// Who is reached: those who match at one moment, or everyone who matches from now on.
enum MessageSend: String, CaseIterable, Sendable {
  case once, ongoing
}

enum DisplayTrigger: String, CaseIterable {
  case pageLoad = "page_load"
  case delay, event
}

enum DisplayFrequency: String, CaseIterable {
  case showOnce = "show_once"
  case showUntilDismissed = "show_until_dismissed"
}

enum TooltipPlacement: String, CaseIterable {
  case top, right, bottom, left
}

enum SpanUnit: String, CaseIterable {
  case second, minute, hour, day, week
}

/// How a client names a message's kind; the first is what the server writes.
enum MessageKind: String, CaseIterable {
  case inapp
  case inApp = "in_app"
}
