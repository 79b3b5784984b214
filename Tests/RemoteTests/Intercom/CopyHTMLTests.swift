import Planning
import Testing

@testable import Remote

@Suite("What a news item says")
struct CopyHTMLTests {
  private func copy(_ body: String, _ button: CallToAction? = nil) -> CopyHTML {
    CopyHTML(
      draft {
        $0.body = body
        $0.callToAction = button
      }.spec)
  }

  private static let button = CallToAction(
    label: "Export \"now\" & <here>", url: "https://acme.test/?a=b&c=%22d%22")

  @Test(
    "is read from the HTML that herald writes",
    arguments: [
      "One line.", "Two\nlines.", "Two\n\nparagraphs.", "a < b & \"c\" > d", "&amp; as written",
      "emoji 👩‍🚀 and ümlaut",
    ])
  func roundTrip(body: String) {
    for button in [nil, Self.button] {
      let copy = copy(body, button)
      #expect(copy.normalized == copy)
    }
  }

  @Test(
    "is the same after an editor has been at its HTML",
    arguments: [
      ("<p>", "<p class=\"no-margin\">"), ("</p>", "</p>\n"), ("<br>", "<br/>"), ("<br>", "<BR >"),
      ("<a ", "<a target='_blank' rel=\"nofollow\" "), ("&quot;", "\""), ("&amp;", "&#38;"),
      ("</p>", "</p><!-- x -->"),
    ])
  func normalized(change: (String, String)) {
    let copy = copy("First \"words\" & more\nand a line.\n\nLast.", Self.button)
    let edited = copy.html.replacing(change.0, with: change.1)
    #expect(edited != copy.html)
    #expect(CopyHTML(html: edited) == copy.normalized)
  }

  @Test("white space that no browser shows is no change")
  func whiteSpace() {
    #expect(copy("one  \n\n\n\ntwo \n").normalized == copy("one\n\ntwo").normalized)
  }

  @Test("a link among words is no button, and neither are two links")
  func links() {
    #expect(CopyHTML(html: "<p>see <a href=\"https://a.test\">this</a></p>").button == nil)
    #expect(CopyHTML(html: "<p><a href=\"/a\">a</a><a href=\"/b\">b</a></p>").button == nil)
    #expect(
      CopyHTML(html: "<p>hi</p><p><a href=\"/a\">a</a></p>").button
        == CallToAction(label: "a", url: "/a"))
  }

  @Test(
    "is read from any text without harm",
    arguments: ["", "<", "<p", "&", "&#x110000;", "<a href=", "</", "<!--", "<p>>", "&#;"])
  func hostile(html: String) {
    #expect(CopyHTML(html: html).text.utf8.count <= html.utf8.count)
  }
}
