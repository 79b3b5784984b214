import Audiences
import Delivering
import Foundation
import HTTP
import JSON
import Planning
import Remote
import Sandbox
import Synchronization
import Testing

@Suite("The rate limit of a real server", .timeLimit(.minutes(5)))
struct RateLimitTests {
  @Test(
    "a long apply uses at least 95 % of what is allowed, without a 429 of its own making",
    arguments: [1, 8, 32])
  func longApply(parallelism: Int) async throws {
    // 100 requests in each window of ten seconds; 600 creations begin in the sixth.
    let (limit, count) = (100, 600)
    let clock = VirtualClock(epoch: 1_800_000_000)
    let folder = FileManager.default.temporaryDirectory.appending(path: "rate-\(UUID())")
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: folder.appending(path: "sandbox.sqlite").path, rateLimit: limit * 6,
        clock: { clock.unixSeconds }))
    let client = try HTTPClient(HTTPClient.Configuration())
    let link = CountingLink(client, clock, latency: .zero)
    let destination = MessagesClient(
      sender: RetryingClient(link, policy: RetryPolicy(), environment: clock.environment),
      url: sandbox.baseURL, token: Secret(sandbox.token))
    await create(count, over: destination, parallelism: parallelism)
    #expect(link.answers[200] == count)
    #expect(link.answers[429] == nil)
    #expect(clock.elapsed >= .seconds(50))
    #expect(clock.elapsed <= .seconds(Double(count) / Double(limit) * 10 / 0.95))
    await client.shutDown()
    await sandbox.stop()
    try FileManager.default.removeItem(at: folder)
  }

  @Test(
    "a delivery uses at least 95 % of what is allowed, without a 429 of its own making",
    arguments: [
      // In each window of ten seconds; three for each person.
      Pace(limit: 120, people: 200, parallelism: 4, latency: .zero),
      Pace(limit: 120, people: 200, parallelism: 32, latency: .zero),
      // 32 requests a second at most, of 29: what is looked for and written down must not be waited for.
      Pace(limit: 290, people: 340, parallelism: 8, latency: .milliseconds(250)),
    ])
  func longDelivery(pace: Pace) async throws {
    let (limit, people) = (pace.limit, pace.people)
    let clock = VirtualClock(epoch: 1_800_000_000)
    let folder = FileManager.default.temporaryDirectory.appending(path: "rate-\(UUID())")
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: folder.appending(path: "sandbox.sqlite").path, rateLimit: limit * 6,
        people: PeopleRecipe(count: people, seed: 7), clock: { clock.unixSeconds }))
    let client = try HTTPClient(HTTPClient.Configuration())
    let link = CountingLink(client, clock, latency: pace.latency)
    let destination = IntercomClient(
      sender: RetryingClient(link, policy: RetryPolicy(), environment: clock.environment),
      url: sandbox.baseURL, token: Secret(sandbox.token), now: { clock.unixSeconds },
      moment: { _ in Audiences.Moment(now: clock.unixSeconds, in: ZoneClock { _ in 0 }) })
    _ = try await destination.perform(.create(Self.draft("hello")))
    let deliveries = IntercomDeliveries(destination)
    let settings = DeliverySettings(
      now: { clock.unixSeconds }, elapsed: { clock.elapsed },
      sleep: clock.environment.sleep, holder: "h",
      parallelism: pace.parallelism)
    let report = await Deliverer(deliveries, settings, zone: ZoneClock { _ in 0 })
      .deliver(try await deliveries.board(of: ["acme"]).campaigns) { _ in }
    #expect(report.sent == people)
    #expect(link.answers[429] == nil)
    // The first and the last window are used in part.
    let whole = link.windows.dropFirst().dropLast()
    #expect(whole.count >= 2)
    #expect(whole.allSatisfy { $0 >= limit * 95 / 100 && $0 <= limit }, "\(link.windows)")
    await client.shutDown()
    await sandbox.stop()
    try FileManager.default.removeItem(at: folder)
  }

  struct Pace: Sendable {
    let limit: Int
    let people: Int
    let parallelism: Int
    let latency: Duration
  }

  private static func draft(_ key: String) -> MessageDraft {
    let spec = MessageSpec(
      format: .chat, status: .live, sender: .id("5001"), audience: .everyone, body: "Hello.")
    return MessageDraft(
      externalID: "acme/\(key)", name: key, state: .live, spec: spec,
      record: Record(
        project: "acme", environment: "production", key: key, lastApplied: spec),
      otherMetadata: [:])
  }

  private func create(_ count: Int, over destination: any Destination, parallelism: Int) async {
    let numbers = Numbers()
    await withTaskGroup { group in
      for _ in 0..<parallelism {
        group.addTask {
          while true {
            let number = numbers.next()
            if number > count { return }
            do throws(RemoteError) {
              _ = try await destination.perform(.create(Self.draft("k\(number)")))
            } catch {
              Issue.record("\(number): \(error)")
            }
          }
        }
      }
    }
  }
}

/// 1, 2, 3 and so on, to whoever asks.
private final class Numbers: Sendable {
  private let last = Mutex(0)

  func next() -> Int {
    last.withLock { last in
      last += 1
      return last
    }
  }
}

/// A link that takes a moment of virtual time for each request, and that counts answers by their
/// status.
private final class CountingLink: HTTPSender {
  private let sender: any HTTPSender
  private let clock: VirtualClock
  /// How long each answer is waited for beside that.
  private let latency: Duration
  private let counts = Mutex<[Int: Int]>([:])
  /// Requests by the end of the server's window that counted them.
  private let counted = Mutex<[Int: Int]>([:])

  init(_ sender: any HTTPSender, _ clock: VirtualClock, latency: Duration) {
    self.sender = sender
    self.clock = clock
    self.latency = latency
  }

  var answers: [Int: Int] { counts.withLock { $0 } }
  /// How many requests each of the server's windows has counted.
  var windows: [Int] { counted.withLock { $0.sorted { $0.key < $1.key }.map(\.value) } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    // Many requests are waited for at the same time.
    if latency > .zero { await clock.environment.sleep(latency) }
    let response = try await clock.taking(.milliseconds(3)) { () throws(HTTPError) in
      try await sender.send(request)
    }
    counts.withLock { $0[response.status, default: 0] += 1 }
    if let end = response.headers["X-RateLimit-Reset"].flatMap({ Int($0) }) {
      counted.withLock { $0[end, default: 0] += 1 }
    }
    // The server's own clock is the virtual one, and its `Date` is not.
    let fields = response.headers.fields.filter { $0.name.lowercased() != "date" }
    return HTTPResponse(
      status: response.status, headers: HTTPHeaders(fields), body: response.body)
  }
}
