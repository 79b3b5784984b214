internal import Diagnostics

/// Everything in a link is filled in when somebody follows it.
enum UnfilledLink: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    for link in manuscript.links {
      guard let gap = gap(in: link.url) else { continue }
      let text = String(decoding: Array(link.url.utf8)[gap], as: UTF8.self)
      findings.report(
        kind, "nothing fills in `\(text)` in this link",
        at: link.place(of: gap, in: manuscript.file),
        do: "write `${name}` for a variable of the project, or "
          + "`{{name | fallback: \"…\"}}` for an attribute of the person")
    }
  }

  /// The first part that looks like a place to fill in, and that nothing fills.
  private static func gap(in url: String) -> Range<Int>? {
    let bytes = Array(url.utf8)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case Byte.dollar where index + 1 < bytes.count && bytes[index + 1] == Byte.openBrace:
        index = end(bytes, index, "}")
      case Byte.openBrace where index + 1 < bytes.count && bytes[index + 1] == Byte.openBrace:
        if index + 2 < bytes.count, bytes[index + 2] == Byte.openBrace {
          return index..<end(bytes, index, "}}")
        }
        index = end(bytes, index, "}}")
      case Byte.dollar where index + 2 < bytes.count && bytes[index + 2] == Byte.openBrace:
        return index..<end(bytes, index, "}")
      case Byte.openBrace: return index..<end(bytes, index, "}")
      case UInt8(ascii: "<"): return index..<end(bytes, index, ">")
      case Byte.colon where isParameter(bytes, index):
        return
          index..<(bytes[index...].firstIndex { $0 == Byte.slash || $0 == 0x3F } ?? bytes.count)
      default: index += 1
      }
    }
    return nil
  }

  /// `/:id`, as routers write it.
  private static func isParameter(_ bytes: [UInt8], _ index: Int) -> Bool {
    index > 0 && bytes[index - 1] == Byte.slash && index + 1 < bytes.count
      && Byte.isLetter(bytes[index + 1])
  }

  private static func end(_ bytes: [UInt8], _ start: Int, _ close: String) -> Int {
    let close = Array(close.utf8)
    var index = start
    while index + close.count <= bytes.count {
      if bytes[index...].starts(with: close) { return index + close.count }
      index += 1
    }
    return bytes.count
  }

  static let kind = DiagnosticKind(
    "unfilled-link", .warning, summary: "a link has a part that nothing fills in",
    explanation: """
      `{id}`, `<id>` and `:id` are how documentation writes an address; people would be sent to it \
      as it is. The format fills in `${name}` from the variables of `herald.yaml`, and \
      `{{name | fallback: "…"}}` for the person who follows the link. `$${` and `{{{{` write the \
      characters themselves, which no address needs.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.link("\"${app_url}/reports/«{report_id}»/export\""),
      CopyExamples.link("\"https://app.acme.test/teams/«:team»/export\""),
      CopyExamples.link("\"https://app.acme.test/«<workspace>»\""),
      CopyExamples.link("\"https://app.acme.test/«$${workspace}»\""),
    ],
    good: [
      CopyExamples.link("'${app_url}/reports/{{report_id | fallback: \"new\"}}/export'"),
      CopyExamples.link("https://app.acme.test:8080/a:b"),
    ])
}
