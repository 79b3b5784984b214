import Foundation
import HTTP
import JSON
import Synchronization

/// A way to a server on which each answer takes its time, and that notes what came of the requests.
final class MeteredLink: HTTPSender {
  /// What came of them in one of the server's windows.
  struct Window {
    var limit = 0
    var requests = 0
    var sends = 0
  }

  struct Meter {
    /// By the Unix seconds at which they end.
    var windows: [Int: Window] = [:]
    /// Answers that say that it was too much.
    var refused = 0
    /// How many people searches have found.
    var found = 0

    /// Those between the first and the last, which were not used from end to end.
    var whole: [Window] { windows.sorted { $0.key < $1.key }.map(\.value).dropFirst().dropLast() }
  }

  private let sender: any HTTPSender
  private let clock: CompressedClock
  /// Seconds from a request to its answer.
  private let latency: ClosedRange<Double>
  private let state = Mutex(Meter())

  init(_ sender: any HTTPSender, _ clock: CompressedClock, latency: ClosedRange<Double>) {
    self.sender = sender
    self.clock = clock
    self.latency = latency
  }

  /// What was noted, to begin anew.
  func read() -> Meter {
    state.withLock { meter in
      defer { meter = Meter() }
      return meter
    }
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let half = Duration.seconds(Double.random(in: latency) / 2)
    await clock.sleep(half)
    let answer = try await sender.send(request)
    note(request, answer)
    await clock.sleep(half)
    // The server's clock is the compressed one, and its `Date` is not.
    return HTTPResponse(
      status: answer.status,
      headers: HTTPHeaders(answer.headers.fields.filter { $0.name.lowercased() != "date" }),
      body: answer.body)
  }

  private func note(_ request: HTTPRequest, _ answer: HTTPResponse) {
    let end = answer.headers["X-RateLimit-Reset"].flatMap { Int($0) } ?? 0
    let limit = answer.headers["X-RateLimit-Limit"].flatMap { Int($0) } ?? 0
    let isSend = request.method == .post && request.url.hasSuffix("/messages")
    let found = request.url.hasSuffix("/contacts/search") ? Self.people(request, answer) : 0
    state.withLock { meter in
      meter.found += found
      guard answer.status != 429 else {
        meter.refused += 1
        return
      }
      var window = meter.windows[end] ?? Window()
      window.limit = limit
      window.requests += 1
      if isSend { window.sends += 1 }
      meter.windows[end] = window
    }
  }

  /// How many people a search has found. One that asks for a single person counts them, and is none.
  private static func people(_ request: HTTPRequest, _ answer: HTTPResponse) -> Int {
    do {
      let page = try JSONValue(parsing: request.body)["pagination"]?["per_page"]?.integer
      guard page != 1 else { return 0 }
      return try JSONValue(parsing: answer.body)["data"]?.array?.count ?? 0
    } catch {
      return 0
    }
  }
}
