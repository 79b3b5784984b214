import Foundation
import TestSupport
import Testing

/// Where campaigns can be, as the columns of the README's table "What works where".
enum Place: String, CaseIterable, Sendable {
  case sandbox, messages, intercom

  /// How many people every place has.
  static let people = 20
  private static let filling = ["--people", "\(people)", "--seed", "7"]
  /// Where the embedded server of a project keeps its workspace.
  fileprivate static let database = "campaigns/.herald/sandbox.sqlite"

  /// A workspace with people in it, and a project of some files whose one environment is there.
  func open(_ files: [String: String]) async throws -> OpenPlace {
    let bench = try Workbench()
    let remote: String
    var server: RunningSandbox?
    switch self {
    case .sandbox:
      remote = "remote: sandbox"
      try await OpenPlace.running(bench, Self.filling) { _ in }
    case .messages, .intercom:
      let running = try await RunningSandbox(on: bench, arguments: Self.filling)
      let url = "http://127.0.0.1:\(running.port)"
      remote =
        self == .messages
        ? Text.messages(url) : "remote: intercom\nurl: \(url)\ntoken_env: HERALD_TOKEN"
      server = running
    }
    try bench.write("campaigns/herald.yaml", Text.project(remote: remote))
    for (name, text) in files { try bench.write("campaigns/\(name)", text) }
    return OpenPlace(bench: bench, server: server)
  }
}

struct OpenPlace {
  let bench: Workbench
  /// Nil where each command has a server of its own.
  fileprivate let server: RunningSandbox?

  var variables: [String: String] {
    server == nil ? [:] : ["HERALD_TOKEN": RunningSandbox.token]
  }

  func herald(_ arguments: String...) async throws -> Output {
    try await bench.herald(arguments, variables: variables)
  }

  /// Looks at the workspace without herald.
  func look(_ work: (RunningSandbox) throws -> Void) async throws {
    guard let server else {
      return try await Self.running(bench, [], work)
    }
    try work(server)
  }

  fileprivate static func running(
    _ bench: Workbench, _ arguments: [String], _ work: (RunningSandbox) throws -> Void
  ) async throws {
    let server = try await RunningSandbox(
      on: bench, database: Place.database, arguments: arguments)
    let outcome = Result { try work(server) }
    server.signal(SIGTERM)
    _ = await server.end()
    try outcome.get()
  }
}
