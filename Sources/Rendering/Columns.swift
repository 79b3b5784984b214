/// Rows whose cells stand under one another, under a headline.
struct Columns {
  private let page: Page
  /// Columns of numbers.
  private let rightAligned: Set<Int>

  init(_ page: Page, rightAligned: Set<Int> = []) {
    self.page = page
    self.rightAligned = rightAligned
  }

  func render(_ header: [String], _ rows: [[String]]) -> String {
    render(header, rows) { $1 }
  }

  /// - Parameter paint: puts colour on a row's line, which is given with the row's place.
  func render(
    _ header: [String], _ rows: [[String]], paint: (Int, String) -> String
  ) -> String {
    let rows = rows.map { $0.map(\.visibleLine) }
    let widths = widths(header, rows)
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        rightAligned.contains(column)
          ? cells[column].padded(before: widths[column]) : cells[column].padded(to: widths[column])
      }.joined(separator: Self.gap)
      let end = padded.lastIndex { $0 != " " }.map { padded.index(after: $0) } ?? padded.endIndex
      let text = String(padded[..<end])
      return page.width.map { text.cut(to: $0) } ?? text
    }
    let lines = rows.enumerated().map { paint($0, line($1)) }
    return ([page.ink.bold(line(header))] + lines).map { $0 + "\n" }.joined()
  }

  /// Whether the page has room for them without cutting any.
  func hasRoom(for header: [String], _ rows: [[String]]) -> Bool {
    guard let width = page.width else { return true }
    let widths = widths(header, rows.map { $0.map(\.visibleLine) })
    return widths.reduce(0, +) + Self.gap.columns * (widths.count - 1) <= width
  }

  private static let gap = "  "

  private func widths(_ header: [String], _ rows: [[String]]) -> [Int] {
    header.indices.map { column in
      ([header] + rows).map { $0[column].columns }.max() ?? 0
    }
  }
}

extension String {
  /// With spaces before it up to a number of columns.
  fileprivate func padded(before width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns)) + self
  }
}
