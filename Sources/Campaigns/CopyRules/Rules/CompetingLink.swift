internal import Diagnostics

/// The button is the only way out of a message.
enum CompetingLink: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    let hasButton = !manuscript.links.isEmpty
    for passage in manuscript.passages {
      guard let link = passage.link else { continue }
      findings.report(
        kind,
        hasButton
          ? "this link competes with the button" : "this link stands in the text, not on a button",
        at: passage.place(of: link, in: manuscript.file),
        do: hasButton
          ? "keep the one that matters most, as the button, and take the link out of the text"
          : "make it the button: `cta: { label: Export now, url: \"${app_url}/export\" }`")
    }
  }

  static let kind = DiagnosticKind(
    "competing-link", .warning, summary: "a link in the text competes with the button",
    explanation: """
      Every further way out of a message takes people from the one that matters, and what is \
      pressed no longer says whether the message worked. Decide on one thing to do, put it on the \
      button, and take other links out of the text.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.body(
        "Export your data in one step. How it works is on «https://docs.acme.test/csv»."),
      CopyExamples.body("\"Export your data, or [read the guide«](${app_url}/guide)»\""),
      CopyExamples.campaign("copy:\n  body: Export your data at «${app_url}/export» in one step."),
    ],
    good: [
      CopyExamples.body("Export your data in one step."),
      CopyExamples.body("Export to CSV and/or JSON for $5, not $${x}."),
    ])
}

extension Passage {
  /// The first address in the text.
  var link: Range<Int>? {
    for word in words {
      for index in word.chunk where Self.canStart(bytes[index]) {
        guard Self.isLink(bytes[index..<word.chunk.upperBound]) else { continue }
        return index..<index + Self.length(bytes[index..<word.chunk.upperBound])
      }
    }
    return nil
  }

  private static func canStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "h"), UInt8(ascii: "w"), UInt8(ascii: "]"), Byte.dollar: true
    default: false
    }
  }

  private static func isLink(_ bytes: ArraySlice<UInt8>) -> Bool {
    for start in ["https://", "http://", "www.", "]("] where bytes.starts(with: start.utf8) {
      return bytes.count > start.utf8.count
    }
    guard bytes.starts(with: "${".utf8), let close = bytes.firstIndex(of: Byte.closeBrace) else {
      return false
    }
    // `${app_url}/reports` is one, `${first}/${second}` is none.
    return close + 2 < bytes.endIndex && bytes[close + 1] == Byte.slash
      && Byte.isLetter(bytes[close + 2])
  }

  /// Without the sentence's own marks at its end.
  private static func length(_ bytes: ArraySlice<UInt8>) -> Int {
    var bytes = bytes
    while let last = bytes.last, [Byte.dot, UInt8(ascii: ","), UInt8(ascii: "!")].contains(last) {
      bytes.removeLast()
    }
    return bytes.count
  }
}
