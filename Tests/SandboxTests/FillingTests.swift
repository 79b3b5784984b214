import Foundation
import GRDB
import JSON
import Sandbox
import Testing

@Suite struct `A workspace that is filled with people` {
  static let recipe = PeopleRecipe(count: 400, seed: 7)

  @Test func `holds the same to the byte for the same seed on the same day`() async throws {
    let day: Int64 = 1_800_000_000 / 86_400 * 86_400
    let first = try await tables(Self.recipe, at: day)
    #expect(try await tables(Self.recipe, at: day + 86_399) == first)
  }

  @Test(
    arguments: [
      (PeopleRecipe(count: 400, seed: 8), 0), (PeopleRecipe(count: 400, seed: 7), 86_400),
      (PeopleRecipe(count: 399, seed: 7), 0),
    ] as [(PeopleRecipe, Int64)])
  func `holds others for another seed, day or number`(
    recipe: PeopleRecipe, later: Int64
  ) async throws {
    let first = try await tables(Self.recipe, at: 1_800_000_000)
    #expect(try await tables(recipe, at: 1_800_000_000 + later) != first)
  }

  @Test func `has so many contacts, most of them users, with companies and tags`() async throws {
    try await withFilled { client, database in
      let contacts = try await client.get("/contacts").json
      #expect(contacts["total_count"] == 400)
      let users = try count("contacts WHERE role = 'user'", database)
      #expect((340...395).contains(users))
      #expect(try count("contact_companies", database) > 300)
      #expect(try await client.get("/companies").json["total_count"] == 34)
      let tags = try await client.get("/tags").json["data"]?.array?.compactMap {
        $0["name"]?.string
      }
      #expect(tags?.contains("beta") == true && tags?.contains("champion") == true)
    }
  }

  @Test func `knows no address that somebody could have`() async throws {
    try await withFilled { _, database in
      let domains = try await database.read { database in
        try String.fetchSet(
          database,
          sql: "SELECT substr(email, instr(email, '@') + 1) FROM contacts WHERE email IS NOT NULL")
      }
      let strays = domains.filter {
        !$0.hasSuffix(".example") && !["example.com", "example.net", "example.org"].contains($0)
      }
      #expect(strays.isEmpty && !domains.isEmpty)
    }
  }

  @Test func `has nothing that happened today or later, and no event older than ninety days`()
    async throws
  {
    let today: Int64 = 1_800_000_000 / 86_400 * 86_400
    try await withFilled { _, database in
      let rests =
        ["created_at", "signed_up_at", "last_seen_at", "last_contacted_at"].map {
          "contacts WHERE \($0) >= \(today)"
        } + [
          "events WHERE created_at >= \(today)",
          "events WHERE created_at < \(today - 90 * 86_400)",
        ]
      let strays = try rests.filter { try count($0, database) > 0 }
      #expect(strays == [])
      #expect(try count("events", database) > 1_000)
    }
  }

  @Test func `has no event before its person signed up or after the person was last seen`()
    async throws
  {
    try await withFilled { _, database in
      let strays = try count(
        """
        events JOIN contacts ON contacts.id = contact_id
        WHERE events.created_at < signed_up_at OR events.created_at > last_seen_at
        """, database)
      #expect(strays == 0)
    }
  }

  @Test(arguments: [
    ("plan", "string"), ("role", "string"), ("seats", "integer"), ("marketing_opt_in", "boolean"),
    ("health_score", "float"), ("trial_ends_at", "date"),
  ])
  func `has an attribute of each type, known of some and unknown of others`(
    name: String, type: String
  ) async throws {
    try await withFilled { client, database in
      let list = try await client.get("/data_attributes?model=contact").json["data"]?.array
      let attribute = try #require(list?.first { $0["name"] == .string(name) })
      #expect(attribute["data_type"] == .string(type))
      let id = try #require(attribute["id"]?.integer)
      let known = try count("contacts WHERE custom_\(id) IS NOT NULL", database)
      #expect((40...396).contains(known))
    }
  }

  @Test func `is refused where somebody is already, and what was there stays`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/full.sqlite"
      try await withSandbox(over: path) { _, client in
        _ = try await client.json("/contacts", #"{"email":"joe@acme.test"}"#)
      }
      var configuration = SandboxConfiguration(databasePath: path, clock: { 1_800_000_000 })
      configuration.people = Self.recipe
      let error = await #expect(throws: SandboxError.self) {
        try await Sandbox.start(configuration)
      }
      #expect(error == .workspaceNotEmpty(path: path))
      try await withSandbox(over: path) { _, client in
        let list = try await client.get("/contacts").json
        #expect(list["total_count"] == 1)
      }
    }
  }

  // MARK: - Support

  private func withFilled(
    _ body: (Client, DatabaseQueue) async throws -> Void
  ) async throws {
    try await withFolder { folder in
      let path = "\(folder)/full.sqlite"
      var configuration = SandboxConfiguration(databasePath: path, clock: { 1_800_000_000 })
      configuration.people = Self.recipe
      let sandbox = try await Sandbox.start(configuration)
      let queue = try DatabaseQueue(path: path)
      let outcome: Result<Void, any Error>
      do {
        let client = Client(port: sandbox.port, token: sandbox.token)
        outcome = .success(try await body(client, queue))
      } catch { outcome = .failure(error) }
      await sandbox.stop()
      try outcome.get()
    }
  }

  private func count(_ rest: String, _ queue: DatabaseQueue) throws -> Int {
    try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(rest)") ?? -1 }
  }

  /// All that the tables of people hold.
  private func tables(_ recipe: PeopleRecipe, at now: Int64) async throws -> [String] {
    var rows: [String] = []
    try await withFolder { folder in
      let path = "\(folder)/full.sqlite"
      var configuration = SandboxConfiguration(databasePath: path, clock: { now })
      configuration.people = recipe
      let sandbox = try await Sandbox.start(configuration)
      await sandbox.stop()
      let queue = try DatabaseQueue(path: path)
      rows = try await queue.read { database in
        try [
          "contacts", "companies", "contact_companies", "data_attributes", "tags", "contact_tags",
          "company_tags", "event_names", "events", "segments",
        ].flatMap { try Row.fetchAll(database, sql: "SELECT * FROM \($0)").map(\.description) }
      }
    }
    return rows
  }
}
