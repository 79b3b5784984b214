import GRDB

extension Store {
  /// Fills an empty workspace with people, all or none of them; blocks the thread.
  ///
  /// - Parameter now: the time in Unix seconds; the day that it lies in is the day of reference.
  func fill(_ recipe: PeopleRecipe, at now: Int64, _ path: String) throws(SandboxError) {
    do {
      try fill(recipe, at: now)
    } catch is WorkspaceNotEmpty {
      throw .workspaceNotEmpty(path: path)
    } catch let error as DatabaseError {
      throw SandboxError(error, path: path)
    } catch {
      throw .databaseUnusable(path: path, reason: String(describing: error))
    }
  }

  private func fill(_ recipe: PeopleRecipe, at now: Int64) throws {
    try pool.writeWithoutTransaction { database in
      // Pages of a tree that grows in many places come back soon.
      try database.execute(sql: "PRAGMA cache_size = \(Self.fillingCache)")
      try Self.transaction(database, .full) { database in
        try Self.checkEmpty(database)
        let filling = try Filling(recipe, today: now - now % GeneratedPerson.day, database)
        try filling.run()
      }
      try database.execute(sql: "PRAGMA cache_size = -2000")
      // What is read from now on lies in the file and not in its log.
      try database.checkpoint(.passive)
    }
  }

  /// In pages of SQLite's, or where it is negative in KiB.
  private static let fillingCache = -262_144

  /// Generated people do not mix with others: their ids, names and attributes would depend on them.
  private static func checkEmpty(_ database: Database) throws {
    for table in ["contacts", "companies", "data_attributes", "tags", "event_names"] {
      let isEmpty = try
        !(Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") ?? false)
      if !isEmpty { throw WorkspaceNotEmpty() }
    }
  }
}

/// Why a workspace is not filled.
private struct WorkspaceNotEmpty: Error {}

/// Writes generated people into the tables of one transaction.
private struct Filling {
  private let recipe: PeopleRecipe
  /// The beginning of the day of reference, in Unix seconds.
  private let today: Int64
  private let database: Database
  private let contact: Statement
  private let company: Statement
  private let membership: Statement
  private let contactTag: Statement
  private let companyTag: Statement
  private let event: Statement

  init(_ recipe: PeopleRecipe, today: Int64, _ database: Database) throws {
    self.recipe = recipe
    self.today = today
    self.database = database
    var columns: [String: String] = [:]
    for draft in PeopleRecipe.attributes {
      columns[draft.name] = try Store.insert(draft, at: today, database).column
    }
    func made(_ names: [String]) -> [String] {
      names.map { name in
        guard let column = columns[name] else { preconditionFailure("`\(name)` was not made") }
        return column
      }
    }
    contact = try Self.insert(
      into: "contacts",
      [
        "id", "role", "external_id", "email", "phone", "name", "unsubscribed_from_emails",
        "created_at", "updated_at", "signed_up_at", "last_seen_at", "last_contacted_at",
        "last_replied_at", "language_override", "browser", "browser_language", "os",
        "location_country", "location_region", "location_city",
      ] + made(["plan", "role", "seats", "marketing_opt_in", "health_score", "trial_ends_at"]),
      database)
    company = try Self.insert(
      into: "companies",
      [
        "id", "company_id", "name", "plan", "size", "website", "industry", "monthly_spend",
        "session_count", "remote_created_at", "last_request_at", "created_at", "updated_at",
      ] + made(["satisfaction", "annual_contract", "renews_at"]), database)
    membership = try Self.insert(
      into: "contact_companies", ["contact_id", "company_id"], database)
    contactTag = try Self.insert(
      into: "tag_holders", ["tag_id", "contact_id", "applied_at"], database)
    companyTag = try Self.insert(into: "company_tags", ["company_id", "tag"], database)
    event = try Self.insert(into: "events", ["name", "contact_id", "created_at"], database)
  }

  private static func insert(
    into table: String, _ columns: [String], _ database: Database
  ) throws -> Statement {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    return try database.makeStatement(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))")
  }

  func run() throws {
    for number in 1...recipe.companies {
      try write(GeneratedCompany(number, seed: recipe.seed))
    }
    var tags: [String: Tag] = [:]
    for name in ["at-risk", "beta", "champion", "design-partner", "key-account", "webinar"] {
      tags[name] = try Store.tag(named: name, database)
    }
    for habit in GeneratedEvents.habits {
      try database.execute(
        sql: "INSERT INTO event_names (name) VALUES (?)", arguments: [habit.name])
    }
    for number in 1...recipe.count {
      let person = GeneratedPerson(number, of: recipe)
      try write(person, tags)
      try writeEvents(of: person)
    }
  }

  private func write(_ made: GeneratedCompany) throws {
    let createdAt = today - Int64(made.age) * GeneratedPerson.day
    try company.execute(arguments: [
      made.number, "company-\(made.number)", made.name, made.plan.rawValue, made.size,
      "https://\(made.domain)", made.industry, made.monthlySpend,
      made.seenAge.map { 400 / ($0 + 1) } ?? 0, createdAt,
      made.seenAge.map { today - Int64($0) * GeneratedPerson.day }, createdAt, today,
      made.satisfaction, made.hasAnnualContract,
      made.renewsIn.map { today + Int64($0) * GeneratedPerson.day },
    ])
    for tag in made.tags { try companyTag.execute(arguments: [made.number, tag]) }
  }

  private func write(_ person: GeneratedPerson, _ tags: [String: Tag]) throws {
    try contact.execute(arguments: [
      person.number, person.role.rawValue, person.externalID, person.email, person.phone,
      person.name, person.isUnsubscribed, today - person.createdAge, today,
      person.signedUpAge.map { today - $0 }, person.seenAge.map { today - $0 },
      person.contactedAge.map { today - $0 }, person.repliedAge.map { today - $0 },
      person.language, person.browser, person.browserLanguage, person.system,
      person.place?.country, person.place?.region, person.place?.city, person.plan?.rawValue,
      person.productRole, person.seats, person.takesNews, person.health,
      person.trialEndedAge.map { today - $0 },
    ])
    for company in person.companies {
      try membership.execute(arguments: [person.number, company])
    }
    for name in person.tags {
      guard let tag = tags[name] else { preconditionFailure("the tag `\(name)` was not made") }
      try contactTag.execute(arguments: [tag.id, person.number, today - (person.seenAge ?? 0)])
    }
  }

  private func writeEvents(of person: GeneratedPerson) throws {
    var dice = Dice(seed: recipe.seed, .events, person.number)
    for habit in GeneratedEvents.habits {
      for age in GeneratedEvents.ages(habit, of: person, &dice) {
        try event.execute(arguments: [habit.name, person.number, today - age])
      }
    }
  }
}
