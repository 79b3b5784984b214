/// Rows whose cells stand under one another, under a headline.
struct Columns {
  private let page: Page

  init(_ page: Page) { self.page = page }

  func render(_ header: [String], _ rows: [[String]]) -> String {
    let rows = rows.map { $0.map(\.visibleLine) }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].columns }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      let end = padded.lastIndex { $0 != " " }.map { padded.index(after: $0) } ?? padded.endIndex
      let text = String(padded[..<end])
      return page.width.map { text.cut(to: $0) } ?? text
    }
    return ([page.ink.bold(line(header))] + rows.map(line)).map { $0 + "\n" }.joined()
  }
}
