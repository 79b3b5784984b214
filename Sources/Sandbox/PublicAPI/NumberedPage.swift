import Hummingbird
import JSON

/// Which page of a list is asked for, where Intercom counts pages instead of giving cursors.
///
/// Parameters that there are not are passed over, `starting_after` among them: so does Intercom, and
/// whoever follows a cursor here gets the first page again and again.
struct NumberedPage: Sendable, Equatable {
  let number: Int
  let limit: Int

  /// - Parameter limit: how many a page holds where nothing is said; more than 150 are never given.
  init(_ request: Request, otherwise limit: Int) throws(Refusal) {
    number = try Self.number(request, "page") ?? 1
    self.limit = min(try Self.number(request, "per_page") ?? limit, Self.most)
  }

  /// How many come before it.
  var offset: Int { (number - 1) * limit }

  func document(_ found: Listing) -> JSONValue {
    [
      "type": "list",
      "pages": [
        "type": "pages", "page": .integer(Int64(number)), "per_page": .integer(Int64(limit)),
        "total_pages": .integer(Int64((found.total + limit - 1) / limit)),
      ],
      "total_count": .integer(Int64(found.total)),
      "data": .array(found.documents),
    ]
  }

  private static let most = 150
  private static let furthest = 1_000_000

  private static func number(_ request: Request, _ name: String) throws(Refusal) -> Int? {
    guard let text = request.uri.queryParameters[Substring(name)] else { return nil }
    guard let number = Int(text), (1...furthest).contains(number) else {
      throw Refusal(
        Problem(.parameterInvalid, "\(name) must be a number from 1 on", field: name))
    }
    return number
  }
}

/// What a page shows of a list.
struct Listing: Sendable {
  let documents: [JSONValue]
  /// How many there are on all pages.
  let total: Int
}
