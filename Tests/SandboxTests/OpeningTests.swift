import Foundation
import GRDB
import JSON
import Sandbox
import Testing

@Suite struct OpeningTests {
  @Test("what was answered is there after a restart, the requests counted too")
  func restart() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      var written = ""
      try await withSandbox(over: path) { _, client in
        let id = try await client.create(["external_id": "acme/a", "metadata": ["n": 1]])
        written = try await client.get("/messages/\(id)").body
      }
      try await withSandbox(over: path) { _, client in
        let answer = try await client.get("/messages/3")
        #expect(answer.body == written)
        #expect(answer.headers["x-ratelimit-remaining"] == "1664")
      }
    }
  }

  @Test("what was answered is in the file before the server has closed it")
  func nothingIsHeldBack() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      try await withSandbox(over: path) { _, client in
        _ = try await client.create(["external_id": "acme/a"])
        // The files as they would lie there after `kill -9`.
        for suffix in ["", "-wal"] {
          try FileManager.default.copyItem(
            atPath: path + suffix, toPath: "\(folder)/copy.sqlite\(suffix)")
        }
        try await withSandbox(over: "\(folder)/copy.sqlite") { _, copy in
          let kept = try await copy.get("/messages/3").json
          #expect(kept["external_id"] == "acme/a")
        }
      }
    }
  }

  @Test("the folders of a new database are made")
  func newFolders() async throws {
    try await withFolder { folder in
      try await withSandbox(over: "\(folder)/a/b/new.sqlite") { _, client in
        let answer = try await client.get("/me")
        #expect(answer.status == 200)
      }
    }
  }

  @Test("a file that is no database is named, and left as it is")
  func noDatabase() async throws {
    try await withFolder { folder in
      let path = "\(folder)/notes.txt"
      let text = String(repeating: "These are my notes. ", count: 50)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(await failure(over: path) == .databaseDamaged(path: path))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test("a database whose pages are garbled is named as damaged")
  func garbled() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      try await withSandbox(over: path) { _, _ in }
      let queue = try DatabaseQueue(path: path)
      try await queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try queue.close()
      var bytes = try Data(contentsOf: URL(filePath: path))
      bytes.replaceSubrange(100..<2_000, with: Data(repeating: 0xA5, count: 1_900))
      try bytes.write(to: URL(filePath: path))
      #expect(await failure(over: path) == .databaseDamaged(path: path))
    }
  }

  @Test("another program's database is refused, byte by byte untouched")
  func foreign() async throws {
    try await withFolder { folder in
      let path = "\(folder)/other.sqlite"
      let queue = try DatabaseQueue(path: path)
      try await queue.write { try $0.execute(sql: "CREATE TABLE invoices (id INTEGER)") }
      try queue.close()
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(await failure(over: path) == .databaseForeign(path: path))
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test("a database with a newer layout is refused")
  func newer() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      try await withSandbox(over: path) { _, _ in }
      let queue = try DatabaseQueue(path: path)
      try await queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
      try queue.close()
      #expect(await failure(over: path) == .databaseNewer(path: path, layout: 99))
    }
  }

  @Test("tags that an older layout kept by their names stay on whoever has them")
  func tagsByName() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      var tags = ""
      try await withSandbox(over: path) { _, client in
        try await client.makePeople()
        for name in ["beta", "early"] {
          _ = try await client.json("/tags", #"{"name":"\#(name)"}"#)
        }
        _ = try await client.json("/contacts/2/tags", #"{"id":"2"}"#)
        tags = try await client.get("/contacts/2/tags").body
      }
      try execute(
        """
        DROP VIEW contact_tags;
        DROP TABLE tag_holders;
        CREATE TABLE contact_tags (
          tag TEXT NOT NULL, contact_id INTEGER NOT NULL, applied_at INTEGER NOT NULL,
          PRIMARY KEY (tag, contact_id)) STRICT, WITHOUT ROWID;
        CREATE INDEX tags_of_contacts ON contact_tags (contact_id);
        INSERT INTO contact_tags VALUES ('early', 2, 1800000000);
        PRAGMA user_version = 6;
        """, in: path)
      try await withSandbox(over: path) { _, client in
        let kept = try await client.get("/contacts/2/tags").body
        #expect(kept == tags)
      }
    }
  }

  @Test("a database of an older layout is brought to the present one, with all that it holds")
  func older() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      var messages = ""
      try await withSandbox(over: path) { _, client in
        _ = try await client.create(["external_id": "kept"])
        messages = try await client.get("/messages").body
      }
      let queue = try DatabaseQueue(path: path)
      try await queue.write { database in
        let first = ["workspace", "admins", "messages", "sends", "rate_window", "sqlite_sequence"]
        let later = try String.fetchAll(
          database,
          sql: """
            SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema
            WHERE type IN ('trigger', 'view', 'table') AND name NOT IN (\(first.map { "'\($0)'" }.joined(separator: ",")))
              OR name IN ('messages_goal', 'messages_live')
            ORDER BY type = 'table'
            """)
        for drop in later { try database.execute(sql: drop) }
        try database.execute(
          sql: """
            ALTER TABLE messages DROP COLUMN goal_event;
            ALTER TABLE sends ADD COLUMN recipient_key TEXT NOT NULL DEFAULT 'id';
            ALTER TABLE sends ADD COLUMN recipient TEXT NOT NULL DEFAULT '1';
            INSERT INTO sends (admin_id, body, created_at) VALUES ('5001', 'hey', 1);
            """)
        try database.execute(sql: "PRAGMA user_version = 1")
      }
      try queue.close()
      try await withSandbox(over: path) { _, client in
        let kept = try await client.get("/messages").body
        #expect(kept == messages)
        #expect(try await client.post("/contacts", #"{"email":"a@acme.test"}"#).status == 200)
        #expect(try await client.sent().map(\.body) == ["hey"])
        #expect(try await client.get("/segments").json["segments"]?.array?.count == 3)
        let stats = try await client.get("/messages/3/stats").json
        #expect(stats["by_version"]?.array?.count == 1)
      }
    }
  }

  @Test("a database that another process holds is named as busy when patience ends")
  func busy() async throws {
    try await withFolder { folder in
      let path = "\(folder)/new.sqlite"
      try await withSandbox(over: path) { _, _ in }
      var configuration = Configuration()
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try await queue.write { try $0.execute(sql: "UPDATE rate_window SET requests = 0") }
      #expect(await failure(over: path) == .databaseBusy(path: path))
      try queue.close()
    }
  }

  @Test("a folder in the file's place, or a file in the folder's, is named")
  func misplaced() async throws {
    try await withFolder { folder in
      #expect(
        await failure(over: folder) == .databaseUnusable(path: folder, reason: "it is a folder"))
      let file = "\(folder)/file"
      try "x".write(toFile: file, atomically: true, encoding: .utf8)
      guard case .folderUnusable(path: file, _)? = await failure(over: "\(file)/new.sqlite") else {
        Issue.record("the folder was not named")
        return
      }
    }
  }

  @Test("a port that is taken is named")
  func addressInUse() async throws {
    try await withSandbox { sandbox, _ in
      try await withFolder { folder in
        let error = await failure(over: "\(folder)/new.sqlite", port: sandbox.port)
        #expect(error == .addressInUse(host: "127.0.0.1", port: sandbox.port))
      }
    }
  }

  @Test("a server in the foreground ends when its task is cancelled")
  func foreground() async throws {
    try await withFolder { folder in
      let sandbox = try await Sandbox.start(
        SandboxConfiguration(databasePath: "\(folder)/new.sqlite", clock: { 0 }))
      let client = Client(port: sandbox.port, token: sandbox.token)
      let running = Task { try await sandbox.run() }
      #expect(try await client.get("/me").status == 200)
      running.cancel()
      try await running.value
      await #expect(throws: (any Error).self) { try await client.get("/me") }
    }
  }

  @Test("stopping twice is harmless")
  func stopTwice() async throws {
    try await withSandbox { sandbox, _ in await sandbox.stop() }
  }
}

/// Why a sandbox does not start.
private func failure(over path: String, port: Int = 0) async -> SandboxError? {
  var configuration = SandboxConfiguration(databasePath: path, port: port, clock: { 0 })
  configuration.patience = 0.05
  do {
    let sandbox = try await Sandbox.start(configuration)
    await sandbox.stop()
    return nil
  } catch { return error }
}
