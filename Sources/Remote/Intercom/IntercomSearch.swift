package import Audiences
package import HTTP
import JSON
import Planning

/// The search of one workspace's contacts, with what a rule's translation must know of it. That is
/// asked once: names that somebody adds meanwhile are none until the next connection.
package actor IntercomSearch {
  /// What does not change while it is searched.
  struct Known: Sendable {
    /// Its IANA name; nil where the workspace does not say.
    let timeZone: String?
    let facts: SearchFacts
    /// How many contacts there are.
    let everyone: Int
  }

  let reader: MessagesReader
  private var asking: Task<Result<Known, RemoteError>, Never>?

  init(_ reader: MessagesReader) { self.reader = reader }

  /// `url` is the API's base, as `https://api.intercom.io`.
  package init(sender: any HTTPSender, url: String, token: Secret) {
    self.init(
      MessagesReader(
        MessagesAPI(sender: sender, url: url, token: token, refusesRepetition: false)))
  }

  func known() async throws(RemoteError) -> Known {
    let asking =
      self.asking
      ?? Task { () -> Result<Known, RemoteError> in
        do throws(RemoteError) {
          return .success(try await self.ask())
        } catch {
          return .failure(error)
        }
      }
    self.asking = asking
    let answer = await asking.value
    // What failed is asked again by whoever wants it next.
    if case .failure = answer, self.asking == asking { self.asking = nil }
    return try answer.get()
  }

  private func ask() async throws(RemoteError) -> Known {
    async let place = asResult { () throws(RemoteError) in try await reader.workspace() }
    async let attributes = asResult { () throws(RemoteError) in
      try await reader.facts(about: .attributes).attributes
    }
    async let tags = reader.list("/tags", if: true)
    async let segments = reader.list("/segments", if: true)
    let everyone = try await page(SearchQuery.everyone, size: 1, after: nil).total
    return Known(
      timeZone: try await place.get().timeZone,
      facts: SearchFacts(
        attributes: try await attributes.get(), tags: try await tags.get().map(Self.ids),
        segments: try await segments.get().map(Self.ids)),
      everyone: everyone)
  }

  /// Several segments may have one name: who is in one of them is in it.
  private static func ids(_ items: [JSONValue]) -> [ExactText: [String]] {
    var ids: [ExactText: [String]] = [:]
    for item in items {
      guard let name = item["name"]?.string, let id = IntercomList.id(of: item) else { continue }
      ids[ExactText(name), default: []].append(id)
    }
    return ids
  }

  // MARK: - Searching

  /// One page of what a search finds.
  struct Page: Sendable {
    let people: [NamedPerson]
    /// On all pages.
    let total: Int
    /// Where the next page begins; nil on the last.
    let next: String?
  }

  /// The oldest contacts come first, so that new ones come on later pages.
  nonisolated func page(
    _ query: SearchQuery, size: Int64, after cursor: String?
  ) async throws(RemoteError) -> Page {
    var pagination: JSONObject = ["per_page": .integer(size)]
    if let cursor { pagination["starting_after"] = .string(cursor) }
    let answer = try await reader.api.ask(
      "/contacts/search",
      [
        "query": query.json, "pagination": .object(pagination),
        "sort": ["field": "created_at", "order": "ascending"],
      ])
    guard let total = answer["total_count"]?.integer.flatMap(Int.init(exactly:)), total >= 0,
      let items = answer["data"]?.array
    else {
      throw .badAnswer(
        reason: "`POST /contacts/search` does not say how many it finds", mayHaveLanded: false)
    }
    var people: [NamedPerson] = []
    people.reserveCapacity(items.count)
    for item in items {
      guard let person = NamedPerson(item) else {
        throw .badAnswer(
          reason: "`POST /contacts/search` lists somebody without an id", mayHaveLanded: false)
      }
      people.append(person)
    }
    return Page(
      people: people, total: total, next: answer["pages"]?["next"]?["starting_after"]?.string)
  }
}

/// All that a search finds, page by page, each asked for when it is wanted.
package struct SearchPages: Sendable {
  private let search: IntercomSearch
  private let query: SearchQuery
  private var cursor: String?
  /// Those so far, so that a search which goes round in a circle ends.
  private var cursors: Set<String> = []
  private var areOver = false

  private let size: Int

  /// The most that the API gives at a time.
  package static let largest = 150

  init(_ query: SearchQuery, _ search: IntercomSearch, size: Int = largest) {
    (self.search, self.query) = (search, query)
    self.size = min(max(size, 1), Self.largest)
  }

  /// The page that is the next one until it is passed; nil when all were.
  func current() async throws(RemoteError) -> IntercomSearch.Page? {
    guard !areOver else { return nil }
    let page = try await search.page(query, size: Int64(size), after: cursor)
    if let next = page.next, cursors.contains(next) {
      throw .badAnswer(
        reason: "`POST /contacts/search` does not say where its next page begins",
        mayHaveLanded: false)
    }
    return page
  }

  mutating func pass(_ page: IntercomSearch.Page) {
    cursor = page.next
    if let next = page.next { cursors.insert(next) } else { areOver = true }
  }
}
