import Foundation
import Sandbox
import TestSupport
import Testing

/// Applies, and fails the test unless all of it went well.
func apply(
  _ bench: Workbench, _ arguments: String..., variables: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let output = try await bench.herald(
    ["apply", "--auto-approve"] + arguments, variables: variables)
  try #require(output.status == 0, "\(output.both)", sourceLocation: sourceLocation)
}

func expectNoChanges(
  _ bench: Workbench, variables: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let output = try await bench.herald("plan", "--detailed-exitcode", variables: variables)
  #expect(output.status == 0, "\(output.both)", sourceLocation: sourceLocation)
  #expect(output.stdout.contains("No changes."), sourceLocation: sourceLocation)
}

/// What `herald list --format json` says.
struct Listing: Decodable {
  struct Message: Decodable {
    struct Record: Decodable { let key: String, file: String? }

    let id: String
    let external_id: String
    let state: String
    let record: Record?

    var key: String? { record?.key }
    var file: String? { record?.file }
  }

  private let messages: [Message]

  init(of bench: Workbench, variables: [String: String] = [:]) async throws {
    let output = try await bench.herald("list", "--format", "json", variables: variables)
    try #require(output.status == 0, "\(output.both)")
    self = try JSONDecoder().decode(Self.self, from: Data(output.stdout.utf8))
  }

  var all: [Message] { messages }

  /// Sorted; a key that two messages have is in it twice.
  var keys: [String] { messages.compactMap(\.key).sorted() }

  /// The message that has the key's own id.
  subscript(key: String) -> Message? { messages.first { $0.external_id == "shop/\(key)" } }
}

extension Workbench {
  /// Shows a message of the project's own sandbox to somebody, as its Messenger would.
  func show(message id: String) async throws {
    let store = try Store.open(path("campaigns/.herald/sandbox.sqlite"), patience: 5)
    try await store.recordImpression(
      messageID: try #require(Int64(id)), at: Int64(Date().timeIntervalSince1970))
  }
}
