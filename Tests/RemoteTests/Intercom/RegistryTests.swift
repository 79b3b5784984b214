import Audiences
import JSON
import Planning
import Testing

@testable import Remote

@Suite("What an internal article remembers")
struct RegistryTests {
  private func entry(
    _ state: MessageState = .live, _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> RegistryEntry {
    RegistryEntry(draft("hello", state: state, edit), over: nil, at: 1_700_000_000)
  }

  private func meaning(_ text: ArticleText) -> ArticleMeaning {
    ArticleMeaning(title: text.title, body: text.body)
  }

  @Test("what was written is read again", arguments: samples)
  func roundTrip(draft: MessageDraft) throws {
    let entry = RegistryEntry(draft, over: nil, at: 1_700_000_000)
    #expect(meaning(ArticleText(entry)) == .campaign(entry))
  }

  @Test("what was delivered is read again")
  func logRoundTrip() throws {
    var log = DeliveryLog(
      campaignID: "42", externalID: "acme/hello", tagID: "7", openedAt: 1_700_000_000)
    log.lease = DeliveryLog.Lease(holder: "x", until: 1_700_000_120)
    log.firstSentAt = 1_700_000_001
    log.count(3, on: try #require(CalendarDate("2026-11-23")), revision: 2)
    log.doubt("c1")
    log.inFlight = ["c2"]
    #expect(meaning(ArticleText(log)) == .delivery(log))
    // Whoever takes it over notes who had it, and that people were left.
    log.take(DeliveryLog.Lease(holder: "y", until: 1_700_000_400), at: 1_700_000_200)
    #expect(log.pastHolders == [.init(holder: "x", serial: 0)] && log.serial == 1)
    #expect(log.leftAt == 1_700_000_200)
    log.releasedAt = 1_700_000_210
    log.publishedRevision = 4
    log.completedAt = 1_700_000_300
    log.expect(tagged: 9, inFlight: 1)
    #expect(log.untraced == 4 && log.taggedAtLeast == 4)
    log.forgiven = 2
    log.uncertainBeyond = 1
    #expect(meaning(ArticleText(log)) == .delivery(log))
  }

  @Test("teammates may write above and below the block, and reformat it")
  func handEdits() throws {
    let text = ArticleText(entry())
    let edited =
      "<h1>Ask Ana before you change this</h1>"
      + text.body.replacing("\n", with: "<br>\n  ").replacing("<pre>", with: "<div class=\"x\">")
      .replacing("</pre>", with: "</div>") + "<p>bye</p>"
    #expect(ArticleMeaning(title: "Our launch", body: edited) == .campaign(entry()))
  }

  @Test("the block twice is the same as once")
  func twice() {
    let text = ArticleText(entry())
    #expect(ArticleMeaning(title: text.title, body: text.body + text.body) == .campaign(entry()))
  }

  @Test("any change to a letter of the block is found")
  func damage() throws {
    let text = ArticleText(entry())
    let start = try #require(text.body.firstRange(of: "HERALD-RECORD-BEGINS"))
    let end = try #require(text.body.firstRange(of: "HERALD-RECORD-ENDS"))
    var index = start.upperBound
    var changed = 0
    while index < end.lowerBound {
      let letter = text.body[index]
      if letter.isLetter || letter.isNumber {
        var body = text.body
        body.replaceSubrange(index...index, with: letter == "A" ? "B" : "A")
        #expect(
          ArticleMeaning(title: text.title, body: body) == .damaged(externalID: "acme/hello"))
        changed += 1
      }
      index = text.body.index(index, offsetBy: 37, limitedBy: end.lowerBound) ?? end.lowerBound
    }
    #expect(changed > 10)
  }

  @Test("a block that is cut off, or gone from under its title, is damage")
  func cut() throws {
    let text = ArticleText(entry())
    let half = String(text.body.prefix(text.body.count - 60))
    #expect(ArticleMeaning(title: "x", body: half) == .damaged(externalID: nil))
    #expect(
      ArticleMeaning(title: text.title, body: "<p>hello</p>") == .damaged(externalID: "acme/hello"))
    #expect(ArticleMeaning(title: "herald · how we use it", body: "<p>hello</p>") == .none)
  }

  @Test("a record of a herald to come is told apart from damage")
  func newer() {
    var content = entry().json
    content["version"] = 2
    let body = RegistryBlock(kind: .campaign, content: content).text
    #expect(ArticleMeaning(title: "x", body: body) == .newer(version: 2))
  }

  @Test("copy in the prose cannot end the article's markup, or pass for a record")
  func hostileCopy() {
    let hostile = entry {
      $0.body = "</p><script>alert(1)</script>"
      $0.title = "<b>"
    }
    let text = ArticleText(hostile)
    #expect(!text.body.contains("<script>"))
    #expect(meaning(text) == .campaign(hostile))
  }
}
