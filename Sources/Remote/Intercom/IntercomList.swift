import JSON

/// A list of the public API that is read page after page by number, as a value that is told each page.
///
/// Whether these lists have pages is not documented. What follows from one that is cut short, as a
/// campaign that is made again, cannot be undone: so whatever does not add up is an error.
struct IntercomList: Sendable {
  private let path: String
  private var page = 1
  private var seen: Set<String> = []
  /// Path and query of the page that comes next; nil when all were read.
  private(set) var next: String?

  init(_ path: String) {
    self.path = path
    next = "\(path)?page=1&per_page=\(Self.pageSize)"
  }

  private static let pageSize = 100

  /// The items of the page that `next` asked for. One that moved from a page to a later one meanwhile
  /// counts once.
  mutating func read(_ answer: JSONValue) throws(RemoteError) -> [JSONValue] {
    guard let data = answer["data"]?.array else { throw wrong("has no `data`") }
    var new: [JSONValue] = []
    for item in data {
      guard let id = Self.id(of: item) else { throw wrong("has an item without an id") }
      if seen.insert(id).inserted { new.append(item) }
    }
    let total = answer["total_count"]?.integer
    let pages = answer["pages"]?["total_pages"]?.integer
    guard total != nil || pages != nil else { throw wrong("does not say how long it is") }
    let isComplete = total.map { $0 <= seen.count } ?? (pages.map { $0 <= page } ?? true)
    guard !isComplete else {
      next = nil
      return new
    }
    guard !new.isEmpty else {
      throw wrong("ends after \(seen.count) of \(total.map(String.init) ?? "more")")
    }
    page += 1
    next = "\(path)?page=\(page)&per_page=\(Self.pageSize)"
    return new
  }

  /// Ids are strings here and integers there.
  static func id(of item: JSONValue) -> String? {
    item["id"]?.string ?? item["id"]?.integer?.description
  }

  /// Ids are numbers: the earlier one is the smaller.
  static func isEarlier(_ left: String, _ right: String) -> Bool {
    (left.utf8.count, left) < (right.utf8.count, right)
  }

  private func wrong(_ problem: String) -> RemoteError {
    .badAnswer(reason: "`GET \(path)` \(problem)", mayHaveLanded: false)
  }
}
