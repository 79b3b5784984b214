import Audiences
import Testing

@Suite struct `Case folding` {
  static let pairs: [(String, String)] = [
    ("AZaz", "azaz"), ("@[`{", "@[`{"), ("\u{B5}", "\u{3BC}"), ("\u{178}", "\u{FF}"),
    ("\u{1E9E}\u{DF}", "\u{DF}\u{DF}"), ("\u{130}\u{131}", "\u{130}\u{131}"),
    ("\u{3A3}\u{3C2}", "\u{3C3}\u{3C3}"), ("\u{212A}", "k"), ("\u{17F}", "s"),
    ("\u{10400}", "\u{10428}"), ("\u{1F88}", "\u{1F80}"), ("\u{AB70}", "\u{13A0}"),
    ("\u{1E921}", "\u{1E943}"), ("\u{100}\u{101}\u{102}", "\u{101}\u{101}\u{103}"),
  ]

  @Test(arguments: pairs) func `makes one scalar of one`(text: String, folded: String) {
    #expect(Array(CaseFolding.folded(text).unicodeScalars) == Array(folded.unicodeScalars))
  }

  @Test func `changes nothing that is folded, and knows what folds to it`() {
    let wrong = (UInt32(0)...0x10FFFF).filter { value in
      guard let scalar = Unicode.Scalar(value) else { return false }
      let folded = CaseFolding.folded(scalar)
      return CaseFolding.folded(folded) != folded
        || folded != scalar && !CaseFolding.variants(of: folded).contains(scalar)
    }
    #expect(wrong == [])
  }
}
