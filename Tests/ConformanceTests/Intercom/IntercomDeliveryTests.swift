import Audiences
import Delivering
import HTTP
import JSON
import Planning
import Remote
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite("Delivering through the public API", .timeLimit(.minutes(5)))
struct IntercomDeliveryTests {
  @Test("everybody who matches is sent it once, with what is known of them in it")
  func sends() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(7)
      _ = try await town.written(.create(intercomDraft("a")))
      let report = try await town.deliver()
      #expect(report.sent == 7 && report.campaigns.map(\.end) == [.done])
      #expect(try await town.inbox() == Dictionary(uniqueKeysWithValues: people.map { ($0, 1) }))
      let bodies = try await town.sends().compactMap { $0["body"]?.string }
      #expect(bodies.contains { $0.contains("Hello Kim3.") })
      #expect(bodies.allSatisfy { $0.contains("href=\"https://acme.test/?a=1&amp;b=2\"") })
      #expect(try await town.messages().first?.shownAt != nil)
      #expect(try await town.deliver().sent == 0)
    }
  }

  @Test("what a company is called is filled in as the Messenger does, of the first of several")
  func companies() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(3)
      try await town.call(
        .post, "/data_attributes", ["name": "seats", "model": "company", "data_type": "integer"])
      for (number, name) in ["Acme & Co", "Zeta"].enumerated() {
        let company = try await town.call(
          .post, "/companies",
          [
            "company_id": .string("c\(number)"), "name": .string(name),
            "custom_attributes": ["seats": .integer(Int64(number) + 40)],
          ])
        // The second person is of both.
        for id in people[number...number + 1] {
          try await town.call(
            .post, "/contacts/\(id)/companies", ["id": try #require(company["id"])])
        }
      }
      let draft = intercomDraft("a") {
        $0.body =
          "{{company.name | fallback: \"You\"}}: {{company.seats}} of {{ company.none | fallback: 'x' }}"
      }
      _ = try await town.written(.create(draft))
      #expect(try await town.deliver().sent == 3)
      var bodies: [String: String] = [:]
      for send in try await town.sends() {
        let id = try #require(send["contact_ids"]?.array?.first?.string)
        bodies[id] = try #require(send["body"]?.string)
      }
      #expect(try #require(bodies[people[0]]).contains("Acme &amp; Co: 40 of x"))
      #expect(try #require(bodies[people[1]]).contains("Acme &amp; Co: 40 of x"))
      #expect(try #require(bodies[people[2]]).contains("Zeta: 41 of x"))
    }
  }

  @Test("who has no company has the fallback, and no copy that asks for none reads any")
  func noCompany() async throws {
    let asked = Mutex(0)
    let link = { @Sendable (sender: any HTTPSender) in
      ObservedLink(sender) { request in
        if request.url.contains("/companies") { asked.withLock { $0 += 1 } }
      }
    }
    try await IntercomTown.open(link: link) { town in
      _ = try await town.admit(2)
      _ = try await town.written(.create(intercomDraft("a")))
      _ = try await town.deliver()
      #expect(asked.withLock { $0 } == 0)
      let draft = intercomDraft("b") { $0.body = "Hello {{company.name | fallback: \"there\"}}." }
      _ = try await town.written(.create(draft))
      // A rehearsal counts alone.
      #expect(try await town.deliver(isRehearsal: true).campaigns.last?.wouldSend == 2)
      #expect(asked.withLock { $0 } == 0)
      #expect(try await town.deliver().sent == 2)
      let bodies = try await town.sends().compactMap { $0["body"]?.string }
      #expect(bodies.count { $0.contains("Hello there.") } == 2)
      #expect(asked.withLock { $0 } == 2)
    }
  }

  @Test("no send has several recipients")
  func oneByOne() async throws {
    try await IntercomTown.open { town in
      _ = try await town.admit(5)
      _ = try await town.written(.create(intercomDraft("a")))
      _ = try await town.deliver()
      #expect(try await town.sends().allSatisfy { $0["contact_ids"]?.array?.count == 1 })
    }
  }

  @Test("one that goes on does not search again for those who have it")
  func resumption() async throws {
    let link = SearchLink()
    try await IntercomTown.open(
      link: { sender in
        link.carry(sender)
        return link
      }
    ) { town in
      _ = try await town.admit(23)
      _ = try await town.written(.create(intercomDraft("a")))
      #expect(try await town.deliver(limit: 14).sent == 14)
      let had = Set(try await town.inbox().keys)
      link.forget()
      #expect(try await town.deliver().sent == 9)
      #expect(link.found.count == 9 && link.found.isDisjoint(with: had))
    }
  }

  @Test("what search cannot ask is asked person by person")
  func events() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(6)
      for id in people.prefix(2) {
        try await town.call(
          .post, "/events",
          ["event_name": "csv_exported", "id": .string(id), "created_at": .integer(town.now - 60)])
      }
      let draft = intercomDraft("a") {
        $0.audience = .event(name: "csv_exported", EventTest(.never))
      }
      _ = try await town.written(.create(draft))
      let report = try await town.deliver()
      #expect(report.sent == 4)
      #expect(Set(try await town.inbox().keys) == Set(people.dropFirst(2)))
    }
  }

  @Test("a pause that an apply makes stops a delivery; lifting it goes on with the rest")
  func pause() async throws {
    try await IntercomTown.open { town in
      _ = try await town.admit(12)
      let made = try await town.written(.create(intercomDraft("a")))
      let report = try await town.deliver(limit: 4)
      #expect(report.sent == 4)
      let paused = try await town.written(
        .update(id: made.id, etag: made.etag, intercomDraft("a", state: .paused, revision: 2)))
      #expect(try await town.deliver().campaigns.map(\.end) == [.nothing(.paused)])
      let names = try await town.call(.get, "/tags")["data"]?.array?.compactMap {
        $0["name"]?.string
      }
      #expect(names?.contains("herald: acme/a · paused") == true)
      _ = try await town.written(
        .update(id: made.id, etag: paused.etag, intercomDraft("a", revision: 3)))
      #expect(try await town.deliver().sent == 8)
      #expect(try await town.inbox().values.allSatisfy { $0 == 1 })
    }
  }

  @Test("a rename keeps who has got it")
  func rename() async throws {
    try await IntercomTown.open { town in
      _ = try await town.admit(3)
      let made = try await town.written(.create(intercomDraft("a") { $0.schedule.send = .ongoing }))
      _ = try await town.deliver()
      _ = try await town.written(
        .update(
          id: made.id, etag: made.etag,
          intercomDraft("b", revision: 2) { $0.schedule.send = .ongoing }))
      _ = try await town.admit(1, from: 3)
      #expect(try await town.deliver().sent == 1)
      #expect(try await town.inbox().values.allSatisfy { $0 == 1 })
    }
  }

  @Test(
    "what takes the place of another goes to everybody again, and never makes the old one go on")
  func replacement() async throws {
    try await IntercomTown.open { town in
      _ = try await town.admit(3)
      let made = try await town.written(.create(intercomDraft("a")))
      _ = try await town.deliver()
      let aside = intercomDraft("a~\(made.id)", state: .archived, revision: 2)
      _ = try await town.written(.update(id: made.id, etag: made.etag, aside))
      _ = try await town.written(.create(intercomDraft("a", revision: 2)))
      #expect(try await town.deliver().sent == 3)
      #expect(try await town.inbox().values.allSatisfy { $0 == 2 })
    }
  }

  @Test("a post is shown at its start and taken back at its end")
  func post() async throws {
    try await IntercomTown.open { town in
      let draft = intercomDraft("a", format: .post) {
        $0.schedule.startsAt = town.now + 100
        $0.schedule.endsAt = town.now + 200
      }
      _ = try await town.written(.create(draft))
      #expect(try await town.deliver().campaigns.map(\.end) != [.published])
      town.pass(seconds: 100)
      #expect(try await town.deliver().campaigns.map(\.end) == [.published])
      #expect(try await town.news().first?["state"] == "live")
      let shown = try #require(try await town.messages().first)
      #expect(shown.state == .live && shown.shownAt == town.now)
      #expect(draft.differences(from: shown).isEmpty)
      #expect(try await town.deliver().campaigns.map(\.end) == [.nothing(.asItIs)])
      // Who takes it back by hand has paused it.
      let id = try #require(try await town.news().first?["id"]?.string)
      try await town.call(
        .put, "/news/news_items/\(id)",
        ["title": "CSV export", "sender_id": 5001, "state": "draft"])
      #expect(try await town.messages().first?.state == .paused)
      try await town.call(
        .put, "/news/news_items/\(id)",
        ["title": "CSV export", "sender_id": 5001, "state": "live"])
      town.pass(seconds: 100)
      #expect(try await town.deliver().campaigns.map(\.end) == [.withdrawn])
      #expect(try await town.news().first?["state"] == "draft")
      #expect(try await town.messages().first?.state == .live)
    }
  }

  @Test("a post that somebody pauses meanwhile is not shown after it")
  func pausedPost() async throws {
    try await IntercomTown.open { town in
      let draft = intercomDraft("a", format: .post) { $0.schedule.startsAt = town.now + 100 }
      let made = try await town.written(.create(draft))
      town.pass(seconds: 100)
      let board = try await town.deliveries.board(of: ["acme"])
      let paused = intercomDraft("a", format: .post, state: .paused, revision: 2) {
        $0.schedule.startsAt = draft.spec.schedule.startsAt
      }
      _ = try await town.written(.update(id: made.id, etag: made.etag, paused))
      let report = await town.deliver(board.campaigns)
      #expect(report.campaigns.map(\.end) == [.stopped(.paused)])
      #expect(try await town.news().first?["state"] == "draft")
    }
  }

  @Test("a post whose showing is cut short anywhere is shown by the next delivery")
  func cutPost() async throws {
    for requests in 7..<20 {
      let link = MortalLink()
      try await IntercomTown.open(
        link: { sender in
          link.carry(sender)
          return link
        }
      ) { town in
        let start = town.now + 10
        _ = try await town.written(
          .create(intercomDraft("a", format: .post) { $0.schedule.startsAt = start }))
        town.pass(seconds: 10)
        link.live(requests: requests)
        _ = await town.tryToDeliver(holder: "first")
        link.live(requests: .max)
        _ = try await town.deliver()
        let message = try #require(try await town.messages().first)
        #expect(message.state == .live && message.shownAt != nil, "\(requests) requests")
        let state = try await town.news().first?["state"]
        #expect(state == "live", "\(requests) requests")
        #expect(try await town.deliver().campaigns.map(\.end) == [.nothing(.asItIs)])
      }
    }
  }

  @Test("killed a hundred times in a faulty workspace: nobody has two, everybody one or is told")
  func chaos() async throws {
    let seed = TestSeed.fresh(for: "killed deliveries")
    var random = SeededRandom(seed: seed)
    let rules = ["500 1%", "drop 0.5%", "drop late 1%", "429 1s 0.5%", "truncate 0.5%"]
      .map { "\($0) after 90" }
    let faults = FaultPlan(rules: try rules.map { try FaultRule($0) }, seed: seed)
    let link = MortalLink()
    try await IntercomTown.open(
      faults: faults, searchLag: 20,
      link: { sender in
        link.carry(sender)
        return link
      }
    ) { town in
      let people = Set(try await town.admit(80))
      _ = try await town.written(.create(intercomDraft("a") { $0.schedule.send = .ongoing }))
      for life in 0..<100 {
        link.live(requests: 12 + Int(random.next() % 90))
        _ = await town.tryToDeliver(holder: "h\(life)")
        town.pass(seconds: 130)
      }
      link.live(requests: .max)
      for life in 100..<160 {
        _ = await town.tryToDeliver(holder: "h\(life)")
        town.pass(seconds: 130)
      }
      let inbox = try await town.quiet { try await town.inbox() }
      #expect(inbox.values.allSatisfy { $0 == 1 }, "seed \(seed)")
      let told = try await town.quiet { try await town.uncertain() }
      #expect(Set(inbox.keys).union(told) == people, "seed \(seed)")
      #expect(inbox.count > 40, "seed \(seed): most got it")
    }
  }
}

/// A way to the network that ends with the process: after so many requests, nothing is sent any more,
/// and of the last one nobody knows.
final class MortalLink: HTTPSender {
  private let left = Mutex(Int.max)
  private let sender = Mutex<(any HTTPSender)?>(nil)

  func carry(_ sender: any HTTPSender) { self.sender.withLock { $0 = sender } }
  func live(requests: Int) { left.withLock { $0 = requests } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let place = left.withLock { left in
      if left != .max { left -= 1 }
      return left
    }
    guard place >= 0, let sender = sender.withLock({ $0 }) else {
      throw .cancelled(sentRequest: request.method != .get)
    }
    let answer = try await sender.send(request)
    if place == 0 { throw .cancelled(sentRequest: true) }
    return answer
  }
}

/// A way to the network that notes whom searches find; one for a single person only counts.
final class SearchLink: HTTPSender {
  private let people = Mutex<Set<String>>([])
  private let sender = Mutex<(any HTTPSender)?>(nil)

  func carry(_ sender: any HTTPSender) { self.sender.withLock { $0 = sender } }
  var found: Set<String> { people.withLock { $0 } }
  func forget() { people.withLock { $0 = [] } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    guard let sender = sender.withLock({ $0 }) else { throw .cancelled(sentRequest: false) }
    let answer = try await sender.send(request)
    guard request.url.hasSuffix("/contacts/search") else { return answer }
    do {
      let page = try JSONValue(parsing: request.body)["pagination"]?["per_page"]?.integer
      let data = page == 1 ? [] : try JSONValue(parsing: answer.body)["data"]?.array ?? []
      people.withLock { $0.formUnion(data.compactMap { $0["id"]?.string }) }
    } catch {
      Issue.record("a search that is no JSON: \(error)")
    }
    return answer
  }
}

extension IntercomTown {
  func deliver(
    holder: String = "h", limit: Int? = nil, isRehearsal: Bool = false
  ) async throws -> DeliveryReport {
    let board = try await deliveries.board(of: ["acme"])
    return await deliver(board.campaigns, holder: holder, limit: limit, isRehearsal: isRehearsal)
  }

  func deliver(
    _ campaigns: [DeliverableCampaign], holder: String = "h", limit: Int? = nil,
    isRehearsal: Bool = false
  ) async -> DeliveryReport {
    let settings = DeliverySettings(
      now: { now }, elapsed: { .seconds(now) },
      sleep: { pass(seconds: max(1, $0.components.seconds)) }, holder: holder,
      parallelism: 4, limit: limit, isRehearsal: isRehearsal)
    return await Deliverer(deliveries, settings, zone: ZoneClock { _ in 0 })
      .deliver(campaigns) { _ in }
  }

  /// What a process does that may die of it.
  func tryToDeliver(holder: String) async -> DeliveryReport? {
    do {
      return try await deliver(holder: holder)
    } catch {
      return nil
    }
  }

  /// Ids of those whom the logs tell as uncertain.
  func uncertain() async throws -> Set<String> {
    let board = try await deliveries.board(of: ["acme"])
    return Set(board.campaigns.flatMap { $0.log?.log.uncertain ?? [] })
  }

  /// Again and again, until no fault comes between.
  func quiet<Value>(_ work: () async throws -> Value) async throws -> Value {
    var attempts = 0
    while true {
      do {
        return try await work()
      } catch {
        attempts += 1
        if attempts == 40 { throw error }
      }
    }
  }
}
