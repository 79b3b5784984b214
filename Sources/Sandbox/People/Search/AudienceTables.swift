import Audiences
import Foundation
import GRDB
import JSON

/// How rules find what the tables of people hold.
enum AudienceTables {
  /// Whether a contact is a user or a lead, as a rule names it: no attribute's name has a dot in it.
  static let role = "contact.role"
  /// The id of a contact, for searches.
  static let id = "contact.id"

  /// The tables as an audience names their columns: a name is that of the workspace's own attribute,
  /// or else of one that every workspace has. A full name is taken too.
  static func model(contacts: [Attribute], companies: [Attribute]) -> SQLModel {
    var columns = columns(contacts)
    columns[ExactText(role)] = SQLColumn("role", .text)
    columns[ExactText(id)] = SQLColumn("id", .number)
    return SQLModel(
      contacts: .declared(columns), companies: .declared(Self.columns(companies)),
      segments: .ruled([:]))
  }

  /// The workspace's own come last and take a name from those of every workspace.
  private static func columns(_ attributes: [Attribute]) -> [ExactText: SQLColumn] {
    var columns: [ExactText: SQLColumn] = [:]
    for attribute in attributes where !attribute.isArchived {
      guard let name = attribute.column else { continue }
      let column = SQLColumn(name, attribute.type.kind)
      columns[ExactText(attribute.name)] = column
      columns[ExactText(attribute.fullName)] = column
    }
    return columns
  }
}

extension AttributeType {
  fileprivate var kind: SQLColumn.Kind {
    switch self {
    case .string: .text
    case .integer, .float: .number
    case .boolean: .boolean
    case .date: .date
    }
  }
}

extension Segment {
  /// Everybody who is in it: of its kind of people those who match its rule, which names no segment.
  func audience() throws -> Rule {
    let kind = personType == "user" ? ContactRole.user : .lead
    return .all([
      .attribute(name: AudienceTables.role, .text(.is(kind.rawValue))),
      try Rule(wire: JSONValue(parsing: rule)),
    ])
  }
}

extension SQLFragment {
  /// What is bound to its marks.
  var arguments: StatementArguments { StatementArguments(values.map(\.databaseValue)) }
}

extension SQLValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .number(let number): number.databaseValue
    case .boolean(let flag): flag.databaseValue
    case .instant(let seconds): seconds.databaseValue
    }
  }
}

extension ZoneClock {
  /// The clocks of the workspace's zone.
  init(ofWorkspace name: String) throws {
    guard let zone = TimeZone(identifier: name) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "the workspace is in no time zone: `\(name)`")
    }
    self.init { instant in
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))))
    }
  }
}
