import Diagnostics
import Planning

/// A review as a page.
public struct ReviewHTML {
  public init() {}

  public func render(_ review: Review) -> String {
    let parts = ReviewParts(review)
    let title = "herald \(review.command): \(parts.verdict.text)"
    return WebPage(
      title: title, tone: parts.verdict.tone, headline: parts.verdict.text, facts: parts.facts,
      style: "",
      body: HTML(parts.notices.map { WebPage.notice($0.text, isAlarm: $0.isAlarm) })
        + table(parts) + changes(parts, of: review) + findings(parts, of: review)
    ).source
  }

  private func table(_ parts: ReviewParts) -> HTML {
    guard !parts.rows.isEmpty else { return "" }
    let rows = parts.rows.map { row -> HTML in
      let cells = row.cells.map { cell -> HTML in
        switch cell {
        case .plain(let text): "<td>\(text)</td>"
        case .code(let text): text.isEmpty ? "<td></td>" : "<td><code>\(text)</code></td>"
        }
      }
      return "<tr>\(HTML(cells))</tr>\n"
    }
    return WebPage.table(parts.header, rows)
  }

  private func changes(_ parts: ReviewParts, of review: Review) -> HTML {
    HTML(
      parts.changes.map { change in
        let place = review.place(of: change).map { " \($0.path.visibleLine):\($0.line)" } ?? ""
        return """
          <section>
          <h2>\(change.number) · \(change.verb) <code>\(change.key.visibleLine)</code>\
          <small>\(place)</small></h2>
          \(ChangeHTML.table(change))\(ChangeHTML.remarks(change))</section>

          """
      })
  }

  private func findings(_ parts: ReviewParts, of review: Review) -> HTML {
    guard !parts.diagnostics.isEmpty else { return "" }
    let blocks = parts.diagnostics.map { WebPage.finding($0) }
    return "<section>\n<h2>\(review.findings)</h2>\n\(HTML(blocks))</section>\n"
  }
}
