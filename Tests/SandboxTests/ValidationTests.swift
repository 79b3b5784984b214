import JSON
import Sandbox
import Testing

/// One thing that is wrong with an otherwise good message.
struct Mistake: Sendable, CustomTestStringConvertible {
  let fields: [String: JSONValue?]
  let problems: [String]

  init(_ fields: [String: JSONValue?], _ problems: String...) {
    self.fields = fields
    self.problems = problems
  }

  var testDescription: String { "\(problems) for \(fields.keys.sorted())" }
}

@Suite struct ValidationTests {
  @Test("what is malformed is 400, with the field", arguments: malformed)
  func isMalformed(mistake: Mistake) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/messages", message(mistake.fields))
      #expect(answer.status == 400)
      #expect(try answer.problems == mistake.problems.map { "parameter_invalid \($0)" })
    }
  }

  @Test("what cannot be is 422, with the field", arguments: wrong)
  func isWrong(mistake: Mistake) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/messages", message(mistake.fields))
      #expect(answer.status == 422)
      #expect(try answer.problems == mistake.problems.map { "data_invalid \($0)" })
    }
  }

  @Test("what is missing is 422, with the field", arguments: missing)
  func isMissing(mistake: Mistake) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/messages", message(mistake.fields))
      #expect(answer.status == 422)
      #expect(try answer.problems == mistake.problems.map { "parameter_not_found \($0)" })
    }
  }

  @Test("a refused replacement leaves the message as it was")
  func refusedReplacement() async throws {
    try await withSandbox { _, client in
      let before = try await client.get("/messages/1").body
      let answer = try await client.put("/messages/1", message(["body": 1]))
      #expect(answer.status == 400)
      #expect(try await client.get("/messages/1").body == before)
    }
  }

  @Test("a replacement of what is gone is 404, whatever it lacks")
  func replacementOfNothing() async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      #expect(try await client.delete("/messages/\(id)").status == 200)
      for body in ["{}", message(["body": 1]), "[]"] {
        #expect(try await client.put("/messages/\(id)", body).status == 404)
      }
    }
  }

  @Test("lines and tabs are kept where people read them")
  func layout() async throws {
    try await withSandbox { _, client in
      let id = try await client.create(["body": "a\n\tb"])
      #expect(try await client.get("/messages/\(id)").json["body"] == "a\n\tb")
    }
  }

  @Test("metadata of 64 KiB is kept, and one byte more is refused")
  func metadataLimit() async throws {
    try await withSandbox { _, client in
      func metadata(bytes: Int) -> JSONValue {
        ["k": .string(String(repeating: "x", count: bytes - #"{"k":""}"#.utf8.count))]
      }
      let kept = try await client.post("/messages", message(["metadata": metadata(bytes: 65_536)]))
      #expect(kept.status == 200)
      let refused = try await client.post(
        "/messages", message(["metadata": metadata(bytes: 65_537)]))
      #expect(refused.status == 422)
      #expect(try refused.problems == ["data_invalid metadata"])
    }
  }
}

// MARK: - Mistakes

private func rule(_ rule: JSONValue) -> [String: JSONValue?] {
  ["to": ["type": "audience", "audience": rule]]
}

private func reply(_ reply: JSONValue) -> [String: JSONValue?] {
  bot(["start": "a", "steps": [["id": "a", "say": "s", "replies": [reply]]]])
}

private func bot(_ bot: JSONValue) -> [String: JSONValue?] {
  ["format": "bot", "body": .some(nil), "bot": bot]
}

private let malformed: [Mistake] = [
  Mistake(["body": 1], "body"),
  Mistake(["bodi": "x"], "bodi"),
  Mistake(["format": true], "format"),
  Mistake(["name": []], "name"),
  Mistake(["external_id": 7], "external_id"),
  Mistake(["from": "ana"], "from"),
  Mistake(["from": ["type": "admin", "id": "5001", "name": "x"]], "from.name"),
  Mistake(["to": []], "to"),
  Mistake(["cta": "x"], "cta"),
  Mistake(["metadata": []], "metadata"),
  Mistake(["tags": "x"], "tags"),
  Mistake(["tags": [1]], "tags.0"),
  Mistake(["display": ["pages": [nil]]], "display.pages.0"),
  Mistake(
    ["display": ["trigger": ["type": "page_load", "seconds": 1]]], "display.trigger.seconds"),
  Mistake(
    ["display": ["trigger": ["type": "delay", "seconds": 1.5]]], "display.trigger.seconds"),
  Mistake(["schedule": ["starts_at": "2026-12-01"]], "schedule.starts_at"),
  Mistake(reply(["label": "l", "end": 1]), "bot.steps.0.replies.0.end"),
  Mistake(rule(["everyone": true, "x": 1]), "to.audience.x"),
  Mistake(rule(["all": [1]]), "to.audience.all.0"),
]

private let wrong: [Mistake] = [
  Mistake(["format": "banner"], "format"),
  Mistake(["state": "sent"], "state"),
  Mistake(["message_type": "email"], "message_type"),
  Mistake(["body": "  "], "body"),
  Mistake(["body": "a\u{0}b"], "body"),
  Mistake(["body": "a\u{1B}[31mb"], "body"),
  Mistake(["body": "a\u{7F}b"], "body"),
  Mistake(["body": "a\r\nb"], "body"),
  Mistake(["cta": ["label": "a\u{8}", "url": "/u"]], "cta.label"),
  Mistake(["cta": ["label": "l", "url": "/u\n"]], "cta.url"),
  Mistake(["name": "a\nb"], "name"),
  Mistake(["tags": ["a\tb"]], "tags.0"),
  Mistake(["display": ["pages": ["/a\u{1}"]]], "display.pages.0"),
  Mistake(["goal": ["event": "a\nb"]], "goal.event"),
  Mistake(reply(["label": "a\u{7}", "end": true]), "bot.steps.0.replies.0.label"),
  Mistake(["external_id": ""], "external_id"),
  Mistake(["external_id": "a\u{7}"], "external_id"),
  Mistake(["external_id": .string(String(repeating: "x", count: 256))], "external_id"),
  Mistake(["title": "t"], "title"),
  Mistake(["format": "tooltip", "image_url": "/a.png", "display": ["anchor": "a"]], "image_url"),
  Mistake(["bot": ["start": "a", "steps": [["id": "a", "say": "s"]]]], "bot"),
  Mistake(["from": ["type": "admin", "id": "9"]], "from.id"),
  Mistake(["from": ["type": "user", "id": "5001"]], "from.type"),
  Mistake(["cta": ["label": "l", "url": " JavaScript:alert(1)"]], "cta.url"),
  Mistake(["display": ["anchor": "#x"]], "display.anchor"),
  Mistake(["display": ["frequency": "always"]], "display.frequency"),
  Mistake(
    ["display": ["trigger": ["type": "event", "event": "e"]]], "display.trigger.type"),
  Mistake(
    ["display": ["trigger": ["type": "delay", "seconds": -1]]], "display.trigger.seconds"),
  Mistake(["schedule": ["starts_at": 20, "ends_at": 20]], "schedule.ends_at"),
  Mistake(["schedule": ["starts_at": -1]], "schedule.starts_at"),
  Mistake(["schedule": ["time_zone": "../../etc/passwd"]], "schedule.time_zone"),
  Mistake(["schedule": ["time_zone": "new york"]], "schedule.time_zone"),
  Mistake(["schedule": ["time_zone": "EST"]], "schedule.time_zone"),
  Mistake(["schedule": ["time_zone": "Mars/Olympus"]], "schedule.time_zone"),
  Mistake(["goal": ["event": "e", "within": ["amount": 1, "unit": "year"]]], "goal.within.unit"),
  Mistake(["tags": ["a", ""]], "tags.1"),
  Mistake(bot(["start": "x", "steps": [["id": "a", "say": "s"]]]), "bot.start"),
  Mistake(
    bot(["start": "a", "steps": [["id": "a", "say": "s"], ["id": "a", "say": "s"]]]),
    "bot.steps.1.id"),
  Mistake(reply(["label": "l", "next": "b"]), "bot.steps.0.replies.0.next"),
  Mistake(reply(["label": "l"]), "bot.steps.0.replies.0"),
  Mistake(reply(["label": "l", "url": "/u", "end": true]), "bot.steps.0.replies.0"),
  Mistake(rule([:]), "to.audience"),
  Mistake(rule(["all": []]), "to.audience.all"),
  Mistake(
    rule(["attribute": "a", "type": "string", "comparison": "like", "value": "x"]),
    "to.audience.comparison"),
  Mistake(rule(["any": [["newsfeed": "n"]]]), "to.audience.any.0.newsfeed"),
  Mistake(rule(["company": ["event": "e"]]), "to.audience.company.event"),
]

private let missing: [Mistake] = [
  Mistake(["format": .some(nil)], "format"),
  Mistake(["body": .some(nil)], "body"),
  Mistake(["from": .some(nil)], "from"),
  Mistake(["from": ["type": "admin"]], "from.id"),
  Mistake(["to": .some(nil)], "to"),
  Mistake(["to": ["type": "audience"]], "to.audience"),
  Mistake(["cta": ["label": "l"]], "cta.url"),
  Mistake(["goal": ["within": ["amount": 1, "unit": "day"]]], "goal.event"),
  Mistake(["format": "tooltip"], "display.anchor"),
  Mistake(["format": "bot", "body": .some(nil)], "bot"),
  Mistake(["display": ["trigger": ["type": "delay"]]], "display.trigger.seconds"),
  Mistake(
    rule(["attribute": "a", "type": "number", "comparison": "gt"]), "to.audience.value"),
]
