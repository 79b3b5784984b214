import Audiences
import Foundation
import HTTP
import JSON
import Planning
import Remote
import Sandbox
import TestSupport
import Testing

/// What is found by searching contacts agrees with what is counted by rule.
@Suite struct `Searching contacts` {
  private static let now: Int64 = 1_800_000_000

  private struct Workspace {
    let reader: MessagesReader
    let search: IntercomSearch
    let moment: Audiences.Moment
    let post: @Sendable (String, String) async throws -> JSONValue

    var counting: IntercomCounting {
      IntercomCounting(search) { Audiences.Moment(now: `Searching contacts`.now, in: .named($0)) }
    }

    /// How many people a rule matches, as the server evaluates it.
    func count(_ rule: Rule) async throws -> Int {
      try #require(try await reader.reach(of: rule).matching).count
    }
  }

  @Test(arguments: TestSeed.fixed(1..<3) + TestSeed.fresh(1))
  func `counts whom a rule matches, or at least as many and says so`(seed: UInt64) async throws {
    try await withPeople(60, seed: seed) { workspace in
      var rules = RuleMaker(random: SeededRandom(seed: seed))
      var (exact, bounds) = (0, 0)
      for _ in 0..<60 {
        let rule = rules.rule(depth: 4)
        let expected = try await workspace.count(rule)
        switch try await workspace.counting.reach(of: rule) {
        case .people(let count, let everyone):
          #expect((count, everyone) == (expected, 60), "seed \(seed): \(rule.summary)")
          exact += 1
        case .atMost(let count, let everyone):
          #expect(expected <= count && count <= everyone, "seed \(seed): \(rule.summary)")
          #expect(everyone == 60)
          bounds += 1
        case .uncounted: Issue.record("seed \(seed): not counted: \(rule.summary)")
        }
      }
      #expect(exact > 10 && bounds > 5, "\(exact), \(bounds)")
    }
  }

  @Test(arguments: TestSeed.fixed(3..<5) + TestSeed.fresh(1))
  func `finds each person whom a rule matches once, and nobody else`(seed: UInt64) async throws {
    try await withPeople(200, seed: seed) { workspace in
      var rules = RuleMaker(random: SeededRandom(seed: seed))
      for _ in 0..<12 {
        let rule = rules.rule(depth: 3)
        let (people, undecided) = try await found(rule, withoutTag: nil, workspace)
        #expect(Set(people).count == people.count, "seed \(seed): \(rule.summary)")
        let expected = try await workspace.count(rule)
        let range = people.count...(people.count + undecided.count)
        #expect(range.contains(expected), "seed \(seed): \(rule.summary)")
        #expect(undecided.isEmpty || rule.looksFarBack, "seed \(seed): \(rule.summary)")
        let these = Rule.any(
          people.compactMap(Double.init).map {
            .attribute(name: "contact.id", .number(.is($0)))
          } + [.not(.everyone)])
        #expect(
          try await workspace.count(.all([rule, these])) == people.count,
          "seed \(seed): \(rule.summary)")
      }
    }
  }

  @Test func `finds somebody whom several searches find once`() async throws {
    try await withPeople(400, seed: 7) { workspace in
      // Twenty conditions are more than a group takes, and most people meet many of them.
      let rule = Rule.any(
        (0..<20).map { .attribute(name: "email", .text(.contains("\(Self.letters[$0])"))) })
      let (people, _) = try await found(rule, withoutTag: nil, workspace)
      let expected = try await workspace.count(rule)
      #expect(people.count == expected && Set(people).count == expected)
      // The sum of what each finds says no more than that.
      #expect(try await workspace.counting.reach(of: rule) == .atMost(400, of: 400))
    }
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  @Test func `leaves out who has a tag`() async throws {
    try await withPeople(30, seed: 1) { workspace in
      let tag = try await workspace.post(
        "/tags", #"{"name":"herald: acme/a","users":[{"id":3},{"id":4}]}"#)
      let id = try #require(tag["id"]?.string)
      for rule in [
        Rule.everyone, .not(.event(name: "never_heard_of", EventTest(.ever))),
        .any([.attribute(name: "email", .known(true)), .tag("no such tag")]),
      ] {
        let all = try await found(rule, withoutTag: nil, workspace).people
        let rest = try await found(rule, withoutTag: id, workspace).people
        #expect(all.contains("3") && all.contains("4"))
        #expect(rest == all.filter { $0 != "3" && $0 != "4" }, "\(rule.summary)")
      }
    }
  }

  @Test func `of a newsfeed's readers finds none, and counts at most everyone`() async throws {
    try await withPeople(7, seed: 1) { workspace in
      let people = try await IntercomPeople(
        matching: .newsfeed("News"), withoutTag: nil, at: workspace.moment, workspace.search)
      #expect(people == nil)
      #expect(try await workspace.counting.reach(of: .newsfeed("News")) == .atMost(7, of: 7))
      // Who cannot be counted otherwise is bounded by the rest.
      #expect(
        try await workspace.counting.reach(of: .all([.newsfeed("News"), .not(.everyone)]))
          == .atMost(0, of: 7))
    }
  }

  /// The ids of those whom a rule matches, and of those of whom it cannot be told, in order.
  private func found(
    _ rule: Rule, withoutTag tagID: String?, _ workspace: Workspace
  ) async throws -> (people: [String], undecided: [String]) {
    let pages = try #require(
      try await IntercomPeople(
        matching: rule, withoutTag: tagID, at: workspace.moment, workspace.search))
    var people: [String] = []
    var undecided: [String] = []
    while let page = try await pages.next() {
      #expect(page.found <= 150)
      people += page.people.map(\.id)
      undecided += page.undecided.map(\.id)
    }
    return (people, undecided)
  }

  private func withPeople(
    _ count: Int, seed: UInt64, _ body: (Workspace) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "searching-\(UUID())")
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: folder.appending(path: "sandbox.sqlite").path, rateLimit: 10_000_000,
        people: PeopleRecipe(count: count, seed: seed), clock: { Self.now }))
    let client = try HTTPClient(HTTPClient.Configuration())
    let (url, token) = (sandbox.baseURL, sandbox.token)
    let reader = MessagesReader(sender: client, url: url, token: Secret(token))
    let outcome: Result<Void, any Error>
    do {
      let zone = try await reader.workspace().timeZone ?? "UTC"
      try await body(
        Workspace(
          reader: reader,
          search: IntercomSearch(sender: client, url: url, token: Secret(token)),
          moment: Audiences.Moment(now: Self.now, in: .named(zone))
        ) { path, text in
          var request = HTTPRequest(
            .post, url + path, headers: ["Content-Type": "application/json"],
            bearerToken: Secret(token), isIdempotent: false)
          request.body = Array(text.utf8)
          let response = try await client.send(request)
          #expect(response.status == 200)
          return try JSONValue(parsing: response.body)
        })
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    await client.shutDown()
    await sandbox.stop()
    try FileManager.default.removeItem(at: folder)
    try outcome.get()
  }
}
