import JSON
import Sandbox
import Testing

@Suite struct `A ping` {
  @Test func `shows who is in the audience, and nobody else`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live([
        "to": try audience(
          #"{"attribute":"name","type":"string","comparison":"eq","value":"Ada"}"#)
      ])
      let ada = try await client.person("a", ["name": "Ada"])
      let ben = try await client.person("b", ["name": "Ben"])
      #expect(try await ada.shown() == [id])
      #expect(try await ben.shown() == [])
    }
  }

  @Test(arguments: ["draft", "paused", "archived"])
  func `shows no message that is not live`(state: JSONValue) async throws {
    try await withSandbox { _, client in
      let id = try await client.live()
      let fields: [String: JSONValue?] = ["state": state, "schedule": ["send": "ongoing"]]
      try #require(try await client.put("/messages/\(id)", message(fields)).status == 200)
      let page = try await client.person("a")
      #expect(try await page.shown() == [])
    }
  }

  @Test func `shows from the start of a schedule until before its end`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live([
        "schedule": [
          "send": "ongoing", "starts_at": .integer(clock.now + 10),
          "ends_at": .integer(clock.now + 20),
        ],
        "display": ["frequency": "show_until_dismissed"],
      ])
      let page = try await client.person("a")
      var shown: [[String]] = []
      for step in [9, 1, 9, 1] as [Int64] {
        clock.advance(step)
        shown.append(try await page.shown())
      }
      #expect(shown == [[], [id], [id], []])
    }
  }

  static let pages: [(pattern: String, shown: [String], hidden: [String])] = [
    ("/reports/*", ["/reports/1", "/reports/1?a=b", "https://a.test/reports/x#y"], ["/reports"]),
    ("/reports", ["/reports", "/reports?a"], ["/reports/", "/Reports", "/a/reports"]),
    ("/a?b=*", ["/a?b=c", "https://a.test/a?b="], ["/a", "/a?c", "/a#b="]),
    (
      "https://a.test", ["https://a.test/", "HTTPS://A.test", "https://a.test?x"],
      ["/", "https://a.test/b"]
    ),
    (
      "https://A.test/*", ["https://a.test/b/c"],
      ["http://a.test/b", "https://a.test.evil/b", "/b"]
    ),
    ("https://*.test*", ["https://a.test", "https://b.test/c"], ["https://test/"]),
    ("*", ["https://a.test/b"], ["/b"]),
    ("/*/edit", ["/a/edit", "/a/b/edit"], ["/edit", "/a/edit/b"]),
  ]

  @Test(arguments: pages)
  func `shows on the pages of a message alone`(
    pattern: String, shown: [String], hidden: [String]
  ) async throws {
    try await withSandbox { _, client in
      _ = try await client.live([
        "display": ["pages": [.string(pattern)], "frequency": "show_until_dismissed"]
      ])
      let page = try await client.person("a")
      for url in shown { #expect(try await page.shown(url).count == 1, "\(url)") }
      for url in hidden { #expect(try await page.shown(url) == [], "\(url)") }
    }
  }

  @Test func `waits for the delay, and says how long`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live(["display": ["trigger": ["type": "delay", "seconds": 8]]])
      let page = try await client.person("a")
      let early = try await page.ask("/", ["seconds_on_page": 3, "page_view": "v"])
      #expect(try early.json["messages"] == [])
      #expect(try early.json["next_ping_after"] == 5)
      #expect(try await client.totals(id)["recipients"] == 0)
      let due = try await page.ask("/", ["seconds_on_page": 8, "page_view": "v"])
      #expect(try due.json["messages"]?.array?.count == 1)
      #expect(try due.json["next_ping_after"] == .null)
    }
  }

  @Test func `that brings an event shows what waits for it`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live([
        "display": ["trigger": ["type": "event", "event": "exported"]]
      ])
      let page = try await client.person("a")
      #expect(try await page.shown() == [])
      #expect(try await page.shown("/", ["event": ["name": "imported"]]) == [])
      #expect(try await page.shown("/", ["event": ["name": "exported"]]) == [id])
    }
  }

  @Test func `decides on what it brings itself`() async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("seats", "integer", isMessengerWritable: true)
      let seats = try await client.live([
        "to": try audience(
          #"{"attribute":"seats","type":"number","comparison":"gt","value":5}"#)
      ])
      let event = try await client.live([
        "to": try audience(#"{"event":"exported","type":"occurrence","comparison":"ever"}"#)
      ])
      let page = try await client.person("a")
      #expect(try await page.shown("/", ["attributes": ["seats": 5]]) == [])
      #expect(try await page.shown("/", ["attributes": ["seats": 6]]) == [seats])
      #expect(try await page.shown("/", ["event": ["name": "exported"]]) == [event])
    }
  }

  @Test func `asks where somebody stood before the visit`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live([
        "to": try audience(
          #"{"attribute":"last_seen_at","type":"date","comparison":"more_than","value":{"amount":30,"unit":"day"}}"#
        )
      ])
      let page = try await client.person("a", ["last_seen_at": .integer(clock.now - 90 * 86_400)])
      #expect(try await page.shown() == [id])
      let seen = try await client.get("/contacts/1").json["last_seen_at"]
      #expect(seen == .integer(clock.now))
    }
  }

  @Test func `shows what has been live longest first`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let late = try await client.create(["schedule": ["send": "ongoing"]])
      let event = try await client.live(["display": ["trigger": ["type": "event", "event": "e"]]])
      let twin = try await client.live()
      clock.advance(1)
      let fields: [String: JSONValue?] = ["state": "live", "schedule": ["send": "ongoing"]]
      try #require(try await client.put("/messages/\(late)", message(fields)).status == 200)
      let page = try await client.person("a")
      #expect(try await page.shown("/", ["event": ["name": "e"]]) == [event, twin, late])
    }
  }

  @Test func `shows one message once, and another until it is dismissed`() async throws {
    try await withSandbox { _, client in
      let once = try await client.live()
      let notice = try await client.live(["display": ["frequency": "show_until_dismissed"]])
      let page = try await client.person("a")
      #expect(try await page.shown() == [once, notice])
      #expect(try await page.shown() == [notice])
      let receipt = try await page.receipt()
      try await page.act("dismiss", on: receipt)
      #expect(try await page.shown() == [])
      #expect(try await client.totals(notice)["impressions"] == 3)
    }
  }

  @Test func `repeated in one view of a page is answered alike, and counts once`() async throws {
    try await withSandbox { _, client in
      let once = try await client.live()
      let notice = try await client.live(["display": ["frequency": "show_until_dismissed"]])
      let page = try await client.person("a")
      let first = try await page.ask("/", ["page_view": "v"])
      #expect(try await page.ask("/", ["page_view": "v"]).body == first.body)
      for id in [once, notice] { #expect(try await client.totals(id)["impressions"] == 1) }
      #expect(try await page.shown("/", ["page_view": "w"]) == [notice])
    }
  }

  @Test func `shows a new version of a notice on a receipt of its own, and no announcement again`()
    async throws
  {
    try await withSandbox { _, client in
      let once = try await client.live()
      let notice = try await client.live(["display": ["frequency": "show_until_dismissed"]])
      let page = try await client.person("a")
      #expect(try await page.shown().count == 2)
      let frequencies: [(String, JSONValue)] = [
        (once, .null), (notice, ["frequency": "show_until_dismissed"]),
      ]
      for (id, display) in frequencies {
        let fields: [String: JSONValue?] = [
          "state": "live", "schedule": ["send": "ongoing"], "body": "New.", "display": display,
        ]
        try #require(try await client.put("/messages/\(id)", message(fields)).status == 200)
      }
      #expect(try await page.shown() == [notice])
      let versions = try await client.get("/messages/\(notice)/stats").json["by_version"]?.array
      #expect(versions?.map { $0["recipients"] } == [1, 1])
      #expect(try await client.totals(notice)["recipients"] == 1)
    }
  }

  @Test func `sees what another process changes`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/shared.sqlite"
      try await withSandbox(over: path) { _, client in
        let page = try await client.person("a")
        #expect(try await page.shown() == [])
        try await withSandbox(over: path) { _, other in
          let id = try await other.live()
          #expect(try await page.shown() == [id])
        }
      }
    }
  }
}
