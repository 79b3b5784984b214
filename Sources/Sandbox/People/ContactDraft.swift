import GRDB
import JSON

/// Whether somebody has signed up.
enum ContactRole: String, CaseIterable, Sendable {
  case user, lead
}

/// A value for a column of a contact or a company.
struct Setting: Sendable, Equatable {
  let column: String
  let value: DatabaseValue
}

/// What a client says of a person: a whole new one, or what is to change.
struct ContactDraft: Sendable, Equatable {
  let role: ContactRole?
  /// Of the attributes that every workspace has.
  let settings: [Setting]
  /// Of the others; what there is of these is the store's to say.
  let custom: JSONObject

  /// - Parameter isNew: in a new contact null is as good as absent; in a change it makes unknown.
  init(reading body: RequestDocument, isNew: Bool) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    let writable = StandardAttributes.contact.filter(\.isWritable)
    reader.allow(
      ["role", "email_verified", "custom_attributes"] + writable.map(\.name), in: scope)
    role = reader.choice(scope, "role", of: ContactRole.self)
    if isNew, ["role", "email", "external_id"].allSatisfy({ reader.value(scope, $0) == nil }) {
      reader.missing("email")
    }
    if reader.boolean(scope, "email_verified") != nil, reader.value(scope, "email") == nil {
      reader.malformed("email_verified", "needs an email")
    }
    var settings: [Setting] = []
    for attribute in writable {
      guard let column = attribute.column, let given = scope.object[attribute.name],
        !(given.isNull && isNew), let value = reader.standard(attribute, given)
      else { continue }
      settings.append(Setting(column: column, value: attribute.storedOrDefault(value)))
    }
    custom = reader.object(scope, "custom_attributes")?.object ?? [:]
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
    self.settings = settings
  }

  func text(_ column: String) -> String? {
    settings.first { $0.column == column }.flatMap { String.fromDatabaseValue($0.value) }
  }
}

extension Attribute {
  /// A flag that every contact has is false where it is not known.
  fileprivate func storedOrDefault(_ value: JSONValue) -> DatabaseValue {
    value.isNull && type == .boolean ? false.databaseValue : type.stored(value)
  }
}

extension FieldReader {
  fileprivate mutating func standard(_ attribute: Attribute, _ given: JSONValue) -> JSONValue? {
    let name = attribute.name
    // An id may come as a number.
    if ["external_id", "owner_id"].contains(name), let number = given.integer {
      return .string(number.description)
    }
    let value = self.attribute(attribute, given, at: name)
    if name == "email", let email = value?.string, !email.isEmailAddress {
      wrong(name, "must be an e-mail address")
      return nil
    }
    return value
  }

  /// Reads what is said of a workspace's own attributes; one that there is not is malformed.
  mutating func custom(
    _ object: JSONObject, among attributes: [Attribute]
  ) -> [Setting] {
    object.members.compactMap { member in
      let path = "custom_attributes.\(member.name)"
      let attribute = attributes.first {
        $0.custom != nil && !$0.isArchived && $0.name.isSame(as: member.name)
      }
      guard let attribute, let column = attribute.column else {
        malformed(path, "is no attribute of this workspace: make it first")
        return nil
      }
      return self.attribute(attribute, member.value, at: path).map {
        Setting(column: column, value: attribute.type.stored($0))
      }
    }
  }
}

extension String {
  /// Something, one `@` and something, without white space.
  fileprivate var isEmailAddress: Bool {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !contains(where: \.isWhitespace)
  }
}
