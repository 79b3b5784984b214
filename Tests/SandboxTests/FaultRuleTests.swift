import Sandbox
import Testing

@Suite("A fault's rule")
struct FaultRuleTests {
  static let rules: [(String, FaultRule)] = [
    ("drop", FaultRule(.drop)),
    ("  DROP   late ", FaultRule(.drop, isLate: true)),
    ("delay 200ms", FaultRule(.delay(200...200))),
    ("delay 50ms-2s", FaultRule(.delay(50...2_000))),
    ("delay 600s", FaultRule(.delay(600_000...600_000))),
    ("429", FaultRule(.tooManyRequests(resetsIn: 1))),
    ("429 30s", FaultRule(.tooManyRequests(resetsIn: 30))),
    ("429 1500ms", FaultRule(.tooManyRequests(resetsIn: 2))),
    ("503", FaultRule(.unavailable(retryAfter: nil))),
    ("503 2s first 3", FaultRule(.unavailable(retryAfter: 2), limit: 3)),
    ("500 late POST put", FaultRule(.failure, isLate: true, methods: ["POST", "PUT"])),
    (
      "truncate GET /messages 5%",
      FaultRule(
        .truncate, methods: ["GET"], path: FaultPath("/messages"), chance: 0.05)
    ),
    (
      "garbage 0.5% /messages/*",
      FaultRule(
        .garbage, path: FaultPath("/messages/*"), chance: 0.005)
    ),
    ("drop /* after 2 first 1", FaultRule(.drop, path: FaultPath("/*"), passing: 2, limit: 1)),
    ("drop /messages/17", FaultRule(.drop, path: FaultPath("/messages/17"))),
    ("drop /messages/1*", FaultRule(.drop, path: FaultPath("/messages/1*"))),
    ("drop /m*", FaultRule(.drop, path: FaultPath("/m*"))),
    ("drop /contacts/1/tags/2", FaultRule(.drop, path: FaultPath("/contacts/1/tags/2"))),
    ("drop /contacts/1/t*", FaultRule(.drop, path: FaultPath("/contacts/1/t*"))),
  ]

  @Test("is read word by word", arguments: rules)
  func reading(text: String, rule: FaultRule) throws {
    let read = try FaultRule(text)
    #expect(read == rule)
  }

  static let mistakes = [
    ("", "a fault is missing"),
    ("dorp POST", "`dorp` is no fault"),
    ("dorp POST", "did you mean `drop`?"),
    ("POST drop", "`POST` is no fault"),
    ("drop PSOT", "did you mean `POST`?"),
    ("drop frist 3", "did you mean `first`?"),
    ("drop 3", "`3` is no part of a rule"),
    ("drop /mesages", "did you mean `/messages`?"),
    ("drop /messages/", "answers no path `/messages/`"),
    ("drop /messages/1/x", "answers no path"),
    ("drop /mx*", "answers no path"),
    ("drop /contacts//tags", "answers no path"),
    ("drop /contacts/1/x*", "answers no path"),
    ("delay", "`delay` needs a time"),
    ("delay 5", "not `5`"),
    ("delay 2s-1s", "not `2s-1s`"),
    ("delay 601s", "not `601s`"),
    ("delay -1s", "not `-1s`"),
    ("drop 0%", "no percentage"),
    ("drop 101%", "no percentage"),
    ("drop nan%", "no percentage"),
    ("drop %", "no percentage"),
    ("drop 5% 6%", "more than one percentage"),
    ("drop /me /admins", "more than one path"),
    ("drop first", "`first` needs a number"),
    ("drop first 0", "`first` needs a number"),
    ("drop after -3", "`after` needs a number"),
    ("drop first 1 first 2", "more than one `first`"),
    ("truncate late", "not for `truncate`"),
    ("delay 1s late", "not for `delay`"),
  ]

  @Test("says what is wrong with it", arguments: mistakes)
  func mistake(text: String, words: String) throws {
    let error = #expect(throws: FaultRuleError.self) { try FaultRule(text) }
    #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
  }
}
