import Diagnostics
import Testing

@Suite("A rule's diagnostics")
struct RuleMessageTests {
  @Test("help with what was probably meant", arguments: Self.helped)
  func help(rule: String, help: String) {
    let document = RuleDocument("audience: paying\nwhere: \(rule)\n")
    #expect(document.diagnostics.count == 1)
    #expect(document.diagnostics.first?.help.contains(help) == true)
  }

  @Test("mark the exact bytes", arguments: Self.marked)
  func mark(rule: String, bytes: String) {
    let document = RuleDocument("audience: paying\nwhere: \(rule)\n")
    let range = document.diagnostics.first?.primary?.range
    #expect(range.map(document.file.text(in:)) == bytes)
  }

  @Test("offer fixes after which nothing is wrong", arguments: Self.fixed)
  func fix(rule: String, mended: String) {
    let document = RuleDocument("audience: paying\nwhere: \(rule)\n")
    let fix = document.diagnostics.first?.fix
    var bytes = document.file.bytes
    if let fix {
      bytes.replaceSubrange(fix.range.start..<fix.range.end, with: Array(fix.replacement.utf8))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text == "audience: paying\nwhere: \(mended)\n")
    #expect(RuleDocument(text).found == [])
  }

  static let helped = [
    ("{ attribute: plan, si: pro }", "did you mean `is`?"),
    ("{ attribute: plan, equals: pro }", "did you mean `is`?"),
    ("{ attribute: plan, unknown: true }", "did you mean `known: false`?"),
    ("{ event: export, nevr: true }", "did you mean `never`?"),
    ("{ and: [{ tag: beta }] }", "did you mean `all`?"),
    ("{ attribute: seen, more_than: 7 }", "for a date write `more_than: 7 days ago`"),
    ("{ attribute: seen, more_than: 7 }", "for a number write `greater_than: 7`"),
    ("{ attribute: seen, more_than: 7 days }", "write `more_than: 7 days ago`"),
    ("{ attribute: seen, less_than: 2026-12-01 }", "write `after: 2026-12-01`"),
    ("{ attribute: seen, after: 2026-12-01 09:00 }", "write the day alone: `after: 2026-12-01`"),
    (
      "{ attribute: plan, is: yes }", "write `true`, or `\"yes\"` in quotes where the text is meant"
    ),
    ("{ attribute: plan, is: [pro] }", "write `any_of` to compare with several values"),
    ("{ attribute: seats, at_least: \"5\" }", "what stands in quotes is text: leave them out"),
    ("{ attribute: seats, at_least: 7 days ago }", "for dates write `more_than: 7 days ago`"),
    (
      "{ attribute: on, is_not: true }",
      "write `is: false`, or `not:` around `is: true` to have those of whom it is unknown too"
    ),
    ("{ event: export, count: 3 }", "write `count: { at_least: 3 }`"),
    ("{ event: export, last: 7 days ago }", "write `last: { more_than: 7 days ago }`"),
    ("{ event: export, ever: true, within: 30 }", "write the unit: `within: 30 days`"),
    (
      "{ event: export, ever: true, within: 7 days ago }",
      "write it without `ago`: `within: 7 days`"
    ),
    ("{ all: [beta] }", "to use an audience document write `audience: beta`"),
    ("{ all: { tag: beta } }", "begin each rule under `all` with `- `"),
    (
      "{ not: [{ tag: beta }] }",
      "write `all:` above it where every rule must hold, `any:` where one is enough"
    ),
    ("{ any: [{ audience: payin }] }", "write a document that begins with `audience: payin`"),
  ]

  static let marked = [
    ("{ attribute: plan, si: pro }", "si"),
    ("{ attribute: plan, is: yes }", "yes"),
    ("{ attribute: plan, any_of: [pro, 5] }", "5"),
    ("{ attribute: plan }", "attribute"),
    ("{ attribute: plan, is: a, is_not: b }", "is_not"),
    ("{ attribute: plan, is: }", "is"),
    ("{ attribute: seen, after: \"2027-02-29\" }", "\"2027-02-29\""),
    ("{ any: [{ audience: payin }] }", "payin"),
    ("nobody", "nobody"),
  ]

  static let fixed = [
    ("{ attribute: plan, si: pro }", "{ attribute: plan, is: pro }"),
    ("{ event: export, ever: on }", "{ event: export, ever: true }"),
    ("{ event: export, never: false }", "{ event: export, ever: true }"),
    ("{ attribute: seen, exactly: 7 days }", "{ attribute: seen, exactly: 7 days ago }"),
    ("{ tag: 5 }", "{ tag: \"5\" }"),
  ]
}
