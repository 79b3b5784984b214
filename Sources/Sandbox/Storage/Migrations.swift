import GRDB

/// The steps that lead to the present layout of the database.
///
/// `user_version` counts the steps done, and `application_id` says whose file it is: both are in
/// SQLite's header, so that an up-to-date file costs a start one read.
enum Migrations {
  /// "HRLD" in ASCII.
  static let applicationID = 0x4852_4C44

  static var layout: Int { steps.count }

  /// Never changed once released, only added to.
  static let steps: [String] = [
    """
    CREATE TABLE workspace (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      id_code TEXT NOT NULL,
      name TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      region TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE admins (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL UNIQUE,
      name TEXT NOT NULL,
      email TEXT NOT NULL UNIQUE
    ) STRICT;
    -- The long texts come last: what a filter reads lies in a row's first page.
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      external_id TEXT UNIQUE,
      format TEXT NOT NULL,
      state TEXT NOT NULL,
      send TEXT NOT NULL,
      starts_at INTEGER,
      ends_at INTEGER,
      admin_id TEXT NOT NULL REFERENCES admins (id),
      version INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      audience_frozen_at INTEGER,
      live_at INTEGER,
      shown_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT,
      content TEXT NOT NULL,
      settings TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sends (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      admin_id TEXT NOT NULL REFERENCES admins (id),
      recipient_key TEXT NOT NULL,
      recipient TEXT NOT NULL,
      body TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE rate_window (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      starts_at INTEGER NOT NULL,
      requests INTEGER NOT NULL
    ) STRICT;
    """,
    // People. A custom attribute is one more column of `contacts` or `companies`, added when it is
    // made. Events lie by name, then by person: that is how an audience asks for them, and one tree
    // finds a person's too, name by name.
    """
    CREATE TABLE data_attributes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      model TEXT NOT NULL,
      name TEXT NOT NULL UNIQUE,
      data_type TEXT NOT NULL,
      description TEXT,
      options TEXT NOT NULL,
      messenger_writable INTEGER NOT NULL,
      archived INTEGER NOT NULL,
      admin_id TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE contacts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      role TEXT NOT NULL,
      external_id TEXT UNIQUE,
      email TEXT,
      phone TEXT,
      name TEXT,
      avatar TEXT,
      owner_id TEXT,
      unsubscribed_from_emails INTEGER NOT NULL DEFAULT 0,
      has_hard_bounced INTEGER NOT NULL DEFAULT 0,
      marked_email_as_spam INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      signed_up_at INTEGER,
      last_seen_at INTEGER,
      last_contacted_at INTEGER,
      last_replied_at INTEGER,
      last_email_opened_at INTEGER,
      last_email_clicked_at INTEGER,
      language_override TEXT,
      browser TEXT,
      browser_language TEXT,
      os TEXT,
      location_country TEXT,
      location_region TEXT,
      location_city TEXT
    ) STRICT;
    CREATE UNIQUE INDEX contacts_email ON contacts (email COLLATE NOCASE) WHERE role = 'user';
    CREATE INDEX leads_email ON contacts (email COLLATE NOCASE) WHERE role = 'lead';
    CREATE TABLE companies (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      company_id TEXT NOT NULL UNIQUE,
      name TEXT,
      plan TEXT,
      size INTEGER,
      website TEXT,
      industry TEXT,
      monthly_spend INTEGER NOT NULL DEFAULT 0,
      session_count INTEGER NOT NULL DEFAULT 0,
      remote_created_at INTEGER,
      last_request_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE contact_companies (
      contact_id INTEGER NOT NULL,
      company_id INTEGER NOT NULL,
      PRIMARY KEY (contact_id, company_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX company_contacts ON contact_companies (company_id, contact_id);
    CREATE TABLE tags (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE
    ) STRICT;
    CREATE TABLE contact_tags (
      tag TEXT NOT NULL,
      contact_id INTEGER NOT NULL,
      applied_at INTEGER NOT NULL,
      PRIMARY KEY (tag, contact_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tags_of_contacts ON contact_tags (contact_id);
    CREATE TABLE company_tags (
      company_id INTEGER NOT NULL,
      tag TEXT NOT NULL,
      PRIMARY KEY (company_id, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE event_names (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE events (
      name TEXT NOT NULL,
      contact_id INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      metadata TEXT,
      PRIMARY KEY (name, contact_id, created_at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE segments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      person_type TEXT NOT NULL,
      rule TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO segments (name, person_type, rule, created_at, updated_at) VALUES
      ('New', 'user',
       '{"attribute":"signed_up_at","type":"date","comparison":"less_than","value":{"amount":14,"unit":"day"}}',
       1767621600, 1767621600),
      ('Active', 'user',
       '{"attribute":"last_seen_at","type":"date","comparison":"less_than","value":{"amount":7,"unit":"day"}}',
       1767621600, 1767621600),
      ('Slipping away', 'user',
       '{"all":[{"attribute":"last_seen_at","type":"date","comparison":"more_than","value":{"amount":14,"unit":"day"}},{"attribute":"last_seen_at","type":"date","comparison":"less_than","value":{"amount":60,"unit":"day"}}]}',
       1767621600, 1767621600);
    """,
    // Searches and audiences ask for it like for any other attribute.
    """
    ALTER TABLE contacts ADD COLUMN
      email_domain TEXT GENERATED ALWAYS AS (substr(email, instr(email, '@') + 1)) VIRTUAL;
    """,
    displayStep,
    publicAPIStep,
    exportStep,
    tagHoldersStep,
  ]

  /// Whose database it is.
  enum Origin: Equatable { case new, ours(layout: Int), foreign }

  static func origin(_ database: Database) throws -> Origin {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let layout = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == applicationID { return .ours(layout: layout) }
    let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    return application == 0 && layout == 0 && objects == 0 ? .new : .foreign
  }

  /// Does the steps that are missing, inside the caller's transaction.
  static func run(_ database: Database, after done: Int) throws {
    for step in steps.dropFirst(done) { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(layout)")
  }
}
