import Audiences
import Applying
import Diagnostics
import Foundation
import HTTP
import JSON
import Measuring
import Planning
import Remote
import TestSupport
import Testing
import Workflows

@Suite("Adopting what nobody owns", .timeLimit(.minutes(5)))
struct AdoptionTests {
  @Test(
    "whatever files can say is adopted as it is, and the next plan is empty",
    arguments: DestinationKind.allCases)
  func expressible(kind: DestinationKind) async throws {
    let seed = TestSeed.fresh(for: "adopted messages")
    try await kind.open(link: Ownerless.init) { test in
      var specs = SpecGenerator(random: SeededRandom(seed: seed))
      for number in 0..<60 {
        var spec = specs.spec()
        if spec.format == .bot { spec.callToAction = nil }
        spec.schedule = Self.expressible(spec.schedule, number)
        _ = try await test.create(draft("k\(number)", of: test, spec: spec))
      }
      let bench = try AdoptionBench()
      let report = try await bench.importAll(from: test)
      #expect(report.skipped == [], "seed \(seed)")
      #expect(report.imported.count == 60 + test.unownedAtFirst, "seed \(seed)")
      try await bench.expectNothingToDo(test, seed)
    }
  }

  /// What files can say: whole minutes, in a zone.
  private static func expressible(_ schedule: Schedule, _ number: Int) -> Schedule {
    var schedule = schedule
    schedule.startsAt = schedule.startsAt.map { $0 / 60 * 60 + Int64(number) * 86_400 * 37 }
    schedule.endsAt = schedule.endsAt.map { $0 / 60 * 60 + Int64(number) * 86_400 * 40 }
    if (schedule.startsAt ?? schedule.endsAt) != nil { schedule.timeZone = "Europe/Berlin" }
    return schedule
  }

  @Test(
    "of anything at all, what is adopted is exactly said, and the rest is told and left as it is",
    arguments: DestinationKind.allCases)
  func anything(kind: DestinationKind) async throws {
    let seed = TestSeed.fresh(for: "any messages")
    try await kind.open(link: Ownerless.init) { test in
      var specs = WideSpecGenerator(seed: seed, senders: test.senders)
      for number in 0..<150 {
        _ = try await test.create(draft("k\(number)", of: test, spec: specs.spec()))
      }
      let before = try await test.destination.bystanders()
      let bench = try AdoptionBench()
      let report = try await bench.importAll(from: test)
      let count = report.imported.count + report.skipped.count
      #expect(count == 150 + test.unownedAtFirst, "seed \(seed)")
      #expect(!report.imported.isEmpty && !report.skipped.isEmpty, "seed \(seed)")
      for message in report.skipped {
        switch message.reason {
        case .unsayable, .zoneless, .invalid: break
        default: Issue.record("seed \(seed): \(message.id) \(message.reason)")
        }
      }
      // Nothing but the owner of a message changes, and of those that are skipped nothing at all.
      let after = try await test.destination.bystanders()
      let skipped = Set(report.skipped.map(\.id))
      #expect(
        after.unowned.filter { skipped.contains($0.id) }
          == before.unowned.filter {
            skipped.contains($0.id)
          })
      let specsBefore = Dictionary(
        uniqueKeysWithValues: before.unowned.map { ($0.id, $0.spec.bytes) })
      for message in try await test.messages(of: "shop") {
        #expect(message.spec.bytes == specsBefore[message.id], "seed \(seed), \(message.id)")
      }
      try await bench.expectNothingToDo(test, seed)
    }
  }

  @Test(
    "a second import finds nothing, and keeps every file", arguments: DestinationKind.allCases)
  func twice(kind: DestinationKind) async throws {
    try await kind.open(link: Ownerless.init) { test in
      for key in ["one", "two"] { _ = try await test.create(draft(key, of: test)) }
      let bench = try AdoptionBench()
      _ = try await bench.importAll(from: test)
      let files = try bench.files()
      let again = try await bench.importAll(from: test)
      #expect(again.imported.isEmpty && again.skipped.isEmpty)
      #expect(try bench.files() == files)
    }
  }

  @Test(
    "a message that was changed while it was adopted keeps its owner, and has no file",
    arguments: DestinationKind.allCases)
  func changedMeanwhile(kind: DestinationKind) async throws {
    try await kind.open(link: Ownerless.init) { test in
      let made = try await test.create(draft("one", of: test))
      let bench = try AdoptionBench()
      let report = try await bench.importAll(
        from: Refusing(destination: test.destination, error: .moved))
      #expect(report.imported.isEmpty)
      #expect(report.skipped.map(\.id).contains(made.id))
      #expect(report.skipped.allSatisfy { $0.reason == .changed })
      #expect(try bench.files() == ["herald.yaml"])
      let unowned = try await test.destination.bystanders().unowned
      #expect(unowned.count == 1 + test.unownedAtFirst)
    }
  }

  @Test(
    "an import that is cut short between the file and the message is ended by the next plan",
    arguments: DestinationKind.allCases)
  func cutShort(kind: DestinationKind) async throws {
    try await kind.open(link: Ownerless.init) { test in
      _ = try await test.create(draft("one", of: test))
      let bench = try AdoptionBench()
      let report = try await bench.importAll(
        from: Refusing(
          destination: test.destination, error: .unreachable(reason: "cut off", mayHaveLanded: true)
        ))
      #expect(report.imported.count == 1 + test.unownedAtFirst)
      #expect(report.imported.allSatisfy { $0.doubt != nil })
      let files = try bench.files()
      let plan = try await bench.plan(test.destination)
      #expect(plan.changes.count == report.imported.count)
      #expect(plan.changes.allSatisfy { $0.action == .adopt })
      #expect(plan.stops.isEmpty)
      // The next import takes the file that is there.
      let again = try await bench.importAll(from: test)
      #expect(again.imported.count == report.imported.count)
      #expect(again.imported.allSatisfy { !$0.isNewFile && $0.doubt == nil })
      #expect(try bench.files() == files)
      try await bench.expectNothingToDo(test, 0)
    }
  }
}

/// Creates messages without anything that herald remembers, as other tools do.
private struct Ownerless: HTTPSender {
  private let sender: any HTTPSender

  init(_ sender: any HTTPSender) { self.sender = sender }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    var request = request
    if request.method == .post { request.body = Self.ownerless(request.body) }
    return try await sender.send(request)
  }

  private static func ownerless(_ body: [UInt8]) -> [UInt8] {
    do {
      guard var object = try JSONValue(parsing: body).object else { return body }
      object["metadata"] = nil
      object["external_id"] = nil
      return JSONValue.object(object).compact()
    } catch {
      return body
    }
  }
}

/// No write of herald's is carried out.
private struct Refusing: Destination {
  let destination: any Destination
  let error: RemoteError

  func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    try await destination.snapshot(of: projects)
  }

  func bystanders() async throws(RemoteError) -> Bystanders {
    try await destination.bystanders()
  }

  func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts {
    try await destination.facts(about: topics)
  }

  func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    try await destination.reach(of: rule)
  }

  func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    try await destination.stats(of: projects, since: since)
  }

  func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    try await destination.stats(ofEach: ids, since: since)
  }

  func perform(_ step: Step) async throws(RemoteError) -> StepResult { throw error }
}
