import Foundation
import Workflows

/// A folder with a project in it, which is removed with the value.
final class ProjectOnDisk: Sendable {
  let path: String

  init(_ files: [String: String], project: String = ProjectOnDisk.project) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("herald-workflows-\(UUID().uuidString)")
    path = folder.path
    try write("herald.yaml", project)
    for (name, text) in files { try write(name, text) }
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // The system clears its temporary folder.
    }
  }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }

  func read() async throws -> Reading {
    try await LoadedProject.read(at: path, .fixed)
  }

  static let project = """
    project: shop
    default_environment: test
    environments:
      test: { remote: sandbox }
      production:
        remote: messages
        url: https://messages.acme.test
        token_env: HERALD_TOKEN
    defaults: { from: ana@acme.test }
    lint: { missing-action: off, collision: off }

    """

  static func chat(
    _ key: String, body: String = "Hello there.", schedule: String = "send: ongoing",
    _ more: String = ""
  ) -> String {
    """
    campaign: \(key)
    format: chat
    audience: { everyone: true }
    copy: { body: \(body) }
    schedule: { \(schedule) }
    \(more)
    """
  }
}

extension Surroundings {
  /// A machine without variables, at 2026-11-23 00:00 UTC.
  static let fixed = Surroundings(
    variables: [:], now: { 1_795_392_000 }, currentFolder: "/", workers: 2)
}
