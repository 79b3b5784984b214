import GRDB
import JSON

/// What a client says of a company, which is made or changed by the client's own id of it.
struct CompanyDraft: Sendable, Equatable {
  let companyID: String
  let settings: [Setting]
  let custom: JSONObject
  /// Whether somebody of the company was seen just now.
  let isSeen: Bool

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    let writable = StandardAttributes.company.filter { $0.isWritable && $0.name != "company_id" }
    reader.allow(
      ["company_id", "custom_attributes", "update_last_request_at"] + writable.map(\.name),
      in: scope)
    if reader.value(scope, "company_id") == nil { reader.missing("company_id") }
    let companyID = reader.identifier(scope, "company_id")
    if let companyID, companyID.unicodeScalars.count > PeopleLimits.text {
      reader.wrong("company_id", "must have at most \(PeopleLimits.text) characters")
    } else if let companyID, !companyID.unicodeScalars.allSatisfy(TextLayout.line.admits) {
      reader.wrong("company_id", TextLayout.line.demand)
    }
    var settings: [Setting] = []
    for attribute in writable {
      guard let column = attribute.column, let given = scope.object[attribute.name],
        let value = reader.company(attribute, given)
      else { continue }
      settings.append(Setting(column: column, value: attribute.type.stored(value)))
    }
    custom = reader.object(scope, "custom_attributes")?.object ?? [:]
    isSeen = reader.boolean(scope, "update_last_request_at") ?? false
    guard reader.problems.isEmpty, let companyID else { throw Refusal(reader.problems) }
    self.companyID = companyID
    self.settings = settings
  }
}

extension FieldReader {
  fileprivate mutating func company(_ attribute: Attribute, _ given: JSONValue) -> JSONValue? {
    switch attribute.name {
    case "monthly_spend":
      if given.isNull { return 0 }
      guard let amount = given.double else {
        malformed(attribute.name, "must be a number")
        return nil
      }
      guard abs(amount) <= Double(Int32.max) else {
        wrong(attribute.name, "must be between -\(Int32.max) and \(Int32.max)")
        return nil
      }
      // As Intercom does: whole units, cut off.
      return .integer(Int64(amount))
    case "size":
      if let size = given.integer, size < 0 {
        wrong(attribute.name, "must not be negative")
        return nil
      }
      return self.attribute(attribute, given, at: attribute.name)
    default: return self.attribute(attribute, given, at: attribute.name)
    }
  }
}
