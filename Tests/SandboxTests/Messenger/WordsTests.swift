import JSON
import Sandbox
import Testing

@Suite struct `Copy that is shown` {
  static let texts: [(text: String, filled: String)] = [
    (#"Hi {{first_name | fallback: "there"}}"#, "Hi Ada"),
    ("{{last_name}}/{{name}}", "Byron King/Ada Byron King"),
    ("{{seats}} {{health}} {{is_admin}} {{renews_on}}", "3 1.5 true 2027-01-15"),
    (#"{{ phone|fallback:'none' }}{{phone}}"#, "none"),
    ("{{company.name}}: {{company.size}}", "Acme: 12"),
    ("{{{{name}} }} {{", "{{name}} }} {{"),
    (#"{{name | filter}} {{ a b }} {{first_name}"#, #"{{name | filter}} {{ a b }} {{first_name}"#),
    (#"{{nothing | fallback: "}}"}}!"#, "}}!"),
  ]

  @Test(arguments: texts)
  func `is filled with what is known of the person`(text: String, filled: String) async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("seats", "integer")
      try await client.makeAttribute("health", "float")
      try await client.makeAttribute("is_admin", "boolean")
      try await client.makeAttribute("renews_on", "date")
      let page = try await client.person(
        "a",
        [
          "name": "Ada Byron King",
          "custom_attributes": [
            "seats": 3, "health": 1.5, "is_admin": true, "renews_on": 1_800_000_000,
          ],
        ])
      _ = try await client.json("/companies", #"{"company_id":"c","name":"Acme","size":12}"#)
      _ = try await client.json("/contacts/1/companies", #"{"id":"1"}"#)
      _ = try await client.live(["body": .string(text)])
      let shown = try await page.ask().json["messages"]?.array
      #expect(shown?.first?["body"] == .string(filled))
    }
  }

  @Test func `keeps what people say of themselves from becoming another address`() async throws {
    try await withSandbox { _, client in
      let hostile = #"javascript:alert("1")//?&#<"#
      let page = try await client.person("a", ["name": .string(hostile)])
      _ = try await client.live([
        "body": "{{name}}", "cta": ["label": "Go", "url": "{{name}}"],
      ])
      let shown = try #require(try await page.ask().json["messages"]?.array?.first)
      #expect(shown["body"] == .string(hostile))
      #expect(
        shown["cta"]?["url"] == "javascript%3Aalert%28%221%22%29%2F%2F%3F%26%23%3C")
    }
  }
}
