import GRDB
import JSON

/// The columns of contacts that are read, and what is made of them: the attributes of this moment.
struct ContactColumns {
  private static let fixed = ["id", "role"]

  let attributes: [Attribute]
  private let kept: [Attribute]

  init(_ attributes: [Attribute]) {
    self.attributes = attributes
    kept = attributes.filter { $0.column != nil && !$0.isArchived }
  }

  var sql: String {
    (Self.fixed + kept.compactMap(\.column)).joined(separator: ", ")
  }

  /// The contact as the API serves it.
  func document(_ row: Row, _ belongings: Belongings, workspaceID: String) -> JSONValue {
    let id: Int64 = row[0]
    var standard: [JSONObject.Member] = []
    var location: [JSONObject.Member] = [JSONObject.Member("type", "location")]
    var custom: [JSONObject.Member] = []
    for (index, attribute) in kept.enumerated() {
      let value = attribute.type.served(row[Self.fixed.count + index])
      if attribute.custom != nil {
        if !value.isNull { custom.append(JSONObject.Member(attribute.name, value)) }
      } else if attribute.name.hasPrefix(Self.location) {
        let name = String(attribute.name.dropFirst(Self.location.count))
        location.append(JSONObject.Member(name, value))
      } else {
        standard.append(JSONObject.Member(attribute.name, value))
      }
    }
    for attribute in attributes where attribute.column == nil {
      standard.append(JSONObject.Member(attribute.name, .null))
    }
    let path = "/contacts/\(id)"
    let head = [
      JSONObject.Member("type", "contact"), JSONObject.Member("id", .string(id.description)),
      JSONObject.Member("workspace_id", .string(workspaceID)),
      JSONObject.Member("role", .string(row[1])),
    ]
    let tail = [
      JSONObject.Member("custom_attributes", .object(JSONObject(custom))),
      JSONObject.Member("tags", belongings.tags.json(kind: "tag", "/tags", at: "\(path)/tags")),
      JSONObject.Member("notes", Belongings.none.json(kind: "note", "/notes", at: "\(path)/notes")),
      JSONObject.Member(
        "companies",
        belongings.companies.json(kind: "company", "/companies", at: "\(path)/companies")),
      JSONObject.Member("location", .object(JSONObject(location))),
      JSONObject.Member("social_profiles", ["type": "list", "data": []]),
      JSONObject.Member("enabled_push_messaging", .null),
    ]
    return .object(JSONObject(head + standard + tail))
  }

  private static let location = "location."
}

/// What a contact shows of its tags and companies.
struct Belongings {
  /// The first few of a list, and how many there are.
  struct Shown {
    let ids: [Int64]
    let total: Int64
  }

  static let none = Shown(ids: [], total: 0)

  let tags: Shown
  let companies: Shown
}

extension Belongings.Shown {
  fileprivate func json(kind: String, _ folder: String, at url: String) -> JSONValue {
    [
      "type": "list",
      "data": .array(
        ids.map { id in
          [
            "type": .string(kind), "id": .string(id.description),
            "url": .string("\(folder)/\(id)"),
          ]
        }),
      "url": .string(url), "total_count": .integer(total),
      "has_more": .boolean(total > Int64(ids.count)),
    ]
  }
}
