import Audiences
import GRDB
import JSON

/// What a ping is answered with.
struct PingAnswer: Sendable {
  struct Shown: Sendable {
    let receipt: ReceiptKey
    let copy: CampaignCopy
  }

  /// In the order in which they are shown.
  let shown: [Shown]
  let words: PersonalWords
  /// In how many seconds something is due that only waits for its delay; nil for nothing.
  let nextAfter: Int64?
  /// When it was decided, in Unix seconds.
  let now: Int64
}

extension Store {
  /// Takes in what a page says, decides what its person sees, and notes that it was shown.
  static func answer(
    _ ping: Ping, at now: Int64, _ live: LiveCampaigns, _ totals: inout TallyChange,
    _ database: Database
  ) throws -> PingAnswer {
    if let appID = ping.appID, !appID.isSame(as: live.catalogue.workspaceID) {
      throw Refusal(Problem(.notFound, "there is no workspace of that app_id", field: "app_id"))
    }
    let contact = try names(ping.contact, database).id
    if !ping.attributes.isEmpty || ping.event != nil {
      // Either may be refused when the other is written already.
      try database.inSavepoint {
        try keep(ping, of: contact, at: now, &totals, database)
        return .commit
      }
    }
    let answer = try show(
      live.candidates(for: ping), to: contact, for: ping, live, at: now, &totals, database)
    try note(contact, isSeenAt: now, database)
    return answer
  }

  private static func show(
    _ candidates: [LiveCampaigns.Candidate], to contact: Int64, for ping: Ping,
    _ live: LiveCampaigns, at now: Int64, _ totals: inout TallyChange, _ database: Database
  ) throws -> PingAnswer {
    let receipts = try receipts(ofContact: contact, database)
    let open = candidates.filter {
      $0.campaign.mayBeShown(after: receipts[$0.campaign.id] ?? [], in: ping.view)
    }
    var needs = live.catalogue.wordNeeds
    for candidate in open { needs.formUnion(candidate.needs) }
    let person = try live.catalogue.people.person(contact, needs, database)
    var shown: [PingAnswer.Shown] = []
    var nextAfter: Int64?
    for candidate in open where candidate.isFor(contact: contact, person) {
      let campaign = candidate.campaign
      if case .delay(let seconds) = campaign.trigger, seconds > ping.secondsOnPage {
        nextAfter = min(nextAfter ?? .max, seconds - ping.secondsOnPage)
        continue
      }
      let receipt = try note(
        campaign, isShownTo: contact, by: ping, receipts[campaign.id] ?? [],
        on: live.moment.today, at: now, &totals, database)
      shown.append(PingAnswer.Shown(receipt: receipt, copy: campaign.copy))
    }
    return PingAnswer(
      shown: shown, words: PersonalWords(person, live.catalogue.clock), nextAfter: nextAfter,
      now: now)
  }

  /// Counts an impression, where the view has had none yet.
  private static func note(
    _ campaign: LiveCampaign, isShownTo contact: Int64, by ping: Ping,
    _ receipts: ReceiptsOfMessage, on day: Int, at now: Int64, _ totals: inout TallyChange,
    _ database: Database
  ) throws -> ReceiptKey {
    if let view = ping.view, let receipt = receipts.last(where: { $0.view == view }) {
      return receipt.key
    }
    let key = ReceiptKey(
      contactID: contact, messageID: campaign.id, contentVersion: campaign.contentVersion)
    var receipt =
      receipts.first { $0.key == key }
      ?? Receipt(
        key: key, day: day, createdAt: now, impressions: 0, view: nil, isSimulated: ping.isSimulated
      )
    receipt.impressions += 1
    receipt.view = ping.view
    try put(receipt, among: receipts, &totals, database)
    if campaign.isFirstShowing() { try noteFirst(messageID: campaign.id, at: now, database) }
    return key
  }

  /// Notes when somebody was shown the message for the first time. That makes it another message, as
  /// fixing its people does: what is removed and what is archived depends on it.
  private static func noteFirst(messageID: Int64, at now: Int64, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        UPDATE messages SET shown_at = :now, version = version + 1
        WHERE id = :id AND shown_at IS NULL
        """
    ).execute(arguments: ["now": now, "id": messageID])
  }

  /// Notes that somebody is here, to the minute. Clocks that go back take nothing away.
  private static func note(
    _ contact: Int64, isSeenAt now: Int64, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        UPDATE contacts SET last_seen_at = :now
        WHERE id = :id AND ifnull(last_seen_at, -60) <= :now - 60
        """
    ).execute(arguments: ["now": now, "id": contact])
  }

  private static func keep(
    _ ping: Ping, of contact: Int64, at now: Int64, _ totals: inout TallyChange,
    _ database: Database
  ) throws {
    if !ping.attributes.isEmpty {
      var reader = FieldReader()
      let settings = reader.told(
        ping.attributes, among: try attributes(of: .contact, database))
      if !reader.problems.isEmpty { throw Refusal(reader.problems) }
      let columns = settings.map { "\($0.column) = ?" }.joined(separator: ", ")
      try database.execute(
        sql: "UPDATE contacts SET \(columns), updated_at = ? WHERE id = ?",
        arguments: StatementArguments(
          settings.map(\.value) + [now.databaseValue, contact.databaseValue]))
    }
    if let event = ping.event {
      // The clock of a page may be ahead of ours; what has happened has happened by now.
      let occurrence = Occurrence(
        name: event.name, createdAt: min(event.createdAt ?? now, now), metadata: event.metadata)
      try keep(occurrence, of: contact, field: "event.name", &totals, database)
    }
  }

  /// Notes an impression as a ping does, without a person. For tests of what comes after.
  package func recordImpression(messageID: Int64, at now: Int64) async throws {
    try await write(.full) { database in
      try Self.noteFirst(messageID: messageID, at: now, database)
    }
  }
}

extension FieldReader {
  /// Reads what a page says of its person: what a Messenger may write, and nothing else. Anybody can
  /// say anything in a page's name, and an audience must not be one that people let themselves into.
  fileprivate mutating func told(
    _ object: JSONObject, among attributes: [Attribute]
  ) -> [Setting] {
    object.members.compactMap { member in
      let path = "attributes.\(member.name)"
      let attribute = attributes.last { !$0.isArchived && $0.name.isSame(as: member.name) }
      guard let attribute, let column = attribute.column else {
        malformed(path, "is no attribute of this workspace: make it first")
        return nil
      }
      guard attribute.isToldByPages else {
        wrong(path, "is not for pages to write")
        return nil
      }
      return self.attribute(attribute, member.value, at: path).map {
        Setting(column: column, value: attribute.type.stored($0))
      }
    }
  }
}

extension Attribute {
  fileprivate var isToldByPages: Bool {
    custom?.isMessengerWritable
      ?? ["avatar", "language_override", "name", "phone"].contains(name)
  }
}
