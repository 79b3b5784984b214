extension Migrations {
  /// What messages did.
  ///
  /// Receipts lie by person: a ping asks for one person's, and one tree answers it. The totals are
  /// kept beside them and never counted anew. Whatever live messages are made of counts a change in
  /// `catalogue`, so that whoever holds them in memory sees that they moved.
  static let displayStep: String = tables + triggers

  private static let tables = """
    CREATE TABLE receipts (
      contact_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      day INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      impressions INTEGER NOT NULL,
      page_view TEXT,
      clicked_at INTEGER,
      dismissed_at INTEGER,
      replied_at INTEGER,
      completed_at INTEGER,
      goal_at INTEGER,
      simulated INTEGER NOT NULL,
      PRIMARY KEY (contact_id, message_id, content_version)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE receipt_answers (
      contact_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      step TEXT NOT NULL,
      answer TEXT NOT NULL,
      answered_at INTEGER NOT NULL,
      PRIMARY KEY (contact_id, message_id, content_version, step, answer)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tallies (
      message_id INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      day INTEGER NOT NULL,
      impressions INTEGER NOT NULL,
      \(columns.map { "\($0) INTEGER NOT NULL" }.joined(separator: ",\n  ")),
      PRIMARY KEY (message_id, content_version, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE step_tallies (
      message_id INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      step TEXT NOT NULL,
      reply INTEGER NOT NULL,
      people INTEGER NOT NULL,
      PRIMARY KEY (message_id, content_version, step, reply)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE fixed_people (
      message_id INTEGER PRIMARY KEY,
      people BLOB NOT NULL
    ) STRICT;
    CREATE TABLE message_versions (
      message_id INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      content TEXT NOT NULL,
      settings TEXT NOT NULL,
      PRIMARY KEY (message_id, content_version)
    ) STRICT;
    INSERT INTO message_versions (message_id, content_version, created_at, content, settings)
      SELECT id, content_version, updated_at, content, settings FROM messages;
    ALTER TABLE messages ADD COLUMN
      goal_event TEXT GENERATED ALWAYS AS
        (json_extract('{' || settings || '}', '$.goal.event')) VIRTUAL;
    CREATE INDEX messages_goal ON messages (goal_event) WHERE goal_event IS NOT NULL;
    CREATE INDEX messages_live ON messages (state) WHERE state = 'live';
    CREATE TABLE catalogue (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      version INTEGER NOT NULL
    ) STRICT;
    INSERT INTO catalogue VALUES (1, 1);

    """

  /// Written out: a step that is released never changes, whatever becomes of what it is named after.
  private static let columns = ["version", "people"].flatMap { side in
    [
      "received", "clicked", "dismissed", "replied", "completed", "engaged", "reached_goal",
      "simulated",
    ].map { "\(side)_\($0)" }
  }

  private static let triggers: String = {
    let message = "messages WHEN"
    let columns = """
      format, state, send, starts_at, ends_at, admin_id, content, settings, audience_frozen_at
      """
    var events = [
      "INSERT ON \(message) NEW.state = 'live'",
      "UPDATE OF \(columns) ON \(message) OLD.state = 'live' OR NEW.state = 'live'",
      "DELETE ON \(message) OLD.state = 'live'",
    ]
    for table in ["data_attributes", "segments", "admins", "workspace"] {
      events += ["INSERT", "UPDATE", "DELETE"].map { "\($0) ON \(table)" }
    }
    return events.enumerated().map { number, event in
      """
      CREATE TRIGGER catalogue_\(number + 1) AFTER \(event)
      BEGIN UPDATE catalogue SET version = version + 1; END;

      """
    }.joined()
  }()
}
