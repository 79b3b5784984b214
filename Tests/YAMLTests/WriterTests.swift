import Diagnostics
import Testing
import YAML

/// How what is written looks.
@Suite struct WriterTests {
  @Test("a campaign is written as a person would write it")
  func campaign() {
    let value = YAMLValue.mapping([
      .init("campaign", "csv-export-launch"),
      .init("status", YAMLValue.text("live").commented("adopted from the workspace\nmessage 12")),
      .init(
        "audience",
        .mapping([
          .init(
            "all",
            .sequence([
              .mapping([.init("attribute", "plan"), .init("is", "pro")]),
              .mapping([.init("event", "exported"), .init("never", .boolean(true))]),
            ]))
        ])),
      .init(
        "copy",
        .mapping([
          .init("title", "Exports: now in one step"),
          .init("body", "Hello {{first_name | fallback: \"there\"}},\n\nexport it.\n"),
          .init(
            "cta",
            .mapping(
              [.init("label", "Export now"), .init("url", "${app_url}/exports")], flow: true)),
        ])),
      .init("tags", .sequence(["exports", "launch", "no"], flow: true)),
      .init(
        "schedule",
        .mapping([.init("start", .plain("2026-12-01 09:00")), .init("end", "2026-12-15")])),
      .init("previously", .sequence([])),
    ])
    #expect(
      YAMLWriter().write(value) == """
        campaign: csv-export-launch
        # adopted from the workspace
        # message 12
        status: live
        audience:
          all:
            - attribute: plan
              is: pro
            - event: exported
              never: true
        copy:
          title: "Exports: now in one step"
          body: |
            Hello {{first_name | fallback: "there"}},

            export it.
          cta: { label: Export now, url: "${app_url}/exports" }
        tags: [exports, launch, "no"]
        schedule:
          start: 2026-12-01 09:00
          end: "2026-12-15"
        previously: []

        """)
  }

  @Test(
    "text is quoted only where it must be",
    arguments: [
      ("Export now", "Export now"), ("/reports/*", "/reports/*"),
      ("it's -- really?", "it's -- really?"),
      ("ana@acme.test", "ana@acme.test"), ("7 days ago", "7 days ago"), ("8s", "8s"),
      ("25%", "25%"),
      ("https://acme.test/a?b=c#d", "https://acme.test/a?b=c#d"), ("größer 🎉", "größer 🎉"),
      ("-v", "-v"), ("a:b", "a:b"), ("a#b", "a#b"), ("yesterday", "yesterday"),
      ("yes", "\"yes\""), ("12", "\"12\""), ("12:30", "\"12:30\""), ("1_000", "\"1_000\""),
      ("2026-12-15", "\"2026-12-15\""), ("null", "\"null\""), ("", "\"\""), (" a", "\" a\""),
      ("a: b", "\"a: b\""), ("a #b", "\"a #b\""), ("@ana", "\"@ana\""), ("*b*", "\"*b*\""),
      ("\"a\" b", "'\"a\" b'"), ("\\d+", "\\d+"), ("[\\d]", "'[\\d]'"), ("a\tb", "\"a\\tb\""),
      ("\"it's\"", "\"\\\"it's\\\"\""), ("\u{7}", "\"\\x07\""), ("\u{2028}", "\"\\u2028\""),
    ])
  func quotes(text: String, written: String) {
    #expect(YAMLWriter().write(.mapping([.init("k", .text(text))])) == "k: \(written)\n")
  }

  @Test(
    "text in brackets is quoted where brackets ask for more",
    arguments: [
      ("a b", "a b"), ("a, b", "\"a, b\""), ("a?", "\"a?\""), ("https://x", "\"https://x\""),
      ("/reports/*", "/reports/*"),
    ])
  func flowQuotes(text: String, written: String) {
    #expect(YAMLWriter().write(.sequence([.text(text)], flow: true)) == "[\(written)]\n")
  }

  @Test("a mapping in braces that is too wide is written as a block")
  func tooWide() {
    let value = YAMLValue.mapping(
      [.init("k", .mapping([.init("a", "12345678"), .init("b", "x")], flow: true))])
    #expect(YAMLWriter(width: 26).write(value) == "k: { a: \"12345678\", b: x }\n")
    #expect(YAMLWriter(width: 25).write(value) == "k:\n  a: \"12345678\"\n  b: x\n")
  }

  @Test("a list item's comment stands above it, its first key's below the dash")
  func itemComments() {
    let item = YAMLValue.mapping([.init("a", YAMLValue.text("b").commented("key"))])
      .commented("item")
    #expect(YAMLWriter().write(.sequence([item])) == "# item\n-\n  # key\n  a: b\n")
  }

  @Test(
    "a block of text keeps its end",
    arguments: [
      ("a\nb", "|-\n  a\n  b\n"), ("a\nb\n", "|\n  a\n  b\n"), ("a\nb\n\n", "|+\n  a\n  b\n\n"),
      ("a\n\nb\n", "|\n  a\n\n  b\n"), (" a\nb\n", "|2\n   a\n  b\n"), ("a\n", "|\n  a\n"),
      ("\n", "\"\\n\"\n"), ("a \nb", "\"a \\nb\"\n"),
    ])
  func blocks(text: String, written: String) {
    #expect(YAMLWriter().write(.mapping([.init("k", .text(text))])) == "k: " + written)
  }
}
