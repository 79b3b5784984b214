import JSON
import Sandbox
import TestSupport
import Testing

@Suite struct `A body that nobody would write` {
  /// A route, and a body that it takes.
  static let requests: [(method: String, path: String, body: JSONValue)] = [
    (
      "POST", "/contacts",
      [
        "email": "a@acme.test", "external_id": "u", "role": "user", "signed_up_at": 1,
        "owner_id": "5001", "unsubscribed_from_emails": true,
        "custom_attributes": ["plan": "pro", "seats": 3, "score": 1.5, "renews_at": 1],
      ]
    ),
    (
      "PUT", "/contacts/1",
      ["name": "Jo", "email_verified": true, "email": "b@acme.test", "custom_attributes": [:]]
    ),
    (
      "POST", "/events",
      [
        "event_name": "e", "created_at": 1, "user_id": "u1",
        "metadata": ["a": 1, "b": ["url": "u", "value": "v"]],
      ]
    ),
    (
      "POST", "/data_attributes",
      [
        "name": "n", "model": "contact", "data_type": "options", "description": "d",
        "options": [["value": "a"], ["value": "b"]], "messenger_writable": false,
      ]
    ),
    ("PUT", "/data_attributes/1", ["archived": false, "options": [["value": "a"]]]),
    (
      "POST", "/tags",
      ["name": "t", "id": "1", "users": [["id": "1", "untag": true]], "companies": [["id": "1"]]]
    ),
    ("POST", "/contacts/1/tags", ["id": "1"]),
    ("POST", "/contacts/1/companies", ["id": "1"]),
    (
      "POST", "/contacts/search",
      [
        "query": [
          "operator": "AND",
          "value": [
            ["field": "name", "operator": "~", "value": "a"],
            ["field": "custom_attributes.score", "operator": "IN", "value": [1.5, 2]],
            ["field": "created_at", "operator": ">", "value": "1306054154"],
          ],
        ], "sort": ["field": "name", "order": "ascending"],
        "pagination": ["per_page": 5, "starting_after": .null],
      ]
    ),
    (
      "POST", "/messages/reach",
      [
        "audience": [
          "all": [
            ["attribute": "plan", "type": "string", "comparison": "in", "value": ["a", "b"]],
            [
              "event": "e", "type": "last", "comparison": "less_than",
              "value": ["amount": 3, "unit": "day"], "within": ["amount": 9, "unit": "week"],
            ], ["not": ["tag": "t", "type": "membership", "comparison": "has"]],
          ]
        ]
      ]
    ),
    (
      "POST", "/companies",
      [
        "company_id": "c", "name": "n", "size": 3, "monthly_spend": 1.5, "remote_created_at": 1,
        "custom_attributes": ["tier": "x"], "update_last_request_at": true,
      ]
    ),
  ]

  @Test(arguments: requests.indices)
  func `is answered, and never with a failure of the server`(index: Int) async throws {
    let request = Self.requests[index]
    let seed = TestSeed.fixed(UInt64(index))
    var random = SeededRandom(seed: seed)
    try await withSandbox(rateLimit: 1_000_000) { _, client in
      for (name, type) in [
        ("plan", "string"), ("seats", "integer"), ("score", "float"), ("renews_at", "date"),
      ] { try await client.makeAttribute(name, type) }
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      for _ in 0..<120 {
        let body = spoiled(request.body, &random).compactText
        let answer = try await client.send(request.method, request.path, body: body)
        #expect(answer.status < 500, "seed \(seed): \(body.prefix(500)) → \(answer.body)")
        if answer.status >= 400 {
          #expect(try !answer.problems.isEmpty, "seed \(seed): \(body.prefix(500))")
        }
      }
      // It still knows what it knew, and says so.
      #expect(try await client.get("/contacts").status == 200)
      #expect(try await client.get("/companies").status == 200)
      #expect(try await client.get("/events?type=user&user_id=u1").status == 200)
    }
  }

  /// The value with some part of it replaced, taken away or added to.
  private func spoiled(_ value: JSONValue, _ random: inout SeededRandom) -> JSONValue {
    if random.once(in: 6) { return random.pick(Self.strange) }
    switch value {
    case .object(let object):
      var members = object.members
      if random.once(in: 8) || members.isEmpty {
        members.append(JSONObject.Member(random.pick(Self.names), random.pick(Self.strange)))
        return .object(JSONObject(members))
      }
      let index = random.roll(members.count)
      if random.once(in: 5) {
        members.remove(at: index)
      } else {
        members[index].value = spoiled(members[index].value, &random)
      }
      return .object(JSONObject(members))
    case .array(var elements):
      guard !elements.isEmpty else { return [random.pick(Self.strange)] }
      let index = random.roll(elements.count)
      elements[index] = spoiled(elements[index], &random)
      return .array(elements)
    case .null, .boolean, .integer, .number, .string: return random.pick(Self.strange)
    }
  }

  private static let names = ["x", "", "id\"; DROP TABLE contacts; --", "ключ", "$ref"]

  private static let strange: [JSONValue] = [
    .null, true, false, 0, -1, 1, .integer(.max), .integer(.min), 1.5, -0.0, 1e308, -1e308, 5e-324,
    9_223_372_036_854_775_808.0, "", " ", "\n", "a\u{0}b", "\u{7F}", "'; DROP TABLE contacts; --",
    "\u{1F600}", "e\u{301}", "\u{FFFF}", "\u{10FFFF}", "%", "*", "1", "-1",
    "99999999999999999999999", .string(String(repeating: "x", count: 70_000)), [], [[]], [.null],
    [:], ["id": .null], ["id": "1"], ["value": "a"], ["a": ["b": ["c": []]]],
  ]
}
