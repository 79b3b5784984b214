import Audiences
import Delivering
import HTTP
import JSON
import Measuring
import Planning
import Remote
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite("What messages did in the public API", .timeLimit(.minutes(2)))
struct IntercomStatsTests {
  private static let goal = Goal(event: "csv_exported", within: TimeSpan(2, .day))
  private static let day: Int64 = 86_400

  @Test("a chat's recipients are those it was sent to, and who replied or did what it wants since")
  func chat() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(6)
      // Long before, and so no reply to it.
      try await town.reply(people[5])
      town.pass(seconds: 5 * Self.day)
      _ = try await town.written(.create(intercomDraft("a") { $0.goal = Self.goal }))
      _ = try await town.deliver()
      town.pass(seconds: Self.day)
      try await town.reply(people[0])
      try await town.reply(people[1])
      for id in people[1...2] { try await town.export(id, at: town.now) }
      // Too late, and too early; and what is too early does not hide what comes in time.
      try await town.export(people[3], at: town.now + 2 * Self.day)
      try await town.export(people[4], at: town.now - 3 * Self.day)
      try await town.export(people[2], at: town.now - 3 * Self.day)
      town.pass(seconds: 3 * Self.day)
      let stats = try #require(try await town.stats.stats(of: ["acme"], since: nil).first)
      #expect(stats.totals == counts(recipients: 6, replies: 2, goals: 2))
      #expect(stats.countsPartly && stats.days.count == 1)
    }
  }

  @Test("whoever is deleted meanwhile did nothing more, and is no error")
  func deleted() async throws {
    let gone = Shared("")
    let link = { @Sendable (sender: any HTTPSender) in
      DeletingLink(sender: sender) { $0.url.contains("intercom_user_id=\(gone.value)&") }
    }
    try await IntercomTown.open(link: link) { town in
      let people = try await town.admit(3)
      let goal = { (spec: inout MessageSpec) in spec.goal = Self.goal }
      _ = try await town.written(.create(intercomDraft("a", goal)))
      let post = try await town.written(.create(intercomDraft("b", format: .post, goal)))
      _ = try await town.deliver()
      for id in people {
        try await town.export(id, at: town.now)
        try await town.read("CSV export", id, ["receive"])
      }
      gone.set(people[1])
      for stats in try await town.stats.stats(of: ["acme"], since: nil) {
        #expect(stats.totals.recipients == 3 && stats.totals.goals == 2, "\(post.id)")
      }
      let silent = intercomDraft("c") { $0.audience = .event(name: "bought", EventTest(.never)) }
      _ = try await town.written(.create(silent))
      #expect(try await town.deliver().sent == 2, "whoever is gone matches nothing")
    }
  }

  @Test("an event that came both too early and too late is found between the two")
  func between() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(2)
      town.pass(seconds: 10 * Self.day)
      _ = try await town.written(.create(intercomDraft("a") { $0.goal = Self.goal }))
      _ = try await town.deliver()
      for id in people {
        for days: Int64 in [-5, 5] { try await town.export(id, at: town.now + days * Self.day) }
      }
      try await town.export(people[0], at: town.now + Self.day)
      town.pass(seconds: 6 * Self.day)
      let stats = try #require(try await town.stats.stats(of: ["acme"], since: nil).first)
      #expect(stats.totals.goals == 1)
    }
  }

  @Test("each version has whom it was sent to, by the day")
  func versions() async throws {
    try await IntercomTown.open { town in
      let ongoing = { (spec: inout MessageSpec) in spec.schedule.send = .ongoing }
      let people = try await town.admit(4)
      let made = try await town.written(.create(intercomDraft("a", ongoing)))
      _ = try await town.deliver()
      town.pass(seconds: 3 * Self.day)
      let changed = intercomDraft("a", revision: 2) {
        ongoing(&$0)
        $0.body = "Export, and go."
      }
      _ = try await town.written(.update(id: made.id, etag: made.etag, changed))
      let more = try await town.admit(2, from: 4)
      _ = try await town.deliver()
      try await town.reply(people[0])
      try await town.reply(more[0])
      try await town.reply(more[1])
      let measuring = town.stats
      let stats = try #require(try await measuring.stats(of: ["acme"], since: nil).first)
      #expect(stats.version == 2)
      #expect(stats.versions.map(\.counts.recipients) == [4, 2])
      #expect(stats.versions.map(\.counts.replies) == [1, 2])
      #expect(stats.days.map(\.counts.recipients) == [4, 2])
      let last = try #require(stats.days.last?.day)
      let late = try #require(try await measuring.stats(ofEach: [made.id], since: last).first)
      #expect(late.totals == counts(recipients: 2, replies: 2))
    }
  }

  @Test("who is not known to have it is not counted, whatever they do, nor who was tagged by hand")
  func uncertain() async throws {
    let lost = Shared("")
    let link = { @Sendable (sender: any HTTPSender) in
      LosingLink(sender) { $0.url.hasSuffix("/messages") && $0.says("\"id\":\"\(lost.value)\"") }
    }
    try await IntercomTown.open(link: link) { town in
      let people = try await town.admit(5)
      lost.set(people[2])
      _ = try await town.written(.create(intercomDraft("a")))
      let report = try await town.deliver()
      #expect(report.uncertain == [people[2]] && report.sent == 4)
      let stranger = try await town.admit(1, from: 5)
      let tags = try await town.call(.get, "/tags")["data"]?.array ?? []
      let tag = try #require(tags.first { $0["name"]?.string == "herald: acme/a" }?["id"])
      try await town.call(.post, "/contacts/\(stranger[0])/tags", ["id": tag])
      for id in people + stranger { try await town.reply(id) }
      let stats = try #require(try await town.stats.stats(of: ["acme"], since: nil).first)
      #expect(stats.totals == counts(recipients: 4, replies: 4))
    }
  }

  @Test("a post's readers are those that the workspace exports, each with what they did")
  func post() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(5)
      let draft = intercomDraft("a", format: .post) { $0.goal = Self.goal }
      let made = try await town.written(.create(draft))
      let other = intercomDraft("b", format: .post)
      _ = try await town.written(.create(other))
      for (person, actions) in zip(
        people, [["open"], ["click"], ["reply", "open", "open", "complete"], []])
      {
        try await town.read("CSV export", person, ["receive"] + actions)
      }
      try await town.export(people[0], at: town.now + 60)
      let second = intercomDraft("a", format: .post, revision: 2) {
        $0.goal = Self.goal
        $0.title = "CSV export, again"
      }
      town.pass(seconds: Self.day)
      _ = try await town.written(
        .update(id: made.id, etag: try #require(try await town.message("a")).etag, second))
      try await town.read("CSV export, again", people[4], ["dismiss"])
      let stats = try #require(
        try await town.stats.stats(of: ["acme"], since: nil).first { $0.messageID == made.id })
      #expect(
        stats.totals
          == Counts(
            recipients: 5, impressions: 3, clicks: 1, dismissals: 1, replies: 1, completions: 1,
            engaged: 2, goals: 1, simulated: 0))
      #expect(stats.versions.map(\.counts.recipients) == [4, 1] && !stats.countsPartly)
      #expect(stats.days.map(\.counts.recipients) == [4, 1])
    }
  }

  @Test("there is one export for all posts, and none where no post was ever shown")
  func oneExport() async throws {
    let exports = Shared(0)
    let link = { @Sendable (sender: any HTTPSender) in
      ObservedLink(sender) { request in
        if request.url.hasSuffix("/export/content/data") { exports.update { $0 += 1 } }
      }
    }
    try await IntercomTown.open(link: link) { town in
      _ = try await town.written(.create(intercomDraft("draft", format: .post, state: .draft)))
      _ = try await town.stats.stats(of: ["acme"], since: nil)
      #expect(exports.value == 0)
      let ids = try await ["a", "b"].asyncMap {
        try await town.written(.create(intercomDraft($0, format: .post))).id
      }
      let measuring = town.stats
      _ = try await measuring.stats(of: ["acme"], since: nil)
      let all = try await measuring.stats(ofEach: ids, since: CalendarDate("2026-01-01"))
      #expect(all.map(\.messageID) == ids && all.map(\.totals) == [.none, .none])
      #expect(exports.value == 1)
    }
  }

  @Test("what takes its time is told before, and one that is asked for is not asked of all")
  func events() async throws {
    let events = Shared<[MeasuringEvent]>([])
    try await IntercomTown.open { town in
      _ = try await town.admit(3)
      let goal = { (spec: inout MessageSpec) in spec.goal = Self.goal }
      let chats = try await ["a", "b"].asyncMap {
        try await town.written(.create(intercomDraft($0, goal))).id
      }
      _ = try await town.written(.create(intercomDraft("c", format: .post, goal)))
      _ = try await town.deliver()
      let measuring = town.stats { event in events.update { $0.append(event) } }
      let day = try #require(try await measuring.newestDay(of: ["acme"]))
      #expect(day.description == "2027-01-15" && events.value == [])
      _ = try await measuring.stats(ofEach: [chats[1]], since: nil)
      #expect(events.value == [.asking(key: "b", people: 3)])
      _ = try await measuring.stats(of: ["acme"], since: nil)
      #expect(
        events.value == [
          .asking(key: "b", people: 3), .exporting, .asking(key: "c", people: 0),
          .asking(key: "a", people: 3),
        ])
    }
  }

  @Test("somebody else's export is in the way until it is done")
  func underWay() async throws {
    try await IntercomTown.open { town in
      _ = try await town.written(.create(intercomDraft("a", format: .post)))
      let job = try await town.call(
        .post, "/export/content/data", ["created_at_after": 1, "created_at_before": 2])
      await #expect(throws: RemoteError.noExport(.underWay)) {
        try await town.stats.stats(of: ["acme"], since: nil)
      }
      let id = try #require(job["job_identifier"]?.string)
      try await town.call(.post, "/export/cancel/\(id)")
      #expect(try await town.stats.stats(of: ["acme"], since: nil).count == 1)
    }
  }

  @Test("a plan is told what chats did, and nothing of posts")
  func plan() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(3)
      let chat = try await town.written(.create(intercomDraft("a") { $0.goal = Self.goal }))
      let post = try await town.written(.create(intercomDraft("b", format: .post)))
      _ = try await town.deliver()
      try await town.reply(people[0])
      try await town.export(people[1], at: town.now)
      for stats in [
        try await town.client.stats(of: ["acme"], since: nil),
        try await town.client.stats(ofEach: [post.id, chat.id], since: nil),
      ] {
        #expect(stats.map(\.messageID) == [chat.id])
        #expect(stats.first?.totals == counts(recipients: 3, replies: 1))
      }
    }
  }

  private func counts(recipients: Int, replies: Int, goals: Int = 0) -> Counts {
    Counts(
      recipients: recipients, impressions: recipients, clicks: 0, dismissals: 0, replies: replies,
      completions: 0, engaged: replies, goals: goals, simulated: 0)
  }
}

extension IntercomTown {
  fileprivate var stats: IntercomStats { stats { _ in } }

  fileprivate func stats(
    onEvent: @escaping @Sendable (MeasuringEvent) -> Void
  ) -> IntercomStats {
    IntercomStats(
      sender: sender, url: sandbox.baseURL, token: Secret(sandbox.token),
      moment: { _ in Audiences.Moment(now: now, in: ZoneClock { _ in 0 }) },
      sleep: { pass(seconds: max(1, $0.components.seconds)) }, onEvent: onEvent)
  }

  fileprivate func message(_ key: String) async throws -> RemoteMessage? {
    try await messages().first { $0.name == key }
  }

  fileprivate func reply(_ contact: String) async throws {
    try await call(.post, "/sandbox/replies", ["contact_id": .string(contact)])
  }

  fileprivate func export(_ contact: String, at time: Int64) async throws {
    try await call(
      .post, "/events",
      ["event_name": "csv_exported", "id": .string(contact), "created_at": .integer(time)])
  }

  /// Somebody does this with the news item of that title.
  fileprivate func read(_ title: String, _ contact: String, _ actions: [String]) async throws {
    let item = try #require(try await news().first { $0["title"]?.string == title }?["id"])
    for action in actions {
      try await call(
        .post, "/sandbox/news_readings",
        ["news_item_id": item, "contact_id": .string(contact), "action": .string(action)])
    }
  }
}

extension HTTPRequest {
  fileprivate func says(_ text: String) -> Bool {
    String(decoding: body, as: UTF8.self).contains(text)
  }
}

extension Sequence where Element: Sendable {
  fileprivate func asyncMap<Value>(_ map: (Element) async throws -> Value) async throws -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await map(element)) }
    return values
  }
}

/// Answers some requests as if what they ask for were gone.
private struct DeletingLink: HTTPSender {
  let sender: any HTTPSender
  let isGone: @Sendable (HTTPRequest) -> Bool

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    isGone(request) ? HTTPResponse(status: 404) : try await sender.send(request)
  }
}

/// Loses the answers of some requests.
private struct LosingLink: HTTPSender {
  let sender: any HTTPSender
  let loses: @Sendable (HTTPRequest) -> Bool

  init(_ sender: any HTTPSender, _ loses: @escaping @Sendable (HTTPRequest) -> Bool) {
    self.sender = sender
    self.loses = loses
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let response = try await sender.send(request)
    if loses(request) {
      throw .connectionLost(server: "the workspace", sentRequest: true)
    }
    return response
  }
}
