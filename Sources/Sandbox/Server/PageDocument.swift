import JSON

/// One page of a list, as the API serves it. What it lists is JSON already.
enum PageDocument {
  /// - Parameter next: where the next page begins; nil on the last.
  static func text(
    _ documents: [String], total: Int, page: Int64, limit: Int, next: String?
  ) -> String {
    var pages: JSONObject = [
      "type": "pages", "page": .integer(page), "per_page": .integer(Int64(limit)),
      "total_pages": .integer(Int64((total + limit - 1) / limit)),
    ]
    if let next {
      pages["next"] = ["page": .integer(page + 1), "starting_after": .string(next)]
    }
    var members = MembersWriter()
    members.add("type", "list")
    members.add("data", json: "[\(documents.joined(separator: ","))]")
    members.add("total_count", Int64(total))
    members.add("pages", .object(pages))
    return "{\(members.text)}"
  }
}
