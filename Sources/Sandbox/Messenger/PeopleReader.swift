import Audiences
import GRDB

/// Reads a person as rules ask for them: a row by its id, and no more of the other tables than is
/// asked.
struct PeopleReader: Sendable {
  private struct Field: Sendable {
    let name: ExactText
    let kind: SQLColumn.Kind
  }

  private let fields: [Field]
  private let companyFields: [Field]
  private let person: String
  private let companies: String

  /// - Parameter needs: of all rules that will be asked.
  init(_ needs: AudienceNeeds, _ model: SQLModel) {
    let columns = Self.columns(needs.attributes, of: model.contacts)
    let companyColumns = Self.columns(needs.companyAttributes, of: model.companies)
    fields = columns.map(\.field)
    companyFields = companyColumns.map(\.field)
    person =
      "SELECT \((columns.map(\.name) + ["id"]).joined(separator: ", ")) "
      + "FROM contacts WHERE id = ?"
    companies = """
      SELECT \((companyColumns.map(\.name) + ["id"]).joined(separator: ", "))
      FROM companies WHERE id IN (SELECT company_id FROM contact_companies WHERE contact_id = ?)
      ORDER BY id
      """
  }

  private static func columns(
    _ names: Set<ExactText>, of columns: SQLModel.Columns
  ) -> [(field: Field, name: String)] {
    guard case .declared(let columns) = columns else {
      preconditionFailure("the sandbox's tables have columns of their own")
    }
    return names.sorted().compactMap { name in
      columns[name].map { (Field(name: name, kind: $0.kind), $0.name) }
    }
  }

  /// - Parameter needs: of the rules that are asked now.
  func person(_ id: Int64, _ needs: AudienceNeeds, _ database: Database) throws -> Person {
    let row = try Row.fetchOne(database.cachedStatement(sql: person), arguments: [id])
    return Person(
      attributes: try row.map { try Self.attributes($0, fields) } ?? [:],
      events: try events(of: id, needs, database),
      tags: try needs.asksTags ? tags(of: id, database) : [],
      segments: [],
      companies: try needs.asksCompanies ? companies(of: id, database) : [])
  }

  private static func attributes(_ row: Row, _ fields: [Field]) throws -> Person.Attributes {
    var attributes: Person.Attributes = [:]
    for (index, field) in fields.enumerated() where !row.hasNull(atIndex: index) {
      attributes[field.name] =
        switch field.kind {
        case .text: .text(row[index])
        case .number: .number(row[index])
        case .boolean: .boolean(row[index])
        case .date: .date(row[index])
        }
    }
    return attributes
  }

  private func events(
    of id: Int64, _ needs: AudienceNeeds, _ database: Database
  ) throws -> [ExactText: [Int64]] {
    if needs.events.isEmpty { return [:] }
    let statement = try database.cachedStatement(
      sql: "SELECT created_at FROM events WHERE name = ? AND contact_id = ?")
    var events: [ExactText: [Int64]] = [:]
    for name in needs.events {
      let times = try Int64.fetchAll(statement, arguments: [name.text, id])
      if !times.isEmpty { events[name] = times }
    }
    return events
  }

  private func tags(of id: Int64, _ database: Database) throws -> Set<ExactText> {
    let statement = try database.cachedStatement(
      sql: "SELECT name FROM tag_holders JOIN tags ON tags.id = tag_id WHERE contact_id = ?")
    return Set(try String.fetchAll(statement, arguments: [id]).map { ExactText($0) })
  }

  private func companies(of id: Int64, _ database: Database) throws -> [Person.Attributes] {
    let rows = try Row.fetchCursor(database.cachedStatement(sql: companies), arguments: [id])
    var companies: [Person.Attributes] = []
    while let row = try rows.next() {
      companies.append(try Self.attributes(row, companyFields))
    }
    return companies
  }
}
