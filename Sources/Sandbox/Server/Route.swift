/// A path that the sandbox answers, in the router's notation.
enum Route: String, CaseIterable {
  case me = "/me"
  case admins = "/admins"
  case admin = "/admins/:id"
  case messages = "/messages"
  case reach = "/messages/reach"
  case statsList = "/messages/stats"
  case message = "/messages/:id"
  case stats = "/messages/:id/stats"
  case contacts = "/contacts"
  case contactSearch = "/contacts/search"
  case contactByExternalID = "/contacts/find_by_external_id/:external_id"
  case contact = "/contacts/:id"
  case contactTags = "/contacts/:id/tags"
  case contactTag = "/contacts/:id/tags/:tag_id"
  case contactCompanies = "/contacts/:id/companies"
  case contactCompany = "/contacts/:id/companies/:company_id"
  case contactSegments = "/contacts/:id/segments"
  case companies = "/companies"
  case companyList = "/companies/list"
  case company = "/companies/:id"
  case events = "/events"
  case dataAttributes = "/data_attributes"
  case dataAttribute = "/data_attributes/:id"
  case segments = "/segments"
  case segment = "/segments/:id"
  case tags = "/tags"
  case tag = "/tags/:id"
  case newsItems = "/news/news_items"
  case newsItem = "/news/news_items/:id"
  case newsfeeds = "/news/newsfeeds"
  case newsfeed = "/news/newsfeeds/:id"
  case newsfeedItems = "/news/newsfeeds/:id/items"
  case internalArticles = "/internal_articles"
  case internalArticle = "/internal_articles/:id"
  case exports = "/export/content/data"
  case export = "/export/content/data/:job_identifier"
  case exportEnd = "/export/cancel/:job_identifier"
  case exportFiles = "/download/content/data/:job_identifier"
  case ping = "/messenger/ping"
  case click = "/messenger/receipts/:id/click"
  case dismiss = "/messenger/receipts/:id/dismiss"
  case reply = "/messenger/receipts/:id/reply"
  case complete = "/messenger/receipts/:id/complete"
  case clock = "/sandbox/clock"
  case newsReadings = "/sandbox/news_readings"
  case sends = "/sandbox/sends"
  case replies = "/sandbox/replies"
  case messengerScript = "/messenger.js"
  case sample = "/"
  case sampleStyle = "/sample/page.css"
  case sampleScript = "/sample/page.js"
  case sampleIcon = "/sample/icon.svg"
  case sampleWorkspace = "/sample/workspace"
  case samplePeople = "/sample/people"
  case sampleClock = "/sample/clock"

  /// Whether a path is for pages, which have no token: whatever they hold, anybody can read.
  static func isForPages(_ path: String, withSample hasSamplePage: Bool) -> Bool {
    path.hasPrefix(messenger) || path == messengerScript.rawValue
      || hasSamplePage && isOfSample(path)
  }

  /// Whether a path is for pages of whatever origin.
  static func isForOtherOrigins(_ path: String) -> Bool { path.hasPrefix(messenger) }

  /// Whether it belongs to the sample page, which not every sandbox has.
  var isOfSample: Bool { Self.isOfSample(rawValue) }

  private static func isOfSample(_ path: String) -> Bool {
    path == sample.rawValue || path.hasPrefix("/sample/")
  }

  private static let messenger = "/messenger/"

  /// The same with `*` for what varies and all behind it.
  var pattern: String { fixed == rawValue ? rawValue : fixed + "*" }

  /// Whether the sandbox answers a path, or some path that begins so where it ends with `*`.
  static func answer(_ path: String) -> Bool { allCases.contains { $0.answers(path) } }

  private func answers(_ path: String) -> Bool {
    let parts = Self.parts(of: rawValue)
    guard path.hasSuffix("*") else {
      let asked = Self.parts(of: path)
      return asked.count == parts.count && zip(parts, asked).allSatisfy(Self.takes)
    }
    let asked = Self.parts(of: String(path.dropLast()))
    guard asked.count <= parts.count, let beginning = asked.last else { return false }
    let part = parts[asked.count - 1]
    return zip(parts, asked.dropLast()).allSatisfy(Self.takes)
      && (part.hasPrefix(":") || part.hasPrefix(beginning))
  }

  private static func parts(of path: String) -> [Substring] {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
  }

  private static func takes(_ part: Substring, _ asked: Substring) -> Bool {
    part.hasPrefix(":") ? !asked.isEmpty : part == asked
  }

  /// What comes before the first part that varies.
  private var fixed: String { String(rawValue.prefix { $0 != ":" }) }
}
