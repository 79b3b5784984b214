package import Audiences
import HTTP
import JSON
package import Planning
import Synchronization

extension IntercomDeliveries {
  package func ledger(named name: String) async throws(RemoteError) -> LedgerTag {
    try Self.tag(try await client.send(.post, "/tags", ["name": .string(name)]))
  }

  package func ledger(_ id: String) async throws(RemoteError) -> LedgerTag? {
    do throws(RemoteError) {
      return try Self.tag(try await reader.api.read("/tags/\(percentEncoded(id))"))
    } catch .notFound {
      return nil
    }
  }

  package func count(ledger id: String) async throws(RemoteError) -> Int {
    try await reader.search.page(.tagged(id, heardFromAfter: nil), size: 1, after: nil).total
  }

  package func recipients(
    of spec: MessageSpec, without ledgerID: String?, at moment: Audiences.Moment, pageSize: Int
  ) async throws(RemoteError) -> RecipientPages {
    // Not the reader's: campaigns before may have taken hours, and who has a tag that somebody made
    // meanwhile must be left out where the rule says so.
    let search = IntercomSearch(reader.directory)
    guard
      let people = try await IntercomPeople(
        matching: spec.audience, withoutTag: ledgerID, at: moment, pageSize: pageSize, search)
    else {
      throw .badAnswer(
        reason: "a newsfeed's audience is kept in the workspace: nobody else knows who is in it",
        mayHaveLanded: false)
    }
    let attributes = try await search.known().facts.attributes ?? AttributeFacts()
    let names = spec.placeholderNames
    let asksOfCompany = names.contains { $0.hasPrefix(PersonDocument.company) }
    let tally = Tally()
    return RecipientPages(
      next: { () throws(RemoteError) in
        guard let page = try await people.next() else { return nil }
        tally.add(page.undecided.count)
        return page.people.map { person in
          Recipient(
            id: person.id, role: person.role,
            words: person.document.words(names, attributes, at: moment))
        }
      },
      completed: { [directory = reader.directory] person throws(RemoteError) in
        guard asksOfCompany, let company = try await directory.firstCompany(of: person.id) else {
          return person
        }
        return person.knowing(company.companyWords(names, attributes, at: moment))
      },
      undecided: { tally.count })
  }

  package func has(_ contact: String, ledger id: String) async throws(RemoteError) -> Bool {
    try await reader.tags(of: contact).contains { IntercomList.id(of: $0) == id }
  }

  package func claim(
    _ contact: String, ledger id: String, within time: Duration
  ) async throws(RemoteError) -> LedgerTag {
    try Self.tag(
      try await client.send(
        .post, "/contacts/\(percentEncoded(contact))/tags", ["id": .string(id)],
        within: .within(time)))
  }

  package func release(
    _ contact: String, ledger id: String, within time: Duration
  ) async throws(RemoteError) {
    try await client.send(
      .delete, "/contacts/\(percentEncoded(contact))/tags/\(percentEncoded(id))", nil,
      within: .within(time))
  }

  package func send(_ message: OutgoingMessage) async throws(RemoteError) {
    try await client.send(
      .post, "/messages",
      [
        "message_type": "in_app", "body": .string(message.html),
        "from": ["type": "admin", "id": try reader.number(of: message.sender)],
        "to": [
          "type": .string(message.recipient.role), "id": .string(message.recipient.id),
        ],
      ], within: .now)
  }

  /// Counts people over pages.
  private final class Tally: Sendable {
    private let sum = Mutex(0)

    var count: Int { sum.withLock { $0 } }
    func add(_ more: Int) { sum.withLock { $0 += more } }
  }

  private static func tag(_ json: JSONValue) throws(RemoteError) -> LedgerTag {
    guard let id = IntercomList.id(of: json), let name = json["name"]?.string else {
      throw .badAnswer(reason: "a tag has no id or no name", mayHaveLanded: true)
    }
    return LedgerTag(id: id, name: name)
  }
}
