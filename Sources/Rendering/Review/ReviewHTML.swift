import Diagnostics
import Planning

/// A review as one page that needs nothing else: no script, no network, no font. It is read on a
/// phone and on paper too, in light and dark.
public struct ReviewHTML {
  public init() {}

  public func render(_ review: Review) -> String {
    let parts = ReviewParts(review)
    let title = "herald \(review.command): \(parts.verdict.text)"
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <header class="\(parts.verdict.tone.rawValue)">
      <h1>\(parts.verdict.text)</h1>
      \(facts(parts.facts))</header>
      <main>
      \(HTML(parts.notices.map(notice)))\(table(parts))\
      \(changes(parts, of: review))\(findings(parts, of: review))</main>
      </body>
      </html>

      """
    return page.source
  }

  private func facts(_ facts: [(name: String, value: String)]) -> HTML {
    guard !facts.isEmpty else { return "" }
    let items = facts.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>\n" as HTML }
    return "<dl>\n\(HTML(items))</dl>\n"
  }

  private func notice(_ notice: ReviewParts.Notice) -> HTML {
    "<pre class=\"\(notice.isAlarm ? "alarm" : "notice")\">\(notice.text.trimmingLines)</pre>\n"
  }

  private func table(_ parts: ReviewParts) -> HTML {
    guard !parts.rows.isEmpty else { return "" }
    let head = HTML(parts.header.map { "<th scope=\"col\">\($0)</th>" })
    let rows = parts.rows.map { row -> HTML in
      let cells = row.cells.map { cell -> HTML in
        switch cell {
        case .plain(let text): "<td>\(text)</td>"
        case .code(let text): text.isEmpty ? "<td></td>" : "<td><code>\(text)</code></td>"
        }
      }
      return "<tr>\(HTML(cells))</tr>\n"
    }
    return """
      <div class="wide"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(HTML(rows))</tbody>
      </table></div>

      """
  }

  private func changes(_ parts: ReviewParts, of review: Review) -> HTML {
    HTML(
      parts.changes.map { change in
        let place = review.place(of: change).map { " \($0.path.visibleLine):\($0.line)" } ?? ""
        return """
          <section>
          <h2>\(change.number) · \(change.verb) <code>\(change.key.visibleLine)</code>\
          <small>\(place)</small></h2>
          <table class="fields">
          \(HTML(change.rows.map(row)))</table>
          \(remarks(change))</section>

          """
      })
  }

  private func row(_ row: ChangeRow) -> HTML {
    """
    <tr><td>\(row.symbol?.rawValue ?? "")</td><th scope="row">\(row.name)</th>\
    <td>\(words(row.value))</td></tr>

    """
  }

  /// What goes and what comes, by the elements that say so.
  private func words(_ text: StyledText) -> HTML {
    HTML(
      text.runs.map { run in
        switch run.style {
        case .red: "<del>\(run.text.without("[-", "-]"))</del>"
        case .green: "<ins>\(run.text.without("{+", "+}"))</ins>"
        case .magenta, .yellow: "<em>\(run.text)</em>"
        case .bold: "<b>\(run.text)</b>"
        case .plain, .dim, .blue: "\(run.text)"
        }
      })
  }

  private func remarks(_ change: Change) -> HTML {
    let exposed = change.reach.flatMap(ReachText.reason).map { [$0] } ?? []
    let items =
      exposed + NeighbourText.warnings(change) + change.consequences.map { $0.text(of: change) }
    guard !items.isEmpty else { return "" }
    return "<ul>\n\(HTML(items.map { "<li>\($0)</li>\n" }))</ul>\n"
  }

  private func findings(_ parts: ReviewParts, of review: Review) -> HTML {
    guard !parts.diagnostics.isEmpty else { return "" }
    let text = DiagnosticsText(.plain)
    let blocks = parts.diagnostics.map { "<pre>\(text.render($0).trimmingLines)</pre>\n" as HTML }
    return "<section>\n<h2>\(review.findings)</h2>\n\(HTML(blocks))</section>\n"
  }

  private static let style: HTML = """

    :root { color-scheme: light dark; --page: #fff; --ink: #1a1a1a; --soft: #595959;
      --line: #d0d0d0; --box: #f5f5f5; --good: #11632c; --change: #6b4b00; --bad: #a4131f;
      --ins: #d8f5de; --del: #ffe0e0; }
    @media (prefers-color-scheme: dark) { :root { --page: #161616; --ink: #ececec;
      --soft: #b0b0b0; --line: #444; --box: #222; --good: #7ddc95; --change: #f0c96b;
      --bad: #ff9a9a; --ins: #173d22; --del: #4d1a1d; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { font-size: 1.35rem; margin: 0 0 .5rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
    header { border-left: .4rem solid; padding-left: .8rem; }
    header.good { border-color: var(--good); } header.change { border-color: var(--change); }
    header.bad { border-color: var(--bad); } header.bad h1 { color: var(--bad); }
    dl { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: 0; color: var(--soft); }
    dl div { display: flex; gap: .4rem; } dd { margin: 0; color: var(--ink); }
    pre { background: var(--box); padding: .6rem; margin: .6rem 0; white-space: pre-wrap;
      font: .85rem/1.45 ui-monospace, monospace; }
    pre.alarm { border-left: .3rem solid var(--bad); }
    code { font: .9em ui-monospace, monospace; } small { color: var(--soft); font-weight: normal; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
      border-bottom: 1px solid var(--line); } .wide td { overflow-wrap: normal; }
    .fields th { font-weight: normal; color: var(--soft); width: 11rem; }
    .fields td:first-child { width: 1.5rem; }
    ins { background: var(--ins); text-decoration: none; } del { background: var(--del); }
    ul { margin: .5rem 0; padding-left: 1.2rem; } em { color: var(--change); font-style: normal; }
    @media (max-width: 40rem) { .fields tr { display: block; border-bottom: 1px solid var(--line);
      } .fields td, .fields th { display: inline-block; border: 0; width: auto; }
      .fields td:last-child { display: block; } }

    """
}

extension String {
  /// Without the marks that stand for what elements say on a page.
  fileprivate func without(_ start: String, _ end: String) -> String {
    guard hasPrefix(start), hasSuffix(end) else { return self }
    return String(dropFirst(start.count).dropLast(end.count))
  }

  /// Without empty lines at both ends.
  fileprivate var trimmingLines: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first, first.isEmpty { lines.removeFirst() }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
