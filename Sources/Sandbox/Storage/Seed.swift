import GRDB

/// What a new database holds: the same bytes on every machine and day.
enum Seed {
  /// 2026-01-05 09:00 in New York.
  static let time: Int64 = 1_767_621_600

  static let workspace = Workspace(
    idCode: "acme0001", name: "Acme", timeZone: "America/New_York", region: "US", createdAt: time)

  static let admins = [
    Admin(id: "5001", name: "Ana Alvarez", email: "ana@acme.test"),
    Admin(id: "5002", name: "Ben Brandt", email: "ben@acme.test"),
    Admin(id: "5003", name: "Cleo Costa", email: "cleo@acme.test"),
  ]

  /// Messages that somebody wrote by hand before any file existed, as clients would send them.
  static let messages = [
    """
    {"format":"chat","name":"Welcome to Acme","state":"live",
     "body":"Welcome to Acme -- reply here whenever something is unclear.",
     "from":{"type":"admin","id":"5001"},
     "to":{"type":"audience","audience":{"attribute":"signed_up_at","type":"date",
           "comparison":"less_than","value":{"amount":1,"unit":"day"}}},
     "schedule":{"send":"ongoing"},"tags":["onboarding"]}
    """,
    """
    {"format":"post","name":"Office hours","state":"draft","title":"Office hours",
     "body":"Bring your questions to our weekly office hours.",
     "cta":{"label":"Save a seat","url":"https://acme.test/office-hours"},
     "from":{"type":"admin","id":"5002"},
     "to":{"type":"audience","audience":{"everyone":true}}}
    """,
  ]

  static func plant(_ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO workspace VALUES (1, ?, ?, ?, ?, ?)",
      arguments: [
        workspace.idCode, workspace.name, workspace.timeZone, workspace.region,
        workspace.createdAt,
      ])
    for (position, admin) in admins.enumerated() {
      try database.execute(
        sql: "INSERT INTO admins (id, position, name, email) VALUES (?, ?, ?, ?)",
        arguments: [admin.id, position, admin.name, admin.email])
    }
    for message in messages {
      let draft = try MessageDraft(reading: RequestDocument(parsing: Array(message.utf8)))
      try Store.insert(draft, by: nil, at: time, database)
    }
  }
}
