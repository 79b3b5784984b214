import HTTP
import Testing

@Suite("A server's limit on requests")
struct RateWindowTests {
  @Test("everything may start while nothing is known")
  func unknown() {
    var window = RateWindow(longestWait: .seconds(60))
    for _ in 0..<1_000 { #expect(window.enter(at: second(0)) == .go) }
  }

  @Test("no more may start than the server has left, less what is in flight")
  func counted() {
    var window = openWindow(remaining: 3)
    #expect(window.enter(at: second(2)) == .go)
    #expect(window.enter(at: second(2)) == .go)
    #expect(window.enter(at: second(2)) == .go)
    #expect(window.enter(at: second(2)) == .wait(.seconds(8)))
    window.leave(answer(remaining: 2), at: second(2))
    #expect(window.enter(at: second(2)) == .wait(.seconds(8)))
  }

  @Test("an answer that was overtaken by another does not give places back")
  func outOfOrder() {
    var window = openWindow(remaining: 3)
    for _ in 0..<3 { #expect(window.enter(at: second(2)) == .go) }
    window.leave(answer(remaining: 0), at: second(3))
    window.leave(answer(remaining: 2), at: second(3))
    window.leave(answer(remaining: 1), at: second(3))
    #expect(window.enter(at: second(3)) == .wait(.seconds(7)))
  }

  @Test("the whole limit is there when the window has ended, less what is in flight")
  func nextWindow() {
    var window = openWindow(limit: 4, remaining: 1)
    #expect(window.enter(at: second(9)) == .go)
    #expect(window.places(at: second(9.9)) == 0)
    #expect(window.places(at: second(10)) == 3)
  }

  @Test("an answer of the last window says nothing of this one")
  func lateAnswer() {
    var window = openWindow(limit: 4, remaining: 1)
    #expect(window.enter(at: second(9)) == .go)
    #expect(window.places(at: second(10)) == 3)
    window.leave(answer(limit: 4, remaining: 0), at: second(10))
    #expect(window.places(at: second(10)) == 4)
  }

  @Test("a request without an answer counts as one that the server counted")
  func unanswered() {
    var window = openWindow(remaining: 2)
    #expect(window.enter(at: second(1)) == .go)
    window.leave(nil, at: second(1))
    #expect(window.places(at: second(1)) == 1)
  }

  @Test("requests without answers never close the gate for good")
  func onlyFailures() {
    var window = openWindow(limit: 2, remaining: 0)
    for _ in 0..<5 {
      #expect(window.enter(at: second(11)) == .go)
      window.leave(nil, at: second(11))
    }
  }

  @Test("a 429 that only says how long to wait closes the gate for so long")
  func retryAfter() {
    var window = RateWindow(longestWait: .seconds(60))
    #expect(window.enter(at: second(0)) == .go)
    window.leave(HTTPResponse(status: 429, headers: ["Retry-After": "5"]), at: second(0))
    #expect(window.enter(at: second(1)) == .wait(.seconds(4)))
    #expect(window.enter(at: second(5)) == .go)
  }

  @Test("the end of a window is read on the server's clock when the answer is dated")
  func skew() {
    var window = RateWindow(longestWait: .seconds(60))
    #expect(window.enter(at: second(500)) == .go)
    let headers: HTTPHeaders = [
      "X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "110",
      "Date": "Thu, 01 Jan 1970 00:01:40 GMT",
    ]
    window.leave(HTTPResponse(status: 200, headers: headers), at: second(500))
    #expect(window.enter(at: second(501)) == .wait(.seconds(9)))
  }

  @Test(
    "headers that make no sense are not believed",
    arguments: [
      ["X-RateLimit-Limit": "0", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "10"],
      ["X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "99999999"],
      ["X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "soon"],
      ["X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0"],
    ] as [HTTPHeaders])
  func nonsense(headers: HTTPHeaders) {
    var window = RateWindow(longestWait: .seconds(60))
    #expect(window.enter(at: second(0)) == .go)
    window.leave(HTTPResponse(status: 200, headers: headers), at: second(0))
    #expect(window.enter(at: second(0)) == .go)
  }

  /// After one answer, at second 0, of a window that ends at second 10.
  private func openWindow(limit: Int = 100, remaining: Int) -> RateWindow {
    var window = RateWindow(longestWait: .seconds(60))
    _ = window.enter(at: second(0))
    window.leave(answer(limit: limit, remaining: remaining), at: second(0))
    return window
  }

  private func answer(limit: Int = 100, remaining: Int) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: [
        "X-RateLimit-Limit": "\(limit)", "X-RateLimit-Remaining": "\(remaining)",
        "X-RateLimit-Reset": "10",
      ])
  }

  private func second(_ second: Double) -> Moment {
    Moment(elapsed: .seconds(second), unixSeconds: second)
  }
}
