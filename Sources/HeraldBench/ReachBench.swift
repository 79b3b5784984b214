import Applying
import Audiences
import Foundation
import GRDB
import HTTP
import Planning
import Remote
import Sandbox
import Workflows

/// Counting people: one audience of a million beside SQL written by hand, and a plan of a hundred
/// changed audiences over a hundred thousand.
struct ReachBench {
  let folder: URL
  /// Unix seconds; the corpus's campaigns lie ahead of it.
  private static let now: Int64 = 1_795_392_000

  func run(_ figures: Figures) async throws {
    try await load(100_000, figures)
    try await planChanges(100, among: 100_000, figures)
    try await countOne(among: 1_000_000, figures)
  }

  /// Makes people and keeps them, in the file that the plan goes by.
  private func load(_ people: Int, _ figures: Figures) async throws {
    let run = try await timed { try await serving(path(of: people), people) { _, _ in } }
    figures.add("fill a workspace with \(people) people", run, atMost: 20)
  }

  private func path(of people: Int) -> String {
    folder.appending(path: "people-\(people).sqlite").path
  }

  // MARK: - One audience

  private static let audience = Rule.all([
    .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(7, .day)))),
    .event(name: "csv_exported", EventTest(.never)),
    .attribute(name: "plan", .text(.is("pro"))),
  ])

  /// What somebody who knows the tables would write.
  private static let written = """
    SELECT count(*) FROM contacts
    WHERE custom_plan = 'pro' AND signed_up_at < ?
      AND NOT EXISTS (
        SELECT 1 FROM events WHERE name = 'csv_exported' AND contact_id = contacts.id)
    """

  private func countOne(among people: Int, _ figures: Figures) async throws {
    let path = path(of: people)
    try await serving(path, people) { _, reader in
      var configuration = Configuration()
      configuration.readonly = true
      let database = try DatabaseQueue(path: path, configuration: configuration)
      let statement = try Self.statement(database)
      // The day a week ago begins at midnight of the workspace, which lies after that of UTC.
      let boundary = Self.now - 7 * 86_400
      var counts: [Int] = []
      let runs = try await inTurns(
        5,
        [
          {
            try await timed {
              guard case .people(let count, _) = try await reader.reach(of: Self.audience) else {
                throw BenchError(what: "the sandbox does not count")
              }
              counts.append(count)
            }
          },
          {
            try await timed {
              try await database.read { database in
                _ = try Int.fetchOne(database, sql: statement, arguments: [boundary])
              }
            }
          },
        ])
      guard (counts.min() ?? 0) > 1_000 else { throw BenchError(what: "nobody was counted") }
      figures.add(
        "count \(counts[0]) of \(people) people, beside SQL by hand", runs[0], beside: runs[1],
        atMost: 3)
    }
  }

  /// With the column that the workspace's own attribute has got.
  private static func statement(_ database: DatabaseQueue) throws -> String {
    let plan = try database.read { database in
      try Int.fetchOne(
        database,
        sql: "SELECT id FROM data_attributes WHERE name = 'plan' AND model = 'contact'")
    }
    guard let plan else { throw BenchError(what: "the sandbox's people have no plan") }
    return written.replacing("custom_plan", with: "custom_\(plan)")
  }

  // MARK: - A plan

  private func planChanges(_ size: Int, among people: Int, _ figures: Figures) async throws {
    let corpus = try Corpus(size: size, in: folder.appending(path: "changed"))
    let path = path(of: people)
    try await serving(path, people) { destination, reader in
      let surroundings = Surroundings(
        variables: [:], now: { Self.now }, currentFolder: "/", workers: 2)
      guard let project = try await LoadedProject.read(at: corpus.path, surroundings).project
      else { throw BenchError(what: "the corpus cannot be read") }
      let first = try await project.plan(
        in: project.environment(nil), over: reader, intent: Intent(countsPeople: false),
        commit: nil, surroundings)
      let applier = Applier(destination: destination, parallelism: 8, isInterrupted: { false })
      let report = await applier.apply(first.plan.changes) { _ in }
      guard report.isComplete else { throw BenchError(what: "the corpus could not be applied") }
      for file in corpus.files {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("never: true", with: "ever: true")
          .write(toFile: file, atomically: false, encoding: .utf8)
      }
      guard let changed = try await LoadedProject.read(at: corpus.path, surroundings).project
      else { throw BenchError(what: "the corpus cannot be read") }
      let runs = try await inTurns(
        3,
        [
          {
            try await timed {
              let planned = try await changed.plan(
                in: changed.environment(nil), over: reader, intent: Intent(), commit: nil,
                surroundings)
              guard planned.plan.changes.count == size,
                planned.plan.changes.allSatisfy({ $0.reach != nil && $0.neighbours != nil })
              else { throw BenchError(what: "not every change was counted") }
            }
          }
        ])
      figures.add(
        "plan with the reach of \(size) changes over \(people) people", runs[0], atMost: 5)
    }
  }

  /// A workspace of so many people, without the API's rate limit.
  private func serving(
    _ path: String, _ people: Int,
    _ work: (MessagesClient, MessagesReader) async throws -> Void
  ) async throws {
    let isFilled = FileManager.default.fileExists(atPath: path)
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: path, rateLimit: 1_000_000_000,
        people: isFilled ? nil : PeopleRecipe(count: people, seed: 7), clock: { Self.now }))
    let http = try HTTPClient(HTTPClient.Configuration())
    let token = Secret(sandbox.token)
    let destination = MessagesClient(sender: http, url: sandbox.baseURL, token: token)
    let reader = MessagesReader(sender: http, url: sandbox.baseURL, token: token)
    try await work(destination, reader)
    await http.shutDown()
    await sandbox.stop()
  }
}
