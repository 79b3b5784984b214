import GRDB
import JSON

/// The columns of companies that are read, and what is made of them.
struct CompanyColumns {
  private let kept: [Attribute]

  init(_ attributes: [Attribute]) {
    kept = attributes.filter { $0.column != nil && !$0.isArchived }
  }

  var sql: String {
    (["companies.id"] + kept.compactMap(\.column).map { "companies.\($0)" }).joined(separator: ", ")
  }

  /// The company as the API serves it. What is not known of it is left out.
  func document(_ row: Row, users: Int64, tags: [Tag], workspaceID: String) -> JSONValue {
    let id: Int64 = row[0]
    var members = [
      JSONObject.Member("type", "company"), JSONObject.Member("id", .string(id.description)),
      JSONObject.Member("app_id", .string(workspaceID)),
    ]
    var custom: [JSONObject.Member] = []
    for (index, attribute) in kept.enumerated() {
      let value = attribute.type.served(row[1 + index])
      if attribute.custom != nil {
        if !value.isNull { custom.append(JSONObject.Member(attribute.name, value)) }
      } else if attribute.name == "plan" {
        members.append(JSONObject.Member("plan", Self.plan(value)))
      } else if !value.isNull || attribute.name == "name" {
        members.append(JSONObject.Member(attribute.name, value))
      }
    }
    members.append(JSONObject.Member("user_count", .integer(users)))
    members.append(JSONObject.Member("custom_attributes", .object(JSONObject(custom))))
    let tags = tags.map { tag -> JSONValue in
      ["type": "tag", "id": .string(tag.id.description), "name": .string(tag.name)]
    }
    members.append(JSONObject.Member("tags", ["type": "tag.list", "tags": .array(tags)]))
    members.append(JSONObject.Member("segments", ["type": "segment.list", "segments": []]))
    return .object(JSONObject(members))
  }

  /// A plan is a name here, so that the name is its id too.
  private static func plan(_ name: JSONValue) -> JSONValue {
    name.isNull ? [:] : ["type": "plan", "id": name, "name": name]
  }
}
