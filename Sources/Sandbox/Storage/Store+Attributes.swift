import GRDB
import JSON

extension Store {
  /// The attributes of a model, those that every workspace has first.
  func attributes(of models: [AttributeModel], archived: Bool) async throws -> [Attribute] {
    try await read { database in
      try models.flatMap { try Self.attributes(of: $0, database) }
        .filter { archived || !$0.isArchived }
    }
  }

  func create(_ draft: AttributeDraft, at now: Int64) async throws -> Attribute {
    try await write(.full) { database in try Self.insert(draft, at: now, database) }
  }

  func change(
    attribute id: Int64, to change: AttributeChange, at now: Int64
  ) async throws -> Attribute {
    try await write(.full) { database in
      guard
        var attribute = try Self.customAttributes(database).first(where: { $0.custom?.id == id }),
        var custom = attribute.custom
      else { throw Refusal(Problem(.fieldNotFound, "there is no data attribute \(id)")) }
      if let options = change.options {
        guard !custom.options.isEmpty else {
          throw Refusal(
            Problem(.dataInvalid, "options are for an attribute that has some", field: "options"))
        }
        custom.options = options
      }
      custom.isArchived = change.isArchived ?? custom.isArchived
      custom.isMessengerWritable = change.isMessengerWritable ?? custom.isMessengerWritable
      custom.updatedAt = now
      attribute.description = change.description ?? attribute.description
      attribute.custom = custom
      try database.cachedStatement(
        sql: """
          UPDATE data_attributes SET description = ?, options = ?, messenger_writable = ?,
            archived = ?, updated_at = ?
          WHERE id = ?
          """
      ).execute(arguments: [
        attribute.description, custom.options.jsonText, custom.isMessengerWritable,
        custom.isArchived, now, id,
      ])
      return attribute
    }
  }

  /// Makes a custom attribute, with a column for it.
  @discardableResult
  static func insert(
    _ draft: AttributeDraft, at now: Int64, _ database: Database
  ) throws -> Attribute {
    try checkName(of: draft, database)
    try database.cachedStatement(
      sql: """
        INSERT INTO data_attributes (model, name, data_type, description, options,
          messenger_writable, archived, admin_id, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, false, ?, ?, ?)
        """
    ).execute(arguments: [
      draft.model.rawValue, draft.name, draft.type.rawValue, draft.description,
      draft.options.jsonText, draft.isMessengerWritable, try tokenOwner(database), now, now,
    ])
    let id = database.lastInsertedRowID
    try database.execute(
      sql: """
        ALTER TABLE \(draft.model.table)
        ADD COLUMN \(Attribute.column(ofCustom: id)) \(draft.type.columnType)
        """)
    guard let made = try customAttributes(database).first(where: { $0.custom?.id == id }) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a new attribute is not there")
    }
    return made
  }

  /// A name is one attribute's, whichever model has it and whether or not it is archived.
  private static func checkName(of draft: AttributeDraft, _ database: Database) throws {
    let standard = StandardAttributes.of(draft.model)
    let custom = try customAttributes(database)
    if let taken = (standard + custom).first(where: { $0.name.isSame(as: draft.name) }) {
      let archived = taken.isArchived ? ", archived" : ""
      throw Refusal(
        Problem(
          .parameterInvalid,
          "the \(taken.model.rawValue) data has `\(draft.name)` already\(archived)", field: "name"))
    }
    if custom.count(where: { $0.model == draft.model }) >= PeopleLimits.attributes {
      throw Refusal(
        Problem(
          .dataInvalid, "there are \(PeopleLimits.attributes) \(draft.model.rawValue) attributes",
          field: "model"))
    }
  }

  /// Those that every workspace has, then this workspace's own in the order they were made.
  static func attributes(of model: AttributeModel, _ database: Database) throws -> [Attribute] {
    try StandardAttributes.of(model) + customAttributes(database).filter { $0.model == model }
  }

  static func customAttributes(_ database: Database) throws -> [Attribute] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, model, name, data_type, description, options, messenger_writable, archived,
          admin_id, created_at, updated_at
        FROM data_attributes ORDER BY id
        """)
    return try Row.fetchAll(statement).map { row in
      guard let model = AttributeModel(rawValue: row[1]), let type = AttributeType(rawValue: row[3])
      else {
        throw DatabaseError(
          resultCode: .SQLITE_CORRUPT, message: "an attribute has no model or type")
      }
      let options = try JSONValue(parsing: row[5] as String).array ?? []
      return Attribute(
        model: model, name: row[2], type: type, label: row[2], description: row[4],
        isWritable: true, column: Attribute.column(ofCustom: row[0]),
        custom: Attribute.Custom(
          id: row[0], options: options.compactMap(\.string), isMessengerWritable: row[6],
          isArchived: row[7], adminID: row[8], createdAt: row[9], updatedAt: row[10]))
    }
  }
}

extension [String] {
  fileprivate var jsonText: String {
    JSONValue.array(map(JSONValue.string)).compactText
  }
}
