import Planning
import Rendering
import Testing

@Suite("What moved since a plan was saved, as people read it")
struct MismatchTextTests {
  @Test("each is a sentence")
  func sentences() {
    let text = MismatchText(.plain).render([
      .binding(.remote, saved: "https://a.test", now: "https://b.test"), .projectFile,
      .campaign("new", .added), .campaign("old", .removed), .campaign("tip", .changed),
      .moved(change: 1, key: "tip", fields: ["copy.body", "audience"]),
      .moved(change: 2, key: "note", fields: []), .gone(change: 3, key: "post"),
      .taken(change: 4, key: "bot", externalID: "acme/bot"),
      .notPlanned(change: 5, key: "sale"),
    ])
    #expect(
      text == """
          × the plan is for the remote `https://a.test`, and this is `https://b.test`
          × herald.yaml says something else: its name, `previously` or `limits`
          × the files have a new campaign `new` since
          × the files have no longer a campaign `old` since
          × the files have changed what is said by `tip` since
          × change 1: `tip` was changed in the workspace since: copy.body, audience
          × change 2: `note` was changed in the workspace since
          × change 3: `post` was deleted in the workspace since
          × change 4: `bot` needs the external_id `acme/bot`, which a message has since
          × change 5: what is done to `sale` is not what herald plans from the files

        """)
  }

  @Test("of a great many only the first are listed")
  func many() {
    let text = MismatchText(.plain).render((1...1_021).map { .gone(change: $0, key: "k") })
    #expect(text.split(separator: "\n").count == 21)
    #expect(text.hasSuffix("  … and 1,001 more; `--report FILE` has them all\n"))
  }

  @Test(
    "an age is told in the unit that people would take",
    arguments: [
      (1, "1 second"), (119, "119 seconds"), (7_199, "119 minutes"), (90_000, "25 hours"),
      (172_800, "2 days"),
    ])
  func age(seconds: Int64, text: String) {
    #expect(MismatchText.age(seconds) == text)
  }

  @Test("a key cannot give orders to a terminal")
  func hostile() {
    #expect(!MismatchText(.plain).render([.gone(change: 1, key: "\u{1B}[31m")]).contains("\u{1B}"))
  }
}
