import JSON
import Sandbox
import Testing

@Suite struct `A search of contacts` {
  static let comparisons: [(filter: String, found: Set<String>)] = [
    (#""name","operator":"=","value":"Zoë""#, ["a"]),
    (#""name","operator":"=","value":"zoë""#, []),
    (#""name","operator":"=","value":"Zoe\u0308""#, []),
    (#""name","operator":"!=","value":"Zoë""#, ["b", "c", "d"]),
    (#""name","operator":"IN","value":["Zoë","Bo"]"#, ["a", "b"]),
    (#""name","operator":"NIN","value":["Zoë","Bo"]"#, ["c", "d"]),
    (#""name","operator":"~","value":"OË""#, ["a"]),
    (#""name","operator":"!~","value":"o""#, ["c", "d"]),
    (#""name","operator":"^","value":"b""#, ["b"]),
    (#""name","operator":"$","value":"%""#, ["c"]),
    (#""name","operator":"=","value":null"#, ["d"]),
    (#""name","operator":"!=","value":null"#, ["a", "b", "c"]),
    (#""email_domain","operator":"=","value":"acme.test""#, ["a", "b"]),
    (#""role","operator":"=","value":"lead""#, ["d"]),
    (#""id","operator":"=","value":"2""#, ["b"]),
    (#""id","operator":"NIN","value":[1,"2","x"]"#, ["c", "d"]),
    (#""id","operator":"=","value":"x""#, []),
    (#""browser_version","operator":"=","value":"1""#, []),
    (#""browser_version","operator":"!=","value":"1""#, ["a", "b", "c", "d"]),
    (#""custom_attributes.seats","operator":"=","value":3"#, ["a"]),
    (#""custom_attributes.seats","operator":"!=","value":"3""#, ["b", "c", "d"]),
    (#""custom_attributes.seats","operator":">","value":3"#, ["b"]),
    (#""custom_attributes.seats","operator":">=","value":3"#, ["a", "b"]),
    (#""custom_attributes.seats","operator":"<","value":5"#, ["a"]),
    (#""custom_attributes.seats","operator":"<=","value":5"#, ["a", "b"]),
    (#""custom_attributes.seats","operator":"IN","value":[3,4]"#, ["a"]),
    (#""custom_attributes.seats","operator":"NIN","value":[3,4]"#, ["b", "c", "d"]),
    (#""custom_attributes.beta","operator":"=","value":true"#, ["a"]),
    (#""custom_attributes.beta","operator":"!=","value":"true""#, ["b", "c", "d"]),
    (#""custom_attributes.beta","operator":"=","value":0"#, ["b"]),
    (#""custom_attributes.beta","operator":"IN","value":[true,false]"#, ["a", "b"]),
    (#""custom_attributes.beta","operator":"NIN","value":[false]"#, ["a", "c", "d"]),
    (#""tag_id","operator":"=","value":"1""#, ["a", "c"]),
    (#""tag_id","operator":"!=","value":1"#, ["b", "d"]),
    (#""tag_id","operator":"=","value":"77""#, []),
    (#""segment_id","operator":"=","value":"2""#, ["a"]),
    (#""segment_id","operator":"!=","value":"2""#, ["b", "c", "d"]),
  ]

  @Test func `compares each type in its own way, and takes the unknown for what is not`()
    async throws
  {
    try await withPeople { client in
      for (filter, expected) in Self.comparisons {
        let found = try await client.found(#"{"query":{"field":\#(filter)}}"#)
        #expect(found == expected, "\(filter)")
      }
    }
  }

  @Test(
    arguments: [
      // 2027-03-14 is a day of 23 hours in New York: 05:00 to 04:00 UTC.
      ("=", 1_804_993_200, ["c"]), ("=", 1_805_000_000, ["c"]), ("<", 1_805_000_000, ["b"]),
      (">", 1_805_000_000, ["d"]), ("=", 1_804_993_199, ["b"]), (">", 1_804_993_199, ["c", "d"]),
    ] as [(String, Int64, Set<String>)])
  func `compares times by the days of the workspace's zone`(
    comparison: String, time: Int64, expected: Set<String>
  ) async throws {
    try await withSandbox { _, client in
      for (name, signedUp) in [("b", 1_804_999_999), ("c", 1_805_000_400), ("d", 1_805_083_200)] {
        _ = try await client.json(
          "/contacts", #"{"external_id":"\#(name)","signed_up_at":\#(signedUp)}"#)
      }
      _ = try await client.json("/contacts", #"{"external_id":"unknown"}"#)
      let day: Int64 = 1_805_000_400
      let shifted = time - 1_804_993_200 + day
      for value in ["\(shifted)", "\"\(shifted)\""] {
        let found = try await client.found(
          #"{"query":{"field":"signed_up_at","operator":"\#(comparison)","value":\#(value)}}"#)
        #expect(found == expected)
      }
    }
  }

  @Test func `joins filters, two levels deep`() async throws {
    try await withPeople { client in
      let found = try await client.found(
        """
        {"query":{"operator":"AND","value":[
          {"operator":"OR","value":[
            {"field":"name","operator":"=","value":"Zoë"},
            {"field":"name","operator":"=","value":"Bo"}]},
          {"operator":"OR","value":[
            {"field":"custom_attributes.seats","operator":">","value":4},
            {"field":"role","operator":"=","value":"lead"}]}]}}
        """)
      #expect(found == ["b"])
    }
  }

  @Test(arguments: ["ascending", "descending"], ["name", "custom_attributes.seats", "created_at"])
  func `is read page by page in its order, the unknown too`(
    order: String, field: String
  ) async throws {
    try await withPeople { client in
      let rest =
        #""query":{"field":"id","operator":"!=","value":"99"},"sort":{"field":"\#(field)","order":"\#(order)"}"#
      let whole = try await client.json("/contacts/search", "{\(rest)}")
      let expected = whole["data"]?.array?.map { $0["id"] } ?? []
      #expect(expected.count == 4)
      var found: [JSONValue?] = []
      var cursor = "null"
      while true {
        let page = try await client.json(
          "/contacts/search", #"{\#(rest),"pagination":{"per_page":1,"starting_after":\#(cursor)}}"#
        )
        found += page["data"]?.array?.map { $0["id"] } ?? []
        #expect(page["total_count"] == 4)
        guard let next = page["pages"]?["next"]?["starting_after"] else { break }
        cursor = next.compactText
      }
      #expect(found == expected)
    }
  }

  @Test func `puts the newest first unless it is told otherwise`() async throws {
    try await withPeople { client in
      let query = #""query":{"field":"role","operator":"=","value":"user"}"#
      let newest = try await client.json("/contacts/search", "{\(query)}")
      #expect(newest["data"]?.array?.map { $0["external_id"] } == ["c", "b", "a"])
      let oldest = try await client.json(
        "/contacts/search", #"{\#(query),"sort":{"field":"created_at","order":"ascending"}}"#)
      #expect(oldest["data"]?.array?.map { $0["external_id"] } == ["a", "b", "c"])
    }
  }

  static let mistakes: [(body: String, problem: String)] = [
    ("{}", "parameter_invalid query"),
    (#"{"query":[]}"#, "parameter_invalid query"),
    (#"{"query":{}}"#, "parameter_invalid query.operator"),
    (#"{"query":{"operator":"AND","value":[]}}"#, "parameter_invalid query.value"),
    (#"{"query":{"operator":"XOR","value":[]}}"#, "parameter_invalid query.field"),
    (#"{"query":{"field":"name","operator":"=="}}"#, "parameter_invalid query.operator"),
    (#"{"query":{"field":"name","operator":"="}}"#, "parameter_invalid query.value"),
    (#"{"query":{"field":"nmae","operator":"=","value":"x"}}"#, "parameter_invalid query.field"),
    (#"{"query":{"field":"plan","operator":"=","value":"x"}}"#, "parameter_invalid query.field"),
    (#"{"query":{"field":"name","operator":">","value":"x"}}"#, "parameter_invalid query.operator"),
    (#"{"query":{"field":"name","operator":"=","value":["x"]}}"#, "parameter_invalid query.value"),
    (#"{"query":{"field":"name","operator":"IN","value":"x"}}"#, "parameter_invalid query.value"),
    (#"{"query":{"field":"name","operator":"IN","value":[]}}"#, "parameter_invalid query.value"),
    (#"{"query":{"field":"name","operator":"~","value":null}}"#, "parameter_invalid query.value"),
    (
      #"{"query":{"field":"created_at","operator":"!=","value":1}}"#,
      "parameter_invalid query.operator"
    ),
    (
      #"{"query":{"field":"created_at","operator":">","value":"foorbar"}}"#,
      "parameter_invalid query.value"
    ),
    (
      #"{"query":{"field":"tag_id","operator":"IN","value":["1"]}}"#,
      "parameter_invalid query.operator"
    ),
    (
      #"{"query":{"field":"custom_attributes.seats","operator":"=","value":"many"}}"#,
      "parameter_invalid query.value"
    ),
    (
      #"{"query":{"operator":"AND","value":[{"operator":"AND","value":[{"operator":"AND","value":[]}]}]}}"#,
      "parameter_invalid query.value.0.value.0"
    ),
    (
      #"{"query":{"field":"id","operator":"=","value":"1"},"sort":{"order":"desc"}}"#,
      "invalid_sort_order sort.order"
    ),
    (
      #"{"query":{"field":"id","operator":"=","value":"1"},"sort":{"field":"tag_id"}}"#,
      "parameter_invalid sort.field"
    ),
    (
      #"{"query":{"field":"id","operator":"=","value":"1"},"pagination":{"starting_after":"x"}}"#,
      "parameter_invalid pagination.starting_after"
    ),
  ]

  @Test func `is refused with the part that is wrong`() async throws {
    try await withPeople { client in
      for (body, problem) in Self.mistakes {
        let answer = try await client.post("/contacts/search", body)
        #expect(answer.status == 400, "\(body)")
        let problems = try answer.problems
        #expect(problems == [problem], "\(body)")
      }
    }
  }

  @Test(arguments: [(15, 200), (16, 400)])
  func `has fifteen filters in a group at most`(count: Int, status: Int) async throws {
    try await withSandbox { _, client in
      let filter = #"{"field":"name","operator":"=","value":"x"}"#
      let filters = repeatElement(filter, count: count).joined(separator: ",")
      let answer = try await client.post(
        "/contacts/search", #"{"query":{"operator":"OR","value":[\#(filters)]}}"#)
      #expect(answer.status == status)
    }
  }

  /// a and b have attributes and seats, a and c a tag; of d, a lead, nothing is known.
  private func withPeople(_ body: (Client) async throws -> Void) async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock, rateLimit: 1_000_000) { _, client in
      try await client.makeAttribute("seats", "integer")
      try await client.makeAttribute("beta", "boolean")
      let now = clock.now
      for contact in [
        #"{"external_id":"a","name":"Zoë","email":"z@acme.test","last_seen_at":\#(now),"custom_attributes":{"seats":3,"beta":true}}"#,
        #"{"external_id":"b","name":"Bo","email":"b@acme.test","custom_attributes":{"seats":5,"beta":false}}"#,
        #"{"external_id":"c","name":"100%"}"#,
        #"{"role":"lead","external_id":"d","last_seen_at":\#(now)}"#,
      ] {
        clock.advance(1)
        _ = try await client.json("/contacts", contact)
      }
      _ = try await client.json("/tags", #"{"name":"beta","users":[{"id":1},{"id":3}]}"#)
      try await body(client)
    }
  }
}

extension Client {
  /// The external ids of those whom a search finds.
  fileprivate func found(_ body: String) async throws -> Set<String> {
    let list = try await json("/contacts/search", body)
    let names = (list["data"]?.array ?? []).compactMap { $0["external_id"]?.string }
    try #require(list["total_count"] == .integer(Int64(names.count)))
    return Set(names)
  }
}
