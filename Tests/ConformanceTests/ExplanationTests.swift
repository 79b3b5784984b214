import Audiences
import Foundation
import HTTP
import Planning
import Remote
import Sandbox
import TestSupport
import Testing

/// What is said of one person agrees with what is counted.
@Suite struct `An explanation` {
  private static let now: Int64 = 1_800_000_000

  @Test(arguments: TestSeed.fixed(1..<3) + TestSeed.fresh(1))
  func `agrees with counting the rule among people who are that person`(seed: UInt64) async throws {
    try await withPeople(seed: seed) { reader in
      let clock = ZoneClock.named(try await reader.workspace().timeZone ?? "UTC")
      let moment = Moment(now: Self.now, in: clock)
      var rules = RuleMaker(random: SeededRandom(seed: seed))
      var (matching, open) = (0, 0)
      for number in 1...8 {
        let people = try await reader.people(named: try #require(PersonName("id:\(number)")))
        let person = try #require(people.first)
        #expect(people.count == 1)
        for _ in 0..<20 {
          let rule = rules.rule(depth: 3)
          let known = try #require(try await reader.person(person, for: rule, at: moment))
          let trace = try #require(Trace(rule, of: known, at: moment))
          let itself = Rule.attribute(name: "contact.id", .number(.is(Double(number))))
          let count = try await reader.reach(of: .all([rule, itself]))
          guard case .people(let found, _) = count else { throw Uncounted() }
          guard let holds = trace.holds else {
            open += 1
            #expect(rule.looksFarBack, "\(rule.summary)")
            continue
          }
          #expect(holds == (found == 1), "\(person.id): \(rule.summary)")
          matching += found
        }
      }
      #expect(matching > 20 && open < 60, "\(matching), \(open)")
    }
  }

  private struct Uncounted: Error {}

  /// A workspace of generated people, the first of whom did things long ago, too.
  private func withPeople(
    seed: UInt64, _ body: (MessagesReader) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "explaining-\(UUID())")
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: folder.appending(path: "sandbox.sqlite").path, rateLimit: 10_000_000,
        people: PeopleRecipe(count: 40, seed: seed), clock: { Self.now }))
    let client = try HTTPClient(HTTPClient.Configuration())
    let outcome: Result<Void, any Error>
    do {
      for (number, days) in [(1, 100), (1, 120), (1, 300), (2, 95), (3, 91), (3, 400)] {
        var request = HTTPRequest(
          .post, sandbox.baseURL + "/events", headers: ["Content-Type": "application/json"],
          bearerToken: Secret(sandbox.token), isIdempotent: false)
        request.body = Array(
          """
          {"event_name":"csv_exported","id":"\(number)","created_at":\(Self.now - Int64(days) * 86_400)}
          """.utf8)
        #expect(try await client.send(request).status == 202)
      }
      try await body(
        MessagesReader(sender: client, url: sandbox.baseURL, token: Secret(sandbox.token)))
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

/// Rules about what generated people have.
private struct RuleMaker {
  var random: SeededRandom

  mutating func rule(depth: Int) -> Rule {
    guard depth > 1 else { return random.pick(Self.conditions) }
    return switch random.roll(6) {
    case 0, 1: .all((0...random.roll(3)).map { _ in rule(depth: depth - 1) })
    case 2, 3: .any((0...random.roll(3)).map { _ in rule(depth: depth - 1) })
    case 4: .not(rule(depth: depth - 1))
    default: random.pick(Self.conditions)
    }
  }

  private static let conditions: [Rule] =
    attributes + companies + events + [
      .tag("champion"), .tag("no such tag"), .segment("Active"), .segment("New"),
      .segment("no such segment"), .everyone,
    ]

  private static let attributes: [Rule] = [
    .attribute(name: "plan", .text(.anyOf(["pro", "team"]))),
    .attribute(name: "plan", .text(.isNot("trial"))), .attribute(name: "plan", .known(true)),
    .attribute(name: "role", .text(.is("admin"))),
    .attribute(name: "contact.role", .text(.is("user"))),
    .attribute(name: "custom_attributes.role", .text(.noneOf(["viewer", "guest"]))),
    .attribute(name: "seats", .number(.atLeast(3))), .attribute(name: "seats", .text(.is("3"))),
    .attribute(name: "health_score", .number(.lessThan(50.5))),
    .attribute(name: "marketing_opt_in", .boolean(true)),
    .attribute(name: "marketing_opt_in", .known(false)),
    .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(30, .day)))),
    .attribute(name: "last_seen_at", .date(.lessThan(TimeSpan(50, .hour)))),
    .attribute(name: "trial_ends_at", .known(true)),
    .attribute(name: "location.country", .text(.contains("an"))),
    .attribute(name: "email", .text(.endsWith(".TEST"))),
    .attribute(name: "email_domain", .text(.contains("."))),
    .attribute(name: "unsubscribed_from_emails", .boolean(false)),
    .attribute(name: "no_such_thing", .known(false)),
  ]

  private static let companies: [Rule] = [
    .company(.attribute(name: "plan", .text(.is("team")))),
    .company(.attribute(name: "plan", .text(.isNot("team")))),
    .company(
      .all([
        .attribute(name: "size", .number(.greaterThan(20))),
        .attribute(name: "annual_contract", .boolean(true)),
      ])),
    .company(
      .any([
        .attribute(name: "satisfaction", .known(false)), .attribute(name: "industry", .known(true)),
      ])),
    .company(.attribute(name: "renews_at", .date(.lessThan(TimeSpan(200, .day))))),
  ]

  private static let events: [Rule] = [
    .event(name: "csv_exported", EventTest(.never)),
    .event(name: "csv_exported", EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
    .event(name: "csv_exported", EventTest(.count(.atMost(2)), within: TimeSpan(110, .day))),
    .event(name: "csv_exported", EventTest(.first(.moreThan(TimeSpan(92, .day))))),
    .event(
      name: "csv_exported",
      EventTest(.first(.lessThan(TimeSpan(99, .day))), within: TimeSpan(350, .day))),
    .event(name: "signed_in", EventTest(.last(.lessThan(TimeSpan(3, .day))))),
    .event(name: "signed_in", EventTest(.count(.greaterThan(10)))),
    .event(name: "report_shared", EventTest(.ever, within: TimeSpan(1, .week))),
    .event(name: "never_heard_of", EventTest(.never, within: TimeSpan(1, .week))),
  ]
}

extension Rule {
  /// Whether it asks what happened within a time of which nothing is listed any more.
  fileprivate var looksFarBack: Bool {
    switch self {
    case .all(let rules), .any(let rules): rules.contains(where: \.looksFarBack)
    case .not(let rule), .company(let rule): rule.looksFarBack
    case .event(_, let test): test.within.map { $0.seconds > 89 * 86_400 } ?? false
    case .everyone, .attribute, .tag, .segment, .newsfeed: false
    }
  }
}
