import Planning

/// What changes of a message, as a table; and what that brings with it.
enum ChangeHTML {
  static func table(_ change: Change) -> HTML {
    "<table class=\"fields\">\n\(HTML(change.rows.map(row)))</table>\n"
  }

  private static func row(_ row: ChangeRow) -> HTML {
    """
    <tr><td>\(row.symbol?.rawValue ?? "")</td><th scope="row">\(row.name)</th>\
    <td dir="auto">\(words(row.value))</td></tr>

    """
  }

  /// What goes and what comes, by the elements that say so.
  private static func words(_ text: StyledText) -> HTML {
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

  static func remarks(_ change: Change) -> HTML {
    let items = change.remarks.map(\.text)
    guard !items.isEmpty else { return "" }
    return "<ul>\n\(HTML(items.map { "<li>\($0)</li>\n" }))</ul>\n"
  }
}

extension String {
  /// Without the marks that stand for what elements say on a page.
  fileprivate func without(_ start: String, _ end: String) -> String {
    guard hasPrefix(start), hasSuffix(end) else { return self }
    return String(dropFirst(start.count).dropLast(end.count))
  }
}
