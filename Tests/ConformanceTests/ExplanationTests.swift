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
