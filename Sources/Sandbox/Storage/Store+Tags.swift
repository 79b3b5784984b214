import GRDB

/// A label for people and companies.
struct Tag: Sendable, Equatable {
  let id: Int64
  let name: String
}

/// A tag, and what a request put it on or took it from.
struct Tagging: Sendable {
  struct Marked: Sendable {
    let id: Int64
    let isTagged: Bool
  }

  let tag: Tag
  let contacts: [Marked]
  let companies: [Marked]
}

/// A tag as one contact has it.
struct AppliedTag: Sendable {
  let tag: Tag
  let appliedAt: Int64
  /// The admin whose token every client presents.
  let adminID: String?
}

extension Store {
  func tags() async throws -> [Tag] {
    try await read { database in
      try Row.fetchAll(database.cachedStatement(sql: "SELECT id, name FROM tags ORDER BY id"))
        .map { Tag(id: $0[0], name: $0[1]) }
    }
  }

  func tag(_ id: Int64) async throws -> Tag {
    try await read { database in try Self.tag(id, database) }
  }

  /// Makes or renames a tag, then puts it on people and companies or takes it from them.
  func keep(_ draft: TagDraft, at now: Int64) async throws -> Tagging {
    try await write(.full) { database in
      let tag = try Self.named(draft, database)
      let contacts = try draft.contacts.map { mark -> Tagging.Marked in
        guard case .id(let reference) = mark.key, let id = reference.id else {
          throw Refusal(.noContact)
        }
        try Self.role(of: id, database)
        try Self.mark(contact: id, tag, isTaken: mark.isTaken, at: now, database)
        return Tagging.Marked(id: id, isTagged: !mark.isTaken)
      }
      let companies = try draft.companies.map { mark -> Tagging.Marked in
        let id = try Self.company(mark.key, database)
        let sql =
          mark.isTaken
          ? "DELETE FROM company_tags WHERE company_id = ? AND tag = ?"
          : "INSERT OR IGNORE INTO company_tags (company_id, tag) VALUES (?, ?)"
        try database.cachedStatement(sql: sql).execute(arguments: [id, tag.name])
        return Tagging.Marked(id: id, isTagged: !mark.isTaken)
      }
      return Tagging(tag: tag, contacts: contacts, companies: companies)
    }
  }

  func delete(tag id: Int64) async throws {
    try await write(.full) { database in
      let tag = try Self.tag(id, database)
      try database.cachedStatement(sql: "DELETE FROM company_tags WHERE tag = ?")
        .execute(arguments: [tag.name])
      for sql in ["DELETE FROM tag_holders WHERE tag_id = ?", "DELETE FROM tags WHERE id = ?"] {
        try database.cachedStatement(sql: sql).execute(arguments: [id])
      }
    }
  }

  func tags(ofContact id: Int64) async throws -> [AppliedTag] {
    try await read { database in
      try Self.role(of: id, database)
      return try Self.appliedTags(ofContact: id, database)
    }
  }

  static func attach(
    tag reference: Reference, toContact id: Int64, at now: Int64, _ database: Database
  ) throws -> AppliedTag {
    try role(of: id, database)
    guard let tagID = reference.id else { throw Refusal(.noTag) }
    try mark(contact: id, try tag(tagID, database), isTaken: false, at: now, database)
    return try applied(tagID, toContact: id, database)
  }

  static func detach(
    tag tagID: Int64, fromContact id: Int64, at now: Int64, _ database: Database
  ) throws -> AppliedTag {
    try role(of: id, database)
    let applied = try applied(tagID, toContact: id, database)
    try mark(contact: id, applied.tag, isTaken: true, at: now, database)
    return applied
  }

  static func tag(_ id: Int64, _ database: Database) throws -> Tag {
    let name = try String.fetchOne(
      database.cachedStatement(sql: "SELECT name FROM tags WHERE id = ?"), arguments: [id])
    guard let name else { throw Refusal(.noTag) }
    return Tag(id: id, name: name)
  }

  /// The tag of a name in capitals or not, which is made when it is missing.
  static func tag(named name: String, _ database: Database) throws -> Tag {
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO tags (name) VALUES (?)")
      .execute(arguments: [name])
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, name FROM tags WHERE name = ?"),
      arguments: [name])
    guard let row else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a new tag is not there")
    }
    return Tag(id: row[0], name: row[1])
  }

  private static func named(_ draft: TagDraft, _ database: Database) throws -> Tag {
    guard let renamed = draft.renamed else { return try tag(named: draft.name, database) }
    guard let id = renamed.id else { throw Refusal(.noTag) }
    let old = try tag(id, database)
    let holder = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM tags WHERE name = ?"), arguments: [draft.name])
    if let holder, holder != id {
      throw Refusal(
        Problem(
          .conflict, "name is taken by tag \(holder)", field: "name", holder: holder.description))
    }
    for sql in [
      "UPDATE tags SET name = ?1 WHERE name = ?2",
      "UPDATE company_tags SET tag = ?1 WHERE tag = ?2",
    ] {
      try database.cachedStatement(sql: sql).execute(arguments: [draft.name, old.name])
    }
    return Tag(id: id, name: draft.name)
  }

  private static func mark(
    contact id: Int64, _ tag: Tag, isTaken: Bool, at now: Int64, _ database: Database
  ) throws {
    if isTaken {
      try database.cachedStatement(
        sql: "DELETE FROM tag_holders WHERE tag_id = ? AND contact_id = ?"
      ).execute(arguments: [tag.id, id])
    } else {
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO tag_holders (tag_id, contact_id, applied_at) VALUES (?, ?, ?)"
      ).execute(arguments: [tag.id, id, now])
    }
  }

  private static func applied(
    _ tagID: Int64, toContact id: Int64, _ database: Database
  ) throws -> AppliedTag {
    let applied = try appliedTags(ofContact: id, database).first { $0.tag.id == tagID }
    guard let applied else { throw Refusal(.noTag) }
    return applied
  }

  private static func appliedTags(
    ofContact id: Int64, _ database: Database
  ) throws -> [AppliedTag] {
    let admin = try tokenOwner(database)
    return try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT tags.id, tags.name, applied_at FROM tag_holders JOIN tags ON tags.id = tag_id
          WHERE contact_id = ? ORDER BY tags.id
          """), arguments: [id]
    ).map {
      AppliedTag(tag: Tag(id: $0[0], name: $0[1]), appliedAt: $0[2], adminID: admin)
    }
  }
}

extension Problem {
  static let noTag = Problem(.notFound, "Resource Not Found")
}
