import Applying
import Diagnostics
import Foundation
import Planning
import Remote
import Testing
import Workflows

/// A project in a folder of its own.
final class AdoptionBench: Sendable {
  private let path: String
  private let surroundings = Surroundings(
    variables: [:], now: { 1_800_000_000 }, currentFolder: "/", workers: 2)

  /// - Parameter remote: of the one environment, as `herald.yaml` has it.
  init(remote: String = "remote: sandbox") throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "adoption-\(UUID())")
    path = folder.path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(
      """
      project: shop
      environments: { test: { \(remote) } }
      defaults: { from: ana@acme.test }
      """.utf8
    ).write(to: folder.appending(path: "herald.yaml"))
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // The system clears its temporary folder.
    }
  }

  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  private func project() async throws -> LoadedProject {
    let reading = try await LoadedProject.read(at: path, surroundings)
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return try #require(reading.project)
  }

  func importAll(from test: TestDestination) async throws -> ImportReport {
    try await importAll(from: test.destination)
  }

  func importAll(
    _ wish: Importing.Wish = .all, from destination: any Destination
  ) async throws -> ImportReport {
    let project = try await project()
    return try await Importing(
      into: project, in: try project.environment(nil), folder: "", commit: nil, parallelism: 4,
      surroundings
    ).run(wish, over: destination, isInterrupted: { false })
  }

  func plan(_ destination: any Destination) async throws -> Plan {
    let project = try await project()
    return try await project.plan(
      in: try project.environment(nil), over: destination, intent: Intent(), commit: nil,
      surroundings
    ).plan
  }

  /// Carries out what a plan says.
  func apply(to destination: any Destination) async throws -> ApplyReport {
    await Applier(destination: destination, parallelism: 4, isInterrupted: { false })
      .apply(try await plan(destination).changes) { _ in }
  }

  func expectNothingToDo(_ test: TestDestination, _ seed: UInt64) async throws {
    try await expectNothingToDo(test.destination, seed)
  }

  func expectNothingToDo(_ destination: any Destination, _ seed: UInt64) async throws {
    let plan = try await plan(destination)
    let left = plan.changes.map { "\($0.action) \($0.key) \($0.fields.map(\.name))" }
    #expect(left == [], "seed \(seed)")
    #expect(plan.stops == [], "seed \(seed)")
  }
}
