import Foundation
import HTTP
import Planning
import Remote
import Sandbox
import Testing

/// The destinations that are held to the same laws. Another one is another case.
enum DestinationKind: CaseIterable, Sendable {
  /// The client of the messages API against the embedded server, over loopback.
  case sandbox

  /// Opens an empty workspace, and closes it behind the test.
  ///
  /// - Parameters:
  ///   - faults: what the server does wrong, where it can be told to.
  ///   - link: what lies between the client and the network.
  func open(
    faults: FaultPlan? = nil, link: @Sendable (any HTTPSender) -> any HTTPSender = { $0 },
    _ body: (TestDestination) async throws -> Void
  ) async throws {
    switch self {
    case .sandbox: try await withSandbox(faults, link, body)
    }
  }
}

/// An open workspace, and what its audience does to it.
struct TestDestination: Sendable {
  let destination: any Destination
  /// Admins that messages may come from, as files name them.
  let senders: [Sender]
  /// One of them, as drafts name it.
  let author: Sender
  /// Somebody is shown the message of an id.
  let show: @Sendable (String) async throws -> Void
  /// So many people join a workspace that has none.
  let admit: @Sendable (Int) async throws -> Void
  /// How many messages an empty workspace has that nobody's files own.
  let unownedAtFirst: Int
  /// Time passes: the audiences of one-time messages are fixed.
  let freeze: @Sendable () async throws -> Void

  func messages(of project: String = "acme") async throws -> [RemoteMessage] {
    try await destination.snapshot(of: [project]).messages
  }

  /// Creates a message and returns it as the remote keeps it.
  func create(_ draft: MessageDraft) async throws -> RemoteMessage {
    try await written(.create(draft))
  }

  func written(_ step: Step) async throws -> RemoteMessage {
    let result = try await destination.perform(step)
    guard case .written(let message) = result else { throw Unexpected(result: result) }
    return message
  }

  struct Unexpected: Error { let result: StepResult }
}

private func withSandbox(
  _ faults: FaultPlan?, _ link: (any HTTPSender) -> any HTTPSender,
  _ body: (TestDestination) async throws -> Void
) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "conformance-\(UUID())")
  let sandbox = try await Sandbox.start(
    SandboxConfiguration(
      databasePath: folder.appending(path: "sandbox.sqlite").path, rateLimit: 10_000_000,
      faults: faults, clock: { 1_800_000_000 }))
  let client = try HTTPClient(HTTPClient.Configuration())
  let outcome: Result<Void, any Error>
  do {
    try await body(
      TestDestination(
        destination: MessagesClient(
          sender: link(client), url: sandbox.baseURL, token: Secret(sandbox.token)),
        senders: [.email("ana@acme.test"), .id("5002"), .email("Cleo@acme.test")],
        author: .id("5001"),
        show: { id in
          let number = try #require(Int64(id))
          try await sandbox.store.recordImpression(messageID: number, at: 1_800_000_001)
        },
        admit: { count in
          for number in 0..<count {
            var request = HTTPRequest(
              .post, sandbox.baseURL + "/contacts", headers: ["Content-Type": "application/json"],
              bearerToken: Secret(sandbox.token), isIdempotent: false)
            request.body = Array(#"{"external_id":"u\#(number)"}"#.utf8)
            let answer = try await client.send(request)
            #expect(answer.status == 200)
          }
        },
        unownedAtFirst: 2,
        freeze: { try await sandbox.store.evaluate(at: 1_800_000_002) }))
    outcome = .success(())
  } catch {
    outcome = .failure(error)
  }
  await client.shutDown()
  await sandbox.stop()
  try FileManager.default.removeItem(at: folder)
  try outcome.get()
}
