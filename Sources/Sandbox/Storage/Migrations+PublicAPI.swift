extension Migrations {
  /// What Intercom's public API keeps beside people: articles for teammates, news, and sends.
  ///
  /// A send names contacts by their ids: those of before that name nobody who is there have nobody.
  /// Newsfeeds are made in Intercom's own screens, so a workspace has some from the beginning.
  static let publicAPIStep = """
    CREATE TABLE internal_articles (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL,
      owner_id INTEGER NOT NULL,
      author_id INTEGER NOT NULL,
      ai_chatbot INTEGER NOT NULL,
      ai_copilot INTEGER NOT NULL,
      ai_sales_agent INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE newsfeeds (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO newsfeeds (id, name, created_at, updated_at) VALUES
      (101, 'Product news', 1767621600, 1767621600),
      (102, 'Visitor feed', 1767621600, 1767621600);
    CREATE TABLE news_items (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL,
      sender_id INTEGER NOT NULL,
      state TEXT NOT NULL,
      silent INTEGER NOT NULL,
      labels TEXT NOT NULL,
      reactions TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE news_assignments (
      item_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      newsfeed_id INTEGER NOT NULL,
      published_at INTEGER,
      PRIMARY KEY (item_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX items_of_newsfeeds ON news_assignments (newsfeed_id);
    CREATE TABLE send_recipients (
      send_id INTEGER NOT NULL,
      contact_id INTEGER NOT NULL,
      PRIMARY KEY (send_id, contact_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sends_of_contacts ON send_recipients (contact_id);
    INSERT OR IGNORE INTO send_recipients
      SELECT sends.id, contacts.id FROM sends JOIN contacts ON
        recipient_key = 'id' AND contacts.id = CAST(recipient AS INTEGER)
        OR recipient_key = 'user_id' AND external_id = recipient
        OR recipient_key = 'email' AND email = recipient AND role = 'user';
    ALTER TABLE sends DROP COLUMN recipient_key;
    ALTER TABLE sends DROP COLUMN recipient;
    """

  /// What people did with news, and the jobs that export it. Who did anything has received it.
  static let exportStep = """
    CREATE TABLE news_receipts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      item_id INTEGER NOT NULL,
      contact_id INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      UNIQUE (item_id, contact_id)
    ) STRICT;
    CREATE TABLE news_readings (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      receipt_id INTEGER NOT NULL,
      action TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX readings_of_receipts ON news_readings (receipt_id, action, created_at);
    CREATE TABLE export_jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      identifier TEXT NOT NULL UNIQUE,
      after INTEGER NOT NULL,
      before INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      status TEXT NOT NULL,
      finished_at INTEGER
    ) STRICT;
    """

  /// Who has a tag, by the tag's id: to rename a tag that a million people have is one row's change, as
  /// it is in Intercom. Rules ask by name, exactly as it is written, for what this shows them.
  static let tagHoldersStep = """
    CREATE TABLE tag_holders (
      tag_id INTEGER NOT NULL,
      contact_id INTEGER NOT NULL,
      applied_at INTEGER NOT NULL,
      PRIMARY KEY (tag_id, contact_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tag_holders
      SELECT tags.id, contact_id, applied_at FROM contact_tags JOIN tags ON tags.name = tag;
    DROP TABLE contact_tags;
    CREATE INDEX tags_of_contacts ON tag_holders (contact_id);
    CREATE VIEW contact_tags AS
      SELECT contact_id, tags.name COLLATE BINARY AS tag, applied_at
      FROM tags CROSS JOIN tag_holders ON tag_id = tags.id;
    """
}
