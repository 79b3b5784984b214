import JSON

/// Whose attribute it is.
enum AttributeModel: String, CaseIterable, Sendable {
  case contact, company

  var table: String {
    switch self {
    case .contact: "contacts"
    case .company: "companies"
    }
  }
}

/// One thing that is known of people, or of companies.
struct Attribute: Sendable, Equatable {
  /// What a workspace says of an attribute of its own.
  struct Custom: Sendable, Equatable {
    let id: Int64
    /// The values that it can have; empty for any.
    var options: [String]
    var isMessengerWritable: Bool
    var isArchived: Bool
    let adminID: String?
    let createdAt: Int64
    var updatedAt: Int64
  }

  let model: AttributeModel
  let name: String
  let type: AttributeType
  let label: String
  var description: String?
  /// Whether a client can set it.
  let isWritable: Bool
  /// Where it is kept; nil for what the sandbox knows of nobody.
  let column: String?
  /// Nil for one that every workspace has.
  var custom: Custom?

  /// As a search and a list of attributes name it.
  var fullName: String { custom == nil ? name : "custom_attributes.\(name)" }

  var isArchived: Bool { custom?.isArchived ?? false }

  /// The column of a custom attribute. Its id stands in it and not its name, which can be anything.
  static func column(ofCustom id: Int64) -> String { "custom_\(id)" }
}

extension Attribute {
  /// The attribute as the API serves it.
  var json: JSONValue {
    var object: JSONObject = ["type": "data_attribute"]
    if let custom { object["id"] = .integer(custom.id) }
    object["model"] = .string(model.rawValue)
    object["name"] = .string(name)
    object["full_name"] = .string(fullName)
    object["label"] = .string(label)
    if let description { object["description"] = .string(description) }
    object["data_type"] = .string(type.rawValue)
    if let custom, !custom.options.isEmpty {
      object["options"] = .array(custom.options.map(JSONValue.string))
    }
    object["api_writable"] = .boolean(isWritable)
    object["messenger_writable"] = .boolean(custom?.isMessengerWritable ?? false)
    object["ui_writable"] = .boolean(false)
    object["custom"] = .boolean(custom != nil)
    object["archived"] = .boolean(isArchived)
    if let custom {
      object["created_at"] = .integer(custom.createdAt)
      object["updated_at"] = .integer(custom.updatedAt)
      if let admin = custom.adminID { object["admin_id"] = .string(admin) }
    }
    return .object(object)
  }
}
