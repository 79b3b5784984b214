import Audiences
import Delivering
import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite("Who is found through the public API", .timeLimit(.minutes(2)))
struct IntercomRecipientsTests {
  @Test("of whom nobody can tell whether they match is told")
  func undecided() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(3)
      let day: Int64 = 86_400
      for number in 0..<4 {
        try await town.call(
          .post, "/events",
          [
            "event_name": "csv_exported", "id": .string(people[0]),
            "created_at": .integer(town.now - (100 + Int64(number) * 20) * day),
          ])
      }
      let draft = intercomDraft("a") {
        $0.audience = .event(
          name: "csv_exported",
          EventTest(.count(.atLeast(3)), within: TimeSpan(150, .day)))
      }
      _ = try await town.written(.create(draft))
      let report = try await town.deliver()
      #expect(report.sent == 0 && report.campaigns.map(\.undecided) == [1])
    }
  }

  @Test("a tag that somebody makes between two campaigns counts for the second")
  func tagMeanwhile() async throws {
    try await IntercomTown.open { town in
      let people = try await town.admit(2)
      let deliveries = town.deliveries
      let spec = intercomDraft("a") { $0.audience = .not(.tag("vip")) }.spec
      func recipients() async throws -> [String] {
        let moment = Audiences.Moment(now: town.now, in: ZoneClock { _ in 0 })
        let pages = try await deliveries.recipients(
          of: spec, without: nil, at: moment, pageSize: 150)
        return try await pages.next()?.map(\.id) ?? []
      }
      #expect(try await recipients() == people)
      let tag = try await town.call(.post, "/tags", ["name": "vip"])
      try await town.call(.post, "/contacts/\(people[0])/tags", ["id": tag["id"] ?? .null])
      #expect(try await recipients() == [people[1]])
    }
  }
}
