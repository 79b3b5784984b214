import Foundation
import GRDB
import JSON
import Sandbox
import Synchronization
import Testing

/// A clock that stands still until it is moved.
final class StandingClock: Sendable {
  private let seconds: Mutex<Int64>

  init(_ start: Int64 = 1_800_000_000) { seconds = Mutex(start) }

  var now: Int64 { seconds.withLock(\.self) }

  func advance(_ by: Int64) { seconds.withLock { $0 += by } }
}

/// A folder of its own for a test, removed with all that is in it.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(folder.path)) } catch { outcome = .failure(error) }
  try FileManager.default.removeItem(at: folder)
  try outcome.get()
}

/// Starts a sandbox over a file, and stops it behind the test.
func withSandbox(
  over path: String, clock: StandingClock = StandingClock(), rateLimit: Int? = nil,
  faults: FaultPlan? = nil,
  _ body: (Sandbox, Client) async throws -> Void
) async throws {
  try await withSandbox(
    SandboxConfiguration(
      databasePath: path, rateLimit: rateLimit, faults: faults, clock: { clock.now }), body)
}

/// Starts a sandbox, and stops it behind the test.
func withSandbox(
  _ configuration: SandboxConfiguration, _ body: (Sandbox, Client) async throws -> Void
) async throws {
  let sandbox = try await Sandbox.start(configuration)
  let outcome: Result<Void, any Error>
  do {
    let client = Client(port: sandbox.port, token: sandbox.token)
    outcome = .success(try await body(sandbox, client))
  } catch { outcome = .failure(error) }
  await sandbox.stop()
  try outcome.get()
}

/// Runs statements on a database that others may have open.
func execute(_ sql: String, in path: String) throws {
  try DatabaseQueue(path: path).write { database in try database.execute(sql: sql) }
}

/// Starts a sandbox over a new file.
func withSandbox(
  clock: StandingClock = StandingClock(), rateLimit: Int? = nil, faults: FaultPlan? = nil,
  _ body: (Sandbox, Client) async throws -> Void
) async throws {
  try await withFolder { folder in
    try await withSandbox(
      over: "\(folder)/new.sqlite", clock: clock, rateLimit: rateLimit, faults: faults, body)
  }
}

/// A chat that the sandbox takes, with fields put in or, where they are nil, left out.
func message(_ fields: [String: JSONValue?] = [:]) -> String {
  var object: JSONObject = [
    "format": "chat", "body": "Hello.", "from": ["type": "admin", "id": "5001"],
    "to": ["type": "audience", "audience": ["everyone": true]],
  ]
  for (name, value) in fields.sorted(by: { $0.key < $1.key }) { object[name] = value }
  return JSONValue.object(object).compactText
}

extension Client {
  /// Creates a message and returns its id.
  func create(_ fields: [String: JSONValue?] = [:]) async throws -> String {
    let answer = try await post("/messages", message(fields))
    try #require(answer.status == 200, "\(answer.body)")
    return try #require(try answer.json["id"]?.string)
  }
}
