import Applying
import Foundation
import HTTP
import Planning
import Remote
import Sandbox
import Workflows

/// Planning a project that the sandbox already holds, as a whole process: start, read, serve, list,
/// compare, print, end.
struct PlanBench {
  let corpus: Corpus

  func run(_ table: inout Table) async throws {
    try await fill()
    let herald = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "herald").path
    let runs = try await inTurns(
      corpus.size >= 10_000 ? 3 : 7,
      Baseline.works(corpus) + [
        { try timedCommand(herald, ["validate", "-C", corpus.path]) },
        { try timedCommand(herald, ["plan", "-C", corpus.path]) },
      ])
    let baseline = Baseline(runs[...])
    table.add(size: corpus.size, "herald validate (whole process)", runs[2], baseline)
    table.add(size: corpus.size, "herald plan, unchanged (whole process)", runs[3], baseline)
  }

  /// Applies the project once, without the API's rate limit, to a workspace whose people have the
  /// attributes that its campaigns name.
  private func fill() async throws {
    let surroundings = Surroundings(
      variables: [:], now: { Int64(Date().timeIntervalSince1970) }, currentFolder: "/",
      workers: 2)
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: "\(corpus.path)/.herald/sandbox.sqlite", rateLimit: 1_000_000_000,
        people: PeopleRecipe(count: 100, seed: 7), clock: surroundings.now))
    let client = try HTTPClient(HTTPClient.Configuration())
    let destination = MessagesClient(
      sender: client, url: sandbox.baseURL, token: Secret(sandbox.token))
    guard let project = try await LoadedProject.read(at: corpus.path, surroundings).project else {
      throw BenchError(what: "the corpus cannot be read")
    }
    let planned = try await project.plan(
      in: project.environment(nil), over: destination, intent: Intent(countsPeople: false),
      commit: nil, surroundings)
    let applier = Applier(destination: destination, parallelism: 8, isInterrupted: { false })
    let report = await applier.apply(planned.plan.changes) { _ in }
    await client.shutDown()
    await sandbox.stop()
    guard report.isComplete else { throw BenchError(what: "the corpus could not be applied") }
  }
}
