package import Audiences
import GRDB

/// People in SQLite, in the tables of `SQLModel`; the first of them has the id 0.
package struct AudienceDatabase {
  private let queue: DatabaseQueue

  /// The model of an `AudienceWorld`: columns have other names than their attributes.
  package static let model = SQLModel(
    contacts: columns(AudienceWorld.ofPeople), companies: columns(AudienceWorld.ofCompanies),
    segments: .ruled(
      Dictionary(uniqueKeysWithValues: AudienceWorld.segments.map { (ExactText($0.name), $0.rule) })
    ))

  package init(_ people: [Person]) throws {
    queue = try DatabaseQueue()
    try queue.write { database in
      try Self.makeTables(database)
      var company = 0
      for (id, person) in people.enumerated() {
        try Self.insert(person.attributes, AudienceWorld.ofPeople, "contacts", id, database)
        for attributes in person.companies {
          try Self.insert(attributes, AudienceWorld.ofCompanies, "companies", company, database)
          try database.execute(
            sql: "INSERT INTO contact_companies VALUES (?, ?)", arguments: [id, company])
          company += 1
        }
        for tag in person.tags {
          try database.execute(
            sql: "INSERT INTO contact_tags VALUES (?, ?)", arguments: [id, tag.text])
        }
        for (event, instants) in person.events {
          for instant in instants {
            try database.execute(
              sql: "INSERT INTO events VALUES (?, ?, ?)", arguments: [id, event.text, instant])
          }
        }
      }
    }
  }

  /// The ids that a statement lists.
  package func ids(_ statement: SQLFragment) throws -> Set<Int> {
    try queue.read { database in
      try Set(
        Int.fetchAll(database, sql: statement.text, arguments: StatementArguments(statement.bound)))
    }
  }

  /// The numbers in the one row of a statement.
  package func numbers(_ statement: SQLFragment) throws -> [Int] {
    try queue.read { database in
      let row = try Row.fetchOne(
        database, sql: statement.text, arguments: StatementArguments(statement.bound))
      return row?.databaseValues.compactMap { Int.fromDatabaseValue($0) } ?? []
    }
  }

  package func number(_ statement: SQLFragment) throws -> Int? {
    try queue.read { database in
      try Int.fetchOne(
        database, sql: statement.text, arguments: StatementArguments(statement.bound))
    }
  }

  private static func columns(_ names: [(name: String, kind: AudienceWorld.Kind)])
    -> SQLModel.Columns
  {
    .declared(
      Dictionary(
        uniqueKeysWithValues: names.map {
          (ExactText($0.name), SQLColumn("of \"" + $0.name, $0.kind.column))
        }))
  }

  private static func makeTables(_ database: Database) throws {
    for (table, names) in [
      ("contacts", AudienceWorld.ofPeople), ("companies", AudienceWorld.ofCompanies),
    ] {
      let columns = names.map { name, kind in
        "\"of \"\"\(name.replacing("\"", with: "\"\""))\" \(kind.storage)"
      }
      try database.execute(
        sql: "CREATE TABLE \(table) (id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")))")
    }
    try database.execute(
      sql: """
        CREATE TABLE contact_companies (contact_id INTEGER NOT NULL, company_id INTEGER NOT NULL);
        CREATE TABLE contact_tags (contact_id INTEGER NOT NULL, tag TEXT NOT NULL);
        CREATE TABLE events (contact_id INTEGER NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL);
        """)
  }

  private static func insert(
    _ attributes: Person.Attributes, _ names: [(name: String, kind: AudienceWorld.Kind)],
    _ table: String, _ id: Int, _ database: Database
  ) throws {
    let values = names.map { attributes[ExactText($0.name)]?.bound ?? .null }
    let marks = Array(repeating: "?", count: values.count + 1).joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table) VALUES (\(marks))",
      arguments: StatementArguments([id.databaseValue] + values))
  }
}

extension AudienceWorld.Kind {
  fileprivate var column: SQLColumn.Kind {
    switch self {
    case .text: .text
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    }
  }

  fileprivate var storage: String {
    switch self {
    case .text: "TEXT"
    case .number: "REAL"
    case .boolean, .date: "INTEGER"
    }
  }
}

extension Person.Value {
  fileprivate var bound: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .number(let number): number.databaseValue
    case .boolean(let boolean): boolean.databaseValue
    case .date(let instant): instant.databaseValue
    }
  }
}

extension SQLFragment {
  fileprivate var bound: [DatabaseValue] {
    values.map { value in
      switch value {
      case .text(let text): text.databaseValue
      case .number(let number): number.databaseValue
      case .boolean(let boolean): boolean.databaseValue
      case .instant(let instant): instant.databaseValue
      }
    }
  }
}
