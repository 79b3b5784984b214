import JSON
import Sandbox
import Testing

@Suite struct FixedFieldsTests {
  @Test("a message is live from the first time on that it was, even when it is paused again")
  func liveAt() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.create()
      #expect(try await client.get("/messages/\(id)").json["live_at"] == .null)
      let live = try await client.put("/messages/\(id)", message(["state": "live"])).json
      #expect(live["live_at"] == .integer(clock.now))
      clock.advance(60)
      _ = try await client.put("/messages/\(id)", message(["state": "paused"]))
      let again = try await client.put("/messages/\(id)", message(["state": "live"])).json
      #expect(again["live_at"] == .integer(clock.now - 60))
    }
  }

  @Test("before a message is live, its format and its kind of send can change")
  func notYetFixed() async throws {
    try await withSandbox { _, client in
      let id = try await client.create(["state": "paused"])
      let put = try await client.put(
        "/messages/\(id)", message(["format": "post", "schedule": ["send": "ongoing"]]))
      #expect(put.status == 200)
    }
  }

  @Test("once a message has been live, its format and its kind of send are fixed")
  func fixedOnceLive() async throws {
    try await withSandbox { _, client in
      let id = try await client.create(["state": "live"])
      _ = try await client.put("/messages/\(id)", message(["state": "paused"]))
      let put = try await client.put(
        "/messages/\(id)", message(["format": "post", "schedule": ["send": "ongoing"]]))
      #expect(put.status == 422)
      #expect(try put.problems == ["data_invalid format", "data_invalid schedule.send"])
    }
  }

  @Test("the people of a one-time send are frozen when it is live and its time has come")
  func freezing() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { sandbox, client in
      let later: JSONValue = ["send": "once", "starts_at": .integer(clock.now + 60)]
      let due = try await client.create(["state": "live"])
      let waiting = try await client.create(["state": "live", "schedule": later])
      let draft = try await client.create()
      let ongoing = try await client.create(["state": "live", "schedule": ["send": "ongoing"]])
      try await sandbox.store.evaluate(at: clock.now)
      var frozen: [JSONValue?] = []
      for id in [due, waiting, draft, ongoing] {
        frozen.append(try await client.get("/messages/\(id)").json["audience_frozen_at"])
      }
      #expect(frozen == [.integer(clock.now), .null, .null, .null])
      try await sandbox.store.evaluate(at: clock.now + 60)
      let dueNow = try await client.get("/messages/\(waiting)").json
      #expect(dueNow["audience_frozen_at"] == .integer(clock.now + 60))
      let before = try await client.get("/messages/\(due)").json
      #expect(before["audience_frozen_at"] == .integer(clock.now))
    }
  }

  @Test("a one-time send that is over before anybody came is not frozen")
  func tooLate() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { sandbox, client in
      let id = try await client.create([
        "state": "live", "schedule": ["send": "once", "ends_at": .integer(clock.now)],
      ])
      try await sandbox.store.evaluate(at: clock.now)
      #expect(try await client.get("/messages/\(id)").json["audience_frozen_at"] == .null)
    }
  }

  @Test("once frozen, the audience is fixed, and everything else is not")
  func frozenAudience() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { sandbox, client in
      let rule: JSONValue = [
        "attribute": "plan", "type": "string", "comparison": "eq", "value": "pro",
      ]
      let audience: JSONValue = ["type": "audience", "audience": rule]
      let id = try await client.create(["state": "live", "to": audience])
      let before = try await client.put("/messages/\(id)", message(["state": "live"]))
      #expect(before.status == 200)
      _ = try await client.put("/messages/\(id)", message(["state": "live", "to": audience]))
      try await sandbox.store.evaluate(at: clock.now)
      let wider = try await client.put("/messages/\(id)", message(["state": "live"]))
      #expect(wider.status == 422)
      #expect(try wider.problems == ["data_invalid to.audience"])

      let reordered: JSONValue = [
        "audience": [
          "value": "pro", "comparison": "eq", "type": "string", "attribute": "plan",
        ],
        "type": "audience",
      ]
      let copy = try await client.put(
        "/messages/\(id)", message(["state": "paused", "body": "b", "to": reordered]))
      #expect(copy.status == 200)
    }
  }

  @Test("the first impression is noted, and makes a change that did not know of it fail")
  func impressions() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { sandbox, client in
      let id = try await client.create(["state": "live"])
      let number = try #require(Int64(id))
      try await sandbox.store.recordImpression(messageID: number, at: clock.now)
      let shown = try await client.get("/messages/\(id)")
      #expect(try shown.json["shown_at"] == .integer(clock.now))
      #expect(try await client.delete("/messages/\(id)", ifMatch: "\"1\"").status == 412)
      try await sandbox.store.recordImpression(messageID: number, at: clock.now + 60)
      #expect(try await client.get("/messages/\(id)").body == shown.body)
    }
  }
}
