/// A table in the fullest of several layouts that the page has room for: what matters least goes, and
/// nothing is cut in the middle while anything else can.
struct FittingColumns<Column: FittingColumn> {
  private let page: Page
  private let layouts: [FittingLayout<Column>]

  /// - Parameter layouts: from the fullest to the leanest; the last is taken also where it is cut.
  init(_ page: Page, _ layouts: [FittingLayout<Column>]) {
    self.page = page
    self.layouts = layouts
  }

  func render<Row>(_ rows: [Row], _ cell: (Row, Column) -> String) -> String {
    guard let layout = layouts.first(where: { fits($0, rows, cell, remarks: nil) }) ?? layouts.last
    else { return "" }
    return layout.table(page).render(
      layout.columns.map(\.title), rows.map { row in layout.columns.map { cell(row, $0) } })
  }

  /// - Parameters:
  ///   - remark: what is said of a row; at its end where there is room, else on lines of its own.
  ///   - title: the headline of remarks.
  func render<Row>(
    _ rows: [Row], _ cell: (Row, Column) -> String, remark: (Row) -> StyledText, title: String
  ) -> String {
    let remarks = rows.map(remark)
    guard
      let layout = layouts.first(where: { fits($0, rows, cell, remarks: (title, remarks)) })
        ?? layouts.last
    else { return "" }
    let titles = layout.columns.map(\.title)
    let cells = rows.map { row in layout.columns.map { cell(row, $0) } }
    let table = layout.table(page)
    switch layout.remark {
    case .atEnd:
      return table.render(titles + [title], zip(cells, remarks).map { $0 + [$1.text] }) {
        $1.dropLast(remarks[$0].text.count) + remarks[$0].painted(page.ink)
      }
    case .below:
      return table.render(titles, cells) { row, line in
        let remark = remarks[row].painted(
          page.ink, from: Self.indent.count, hanging: Self.indent.count, width: page.width)
        return "\(line)\n\(Self.indent)\(remark.dropLast())"
      }
    }
  }

  private static var indent: String { "    " }

  private func fits<Row>(
    _ layout: FittingLayout<Column>, _ rows: [Row], _ cell: (Row, Column) -> String,
    remarks: (title: String, texts: [StyledText])?
  ) -> Bool {
    var header = layout.columns.map(\.title)
    var cells = rows.map { row in layout.columns.map { cell(row, $0) } }
    if let remarks, layout.remark == .atEnd {
      header.append(remarks.title)
      cells = zip(cells, remarks.texts).map { $0 + [$1.text] }
    }
    return layout.table(page).hasRoom(for: header, cells)
  }
}

/// A column with its headline.
protocol FittingColumn: Sendable {
  var title: String { get }
  /// Of numbers.
  var isRightAligned: Bool { get }
}

/// One way to show the same rows.
struct FittingLayout<Column: FittingColumn>: Sendable {
  enum Place {
    case atEnd, below
  }

  let columns: [Column]
  let remark: Place

  init(_ columns: [Column], remark: Place) {
    self.columns = columns
    self.remark = remark
  }

  fileprivate func table(_ page: Page) -> Columns {
    Columns(
      page, rightAligned: Set(columns.indices.filter { columns[$0].isRightAligned }))
  }
}

extension StyledText {
  fileprivate var text: String { runs.map(\.text).joined() }
}
