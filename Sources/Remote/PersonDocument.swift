import Audiences
import JSON

/// A contact or a company as the API serves it.
struct PersonDocument: Sendable, Hashable {
  private let json: JSONValue

  init(_ json: JSONValue) { self.json = json }

  /// The value of an attribute; nil where it is unknown, or not of the attribute's type.
  func value(of attribute: AttributeFacts.Attribute) -> Person.Value? {
    guard let type = attribute.type, let value = raw(attribute) else { return nil }
    switch type {
    case .text: return value.string.map(Person.Value.text)
    case .number: return value.double.map(Person.Value.number)
    case .boolean: return value.boolean.map(Person.Value.boolean)
    case .date: return value.integer.map(Person.Value.date)
    }
  }

  /// A time that every contact may have, in Unix seconds.
  func instant(_ name: String) -> Int64? { json[name]?.integer }

  private func raw(_ attribute: AttributeFacts.Attribute) -> JSONValue? {
    if attribute == AttributeFacts.role { return json["role"] }
    if attribute.isCustom { return json["custom_attributes"]?[attribute.name] }
    // As `location.country`; a plan is an object with a name.
    var value: JSONValue? = json
    for part in attribute.name.split(separator: ".") { value = value?[String(part)] }
    return value?.object == nil ? value : value?["name"]
  }
}

extension NamedPerson {
  init?(_ json: JSONValue) {
    guard let id = json["id"]?.string else { return nil }
    self.init(
      id: id, userID: json["external_id"]?.string, email: json["email"]?.string,
      role: json["role"]?.string ?? "contact", document: PersonDocument(json))
  }
}
