import Diagnostics
import Testing

@Suite struct SuggestionTests {
  @Test(
    "a near word is suggested",
    arguments: [
      ("audeince", "audience"), ("audence", "audience"), ("AUDIENCE", "audience"),
      ("formt", "format"),
      ("fromat", "format"), ("sta tus", "status"), ("is_nto", "is_not"), ("si", "is"),
      ("größ", "größe"),
    ])
  func near(typed: String, meant: String) {
    let known = ["audience", "format", "status", "is_not", "größe", "is"]
    #expect(suggestion(for: typed, among: known) == meant)
  }

  @Test("a word that is not near any has no suggestion", arguments: ["", "campaign", "xyz", "q"])
  func far(typed: String) {
    #expect(suggestion(for: typed, among: ["audience", "format", "a"]) == nil)
  }

  @Test("the nearest wins over the first")
  func nearest() {
    #expect(suggestion(for: "tagss", among: ["tugs", "tags"]) == "tags")
  }

  @Test("of two that are as near the first wins")
  func tie() {
    #expect(suggestion(for: "cat", among: ["cut", "cot"]) == "cut")
  }

  @Test("an absurdly long word is not compared")
  func long() {
    #expect(suggestion(for: String(repeating: "a", count: 65), among: ["a"]) == nil)
  }
}
