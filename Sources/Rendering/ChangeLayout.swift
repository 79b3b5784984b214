/// Where the parts of a change stand on the page.
struct ChangeLayout {
  private let page: Page
  /// The column of the marks of fields.
  private let margin: Int

  init(_ page: Page, margin: Int) {
    self.page = page
    self.margin = margin
  }

  /// A line with what a change is at the left, and its place at the right where there is room, else
  /// on a line of its own.
  func headline(_ left: String, columns: Int, origin: String) -> String {
    let column = min(page.width ?? 100, 100) - origin.columns
    if column >= columns + 2 {
      return left + String(repeating: " ", count: column - columns) + page.ink.dim(origin) + "\n"
    }
    return left + "\n" + String(repeating: " ", count: margin) + page.ink.dim(origin) + "\n"
  }

  /// A line for each field.
  func rows(_ rows: [ChangeRow]) -> String {
    let width = min(Self.widestName, rows.map(\.name.columns).max() ?? 0)
    let indent = String(repeating: " ", count: margin)
    return rows.map { row in
      let name = row.name.padded(to: width)
      let column = margin + 2 + name.columns + 2
      let start = "\(indent)\(row.symbol?.painted(page.ink) ?? " ") "
      guard let room = page.width.map({ $0 - column }), room < Self.fewestColumns,
        row.value.columns > room
      else {
        return start + "\(name)  "
          + row.value.painted(page.ink, from: column, hanging: column, width: page.width)
      }
      let below = margin + 4
      return start + "\(row.name)\n" + String(repeating: " ", count: below)
        + row.value.painted(page.ink, from: below, hanging: below, width: page.width)
    }.joined()
  }

  /// With less room than that beside a name, what does not fit stands below.
  private static let fewestColumns = 32

  /// Columns after which a name pushes its value to the right.
  private static let widestName = 28
}
