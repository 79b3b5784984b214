import JSON

/// The product that visitors walk through, as far as the messages tell: where they are shown, what
/// they wait for, and what they want people to do.
struct TrafficSite: Sendable {
  let pages: [String]
  /// What messages wait for.
  let events: [String]
  /// What each message wants people to do, by its id.
  let goals: [String: String]

  init(_ messages: [JSONValue]) {
    var pages: Set<String> = ["/", "/settings"]
    var events: Set<String> = []
    var goals: [String: String] = [:]
    for message in messages {
      for pattern in message["display"]?["pages"]?.array ?? [] {
        if let pattern = pattern.string { pages.insert(Self.page(pattern)) }
      }
      if let event = message["display"]?["trigger"]?["event"]?.string { events.insert(event) }
      if let id = message["id"]?.string { goals[id] = message["goal"]?["event"]?.string }
    }
    self.pages = pages.sorted()
    self.events = events.sorted()
    self.goals = goals
  }

  /// One of the pages that a pattern stands for.
  private static func page(_ pattern: String) -> String {
    let page = pattern.replacing("*", with: "1")
    return page.hasPrefix("/") || page.contains("://") ? page : "/"
  }
}
