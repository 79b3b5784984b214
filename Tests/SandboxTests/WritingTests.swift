import JSON
import Sandbox
import Testing

@Suite struct WritingTests {
  @Test("what is left out of a message has its default")
  func defaults() async throws {
    try await withSandbox { _, client in
      let json = try await client.post("/messages", message()).json
      #expect(json["external_id"] == .null)
      #expect(json["name"] == .null)
      #expect(json["state"] == "draft")
      #expect(json["cta"] == .null)
      #expect(
        json["display"] == [
          "trigger": ["type": "page_load"], "pages": [], "frequency": "show_once",
          "anchor": nil, "placement": nil,
        ])
      #expect(
        json["schedule"] == ["send": "once", "starts_at": nil, "ends_at": nil, "time_zone": nil])
      #expect(json["goal"] == .null)
      #expect(json["tags"] == [])
      #expect(json["metadata"] == [:])
      #expect(json["updated_by"] == ["type": "admin", "id": "5001"])
    }
  }

  @Test("each format is kept as it was sent", arguments: examples)
  func formats(example: [String: JSONValue]) async throws {
    try await withSandbox { _, client in
      let id = try await client.create(example.mapValues(Optional.some))
      let json = try await client.get("/messages/\(id)").json
      for (name, value) in example { #expect(json[name] == value) }
    }
  }

  @Test("metadata and the audience are kept byte by byte, but for the space between tokens")
  func verbatim() async throws {
    try await withSandbox { _, client in
      let metadata = #"{"n":1.50,"big":123456789012345678901234567890,"\u0061":"\u00e9 \" , }"}"#
      let audience = #"{"value":1.0,"comparison":"gt","type":"number","attribute":"s\u0065ats"}"#
      let body = """
        { "format":"chat", "body":"x", "from":{"id":5001,"type":"admin"},
          "to":{"type":"audience", "audience" : \(audience)}, "metad\\u0061ta" : \(metadata) }
        """
      let answer = try await client.post("/messages", body)
      #expect(answer.status == 200)
      #expect(answer.body.contains(#""metadata":\#(metadata)"#))
      #expect(answer.body.contains(#""audience":\#(audience)"#))
    }
  }

  @Test("a replaced message has nothing left of what the replacement leaves out")
  func replacementIsWhole() async throws {
    try await withSandbox { _, client in
      let id = try await client.create([
        "external_id": "acme/a", "name": "n", "state": "paused", "tags": ["t"],
        "metadata": ["a": 1], "cta": ["label": "l", "url": "/u"], "goal": ["event": "e"],
      ])
      let created = try await client.get("/messages/\(await client.create())").json
      let replaced = try await client.put("/messages/\(id)", message()).json
      for name in [
        "external_id", "name", "state", "tags", "metadata", "cta", "goal", "display", "schedule",
      ] {
        #expect(replaced[name] == created[name])
      }
    }
  }

  @Test("a change raises the version and says when and by whom; repeating it changes nothing")
  func versions() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.create()
      clock.advance(60)
      let changed = try await client.put("/messages/\(id)", message(["name": "n"]))
      #expect(changed.headers["etag"] == "\"2\"")
      #expect(try changed.json["version"] == 2)
      #expect(try changed.json["updated_at"] == .integer(clock.now))
      #expect(try changed.json["created_at"] == .integer(clock.now - 60))
      clock.advance(60)
      let repeated = try await client.put("/messages/\(id)", message(["name": "n"]))
      #expect(repeated.body == changed.body)
    }
  }

  @Test(
    "the version of the content grows when what people see changes, and only then",
    arguments: [
      (["name": "n"], 1), (["state": "paused"], 1), (["metadata": ["a": 1]], 1),
      (["tags": ["t"]], 1), (["body": "Good-bye."], 2), (["cta": ["label": "l", "url": "u"]], 2),
      (["format": "post"], 2), (["format": "post", "title": "t"], 2),
    ] as [([String: JSONValue], Int64)])
  func contentVersion(change: [String: JSONValue], expected: Int64) async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      let body = message(change.mapValues(Optional.some))
      let changed = try await client.put("/messages/\(id)", body).json
      #expect(changed["version"] == 2)
      #expect(changed["content_version"] == .integer(expected))
    }
  }

  @Test("copy that differs in its Unicode form alone is a change")
  func unicodeForms() async throws {
    try await withSandbox { _, client in
      let id = try await client.create(["body": "caf\u{E9}"])
      let changed = try await client.put("/messages/\(id)", message(["body": "cafe\u{301}"]))
      #expect(try changed.json["version"] == 2)
    }
  }

  @Test("what was read can be sent back as it is")
  func roundTrip() async throws {
    try await withSandbox { _, client in
      let read = try await client.get("/messages/1")
      let sent = try await client.put("/messages/1", read.body, ifMatch: read.headers["etag"])
      #expect(sent.body == read.body)
    }
  }

  @Test("a deleted message is gone, and deleting it again is 404")
  func deletion() async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      let deleted = try await client.delete("/messages/\(id)", ifMatch: "\"1\"")
      #expect(try deleted.json == ["id": .string(id), "object": "message", "deleted": true])
      #expect(try await client.delete("/messages/\(id)").status == 404)
      #expect(try await client.get("/messages/\(id)").status == 404)
    }
  }

  @Test("an external id is one message's: another that asks for it is told whose")
  func externalIDs() async throws {
    try await withSandbox { _, client in
      let holder = try await client.create(["external_id": "acme/a"])
      let other = try await client.create(["external_id": "acme/b"])
      let taken = message(["external_id": "acme/a"])
      for answer in [
        try await client.post("/messages", taken),
        try await client.put("/messages/\(other)", taken),
      ] {
        #expect(answer.status == 409)
        #expect(try answer.problems == ["conflict external_id"])
        #expect(try answer.json["errors"]?.array?.first?["id"] == .string(holder))
      }
      _ = try await client.delete("/messages/\(holder)")
      #expect(try await client.post("/messages", taken).status == 200)
    }
  }

  private static let examples: [[String: JSONValue]] = [
    [
      "external_id": "acme/chat", "name": "A chat", "format": "chat", "state": "live",
      "cta": ["label": "Export", "url": "https://acme.test/x"],
      "display": [
        "trigger": ["type": "delay", "seconds": 8], "pages": ["/reports/*", "/exports"],
        "frequency": "show_until_dismissed", "anchor": nil, "placement": nil,
      ],
      "schedule": [
        "send": "once", "starts_at": 1_800_000_000, "ends_at": 1_800_086_400,
        "time_zone": "America/Argentina/Buenos_Aires",
      ],
      "goal": ["event": "csv_exported", "within": ["amount": 14, "unit": "day"]],
      "tags": ["exports", "launch"],
    ],
    ["format": "post", "title": "News", "image_url": "https://acme.test/a.png", "body": "b"],
    [
      "format": "tooltip", "body": "b",
      "display": [
        "trigger": ["type": "event", "event": "opened"], "pages": [], "frequency": "show_once",
        "anchor": "#export", "placement": "left",
      ],
      "schedule": ["send": "ongoing", "starts_at": nil, "ends_at": nil, "time_zone": nil],
    ],
    [
      "format": "bot", "body": nil,
      "bot": [
        "start": "a",
        "steps": [
          [
            "id": "a", "say": "Hi",
            "replies": [
              ["label": "Go", "next": "b"], ["label": "Read", "url": "/docs"],
              ["label": "No", "end": true],
            ],
          ],
          ["id": "b", "say": "Bye", "replies": []],
        ],
      ],
    ],
  ]
}
