import Planning
import Testing

@testable import Remote

@Suite("The body of a news item that is copy and nothing else")
struct PlainBodyTests {
  @Test(
    "is kept whole when it is read and written again",
    arguments: [
      "<p>One line.</p>", "Plain text.", "<p>Two<br>lines.</p>", "<p>Two</p>\n<p>paragraphs.</p>",
      "<p class=\"no-margin\">As Intercom's editor has it</p>", "<p>a &lt; b &amp; c</p>",
      "<p>the letters &amp;mdash;, and &#8212; itself, R&D, a &amp; b</p>",
      "<p>Words  in\na row </p><p><a href=\"/a\" rel='nofollow' target=_blank>Look</a></p>",
      "<P>Loud<BR/>tags</P><!-- and a comment -->", "<p><a href=\"/a\">Only a link</a></p>",
    ])
  func kept(html: String) {
    #expect(PlainBody.isKept(html))
  }

  @Test(
    "is not where anything that people see would be lost",
    arguments: [
      "<p>Some <b>bold</b> words</p>", "<p>see <a href=\"/a\">this</a></p>",
      "<p><a href=\"/a\">a</a> <a href=\"/b\">b</a></p>", "<h2>Title</h2><p>Text</p>",
      "<ul><li>one</li></ul>", "<p>a</p><p></p><p>b</p>", "<p>a<br><br>b</p>", "<p>a<br></p>",
      "<p class=\"align-center\">middle</p>", "<p style=\"color: red\">red</p>", "<p>&nbsp;a</p>",
      "<p>a</p><img src=\"/a.png\">", "<p><a href=\"/a\">Look</a></p><p>and on</p>",
      "<p><a class=\"button\" href=\"/a\">Look</a></p>", "<p>a<p>b</p></p>", "<p><a>none</a></p>",
      "<p><a href=\"/a\">not <br> one</a></p>", "<table><tr><td>a</td></tr></table>",
      "<p data-x=\"1\">a</p>", "<p><a href=\"/a\">open</p>", "<blockquote>a</blockquote>",
      "<p>now &mdash; here</p>", "&hellip;", "<p><a href=\"/a?b&para;\">Look</a></p>",
    ])
  func lost(html: String) {
    #expect(!PlainBody.isKept(html))
  }

  @Test("an attribute is found by its whole name, with whatever quotes")
  func attributes() {
    #expect(
      Markup.pieces(of: "<a data-href=\"/x\" HREF = '/a?b=1&amp;c=\"2\"' download>") == [
        .open(
          "a", attributes: ["data-href": "/x", "href": "/a?b=1&c=\"2\"", "download": ""])
      ])
    #expect(Markup.pieces(of: "<br/>") == [.open("br", attributes: [:])])
    #expect(
      Markup.pieces(of: "<a href=/a/b/ href=/c>") == [.open("a", attributes: ["href": "/a/b/"])])
  }
}
