import Audiences
import Foundation
import HTTP
import JSON
import Planning
import Remote
import Sandbox
import Synchronization
import Testing

/// A workspace of the public API, which the sandbox plays, and what people do there by hand.
struct IntercomTown: Sendable {
  let sandbox: Sandbox
  let http: HTTPClient
  let sender: any HTTPSender
  private let clock: Clock

  final class Clock: Sendable {
    private let time = Mutex<Int64>(1_800_000_000)
    var now: Int64 { time.withLock { $0 } }
    func pass(_ seconds: Int64) { time.withLock { $0 += seconds } }
  }

  static func open(
    faults: FaultPlan? = nil, searchLag: Int64 = 0, rateLimit: Int = 10_000_000,
    link: @Sendable (any HTTPSender) -> any HTTPSender = { $0 },
    _ body: (IntercomTown) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "intercom-\(UUID())")
    let clock = Clock()
    var configuration = SandboxConfiguration(
      databasePath: folder.appending(path: "sandbox.sqlite").path, rateLimit: rateLimit,
      faults: faults, clock: { clock.now })
    configuration.searchLag = searchLag
    configuration.newsfeeds = ["Launches", "Twins", "Twins"]
    let sandbox = try await Sandbox.start(configuration)
    let client = try HTTPClient(HTTPClient.Configuration())
    let outcome: Result<Void, any Error>
    do {
      try await body(
        IntercomTown(sandbox: sandbox, http: client, sender: link(client), clock: clock))
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    await client.shutDown()
    await sandbox.stop()
    try FileManager.default.removeItem(at: folder)
    try outcome.get()
  }

  var now: Int64 { clock.now }
  func pass(seconds: Int64) { clock.pass(seconds) }

  var client: IntercomClient {
    IntercomClient(
      sender: sender, url: sandbox.baseURL, token: Secret(sandbox.token), now: { clock.now },
      moment: { _ in Audiences.Moment(now: clock.now, in: ZoneClock { _ in 0 }) })
  }

  var deliveries: IntercomDeliveries { IntercomDeliveries(client) }

  func messages() async throws -> [RemoteMessage] {
    try await client.snapshot(of: ["acme"]).messages
  }

  func written(_ step: Step) async throws -> RemoteMessage {
    let result = try await client.perform(step)
    guard case .written(let message) = result else {
      throw TestDestination.Unexpected(result: result)
    }
    return message
  }

  /// A request that somebody else makes.
  @discardableResult
  func call(
    _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil
  ) async throws -> JSONValue {
    var request = HTTPRequest(
      method, sandbox.baseURL + path, headers: ["Content-Type": "application/json"],
      bearerToken: Secret(sandbox.token), isIdempotent: false)
    if let body { request.body = body.compact() }
    let answer = try await http.send(request)
    // No expectation: who asks a faulty server asks again.
    guard (200..<300).contains(answer.status) else {
      throw Refused(request: "\(method) \(path)", status: answer.status)
    }
    return answer.body.isEmpty ? .null : try JSONValue(parsing: answer.body)
  }

  struct Refused: Error {
    let request: String
    let status: Int
  }

  /// So many people join, with names.
  func admit(_ count: Int, from first: Int = 0) async throws -> [String] {
    var ids: [String] = []
    for number in first..<first + count {
      let made = try await call(
        .post, "/contacts",
        ["external_id": .string("u\(number)"), "name": .string("Kim\(number) Lee")])
      ids.append(try #require(made["id"]?.string))
    }
    return ids
  }

  /// How many messages each person was sent.
  func inbox() async throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for send in try await sends() {
      for id in send["contact_ids"]?.array ?? [] {
        counts[try #require(id.string), default: 0] += 1
      }
    }
    return counts
  }

  func sends() async throws -> [JSONValue] {
    try await call(.get, "/sandbox/sends?per_page=1000")["data"]?.array ?? []
  }

  func news() async throws -> [JSONValue] {
    try await call(.get, "/news/news_items?per_page=100")["data"]?.array ?? []
  }

  func articles() async throws -> [JSONValue] {
    try await call(.get, "/internal_articles?per_page=100")["data"]?.array ?? []
  }
}

/// A draft as the planner makes one.
func intercomDraft(
  _ key: String, format: Format = .chat, state: MessageState = .live, revision: Int = 1,
  sender: Sender = .id("5001"), _ edit: (inout MessageSpec) -> Void = { _ in }
) -> MessageDraft {
  var applied = MessageSpec(
    format: format, status: .live, sender: .email("ana@acme.test"),
    audience: format == .post ? .newsfeed("Launches") : .everyone,
    title: format == .post ? "CSV export" : nil,
    body: "Hello {{first_name | fallback: \"there\"}}.\n\nExport & go.",
    callToAction: CallToAction(label: "Export now", url: "https://acme.test/?a=1&b=2"))
  if format == .post { applied.body = "Export in one step.\n\nNow & here." }
  edit(&applied)
  var spec = applied
  spec.sender = sender
  spec.status = state == .paused ? .paused : applied.status
  return MessageDraft(
    externalID: "acme/\(key)", name: key, state: state, spec: spec,
    record: Record(
      project: "acme", environment: "production", key: key, revision: revision,
      lastApplied: applied),
    otherMetadata: [:])
}

/// A way to the network on which something happens before each request.
struct ObservedLink: HTTPSender {
  private let sender: any HTTPSender
  private let observe: @Sendable (HTTPRequest) async -> Void

  init(_ sender: any HTTPSender, _ observe: @escaping @Sendable (HTTPRequest) async -> Void) {
    self.sender = sender
    self.observe = observe
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    await observe(request)
    return try await sender.send(request)
  }
}
