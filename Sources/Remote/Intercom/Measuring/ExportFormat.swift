import Archives

/// What people do with content, as far as an export tells it: in a file that lists each time, and in a
/// column of the receipts that holds the first.
enum ExportedAction: Sendable, Hashable, CaseIterable {
  case open, click, reply, dismissal, completion

  /// How the name of its file begins, what that is called in errors, and its column of the receipts.
  fileprivate var names: (file: String, title: String, column: String) {
    switch self {
    case .open: ("open", "the opens", "first_open")
    case .click: ("click", "the clicks", "first_click")
    case .reply: ("repl", "the replies", "first_reply")
    case .dismissal: ("dismiss", "the dismissals", "first_dismissal")
    case .completion: ("completion", "the completions", "first_completion")
    }
  }
}

/// What a file of a content export lists.
enum ExportedFile: Sendable, Hashable {
  case receipts
  case action(ExportedAction)

  /// Files are named after what they list, with a time behind; nil for what says nothing of news.
  init?(named name: String) {
    let base = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
    // What gzip has compressed has no name, and is the one file that there is.
    if base.isEmpty || base.hasPrefix("receipt") {
      self = .receipts
    } else if let action = ExportedAction.allCases.first(where: { base.hasPrefix($0.names.file) }) {
      self = .action(action)
    } else {
      return nil
    }
  }

  /// What it is called in errors.
  var title: String {
    switch self {
    case .receipts: "the receipts"
    case .action(let action): action.names.title
    }
  }
}

/// Which column of a file holds what. They may stand in any order, be written in any case and with
/// blanks, and be joined by others.
struct ExportColumns {
  enum Name: String {
    case contentID = "content_id"
    case contentType = "content_type"
    case receiptID = "receipt_id"
    case userID = "user_id"
    case receivedAt = "received_at"
  }

  private var places: [String: Int] = [:]

  init(_ header: CSVReader.Row) {
    for index in 0..<header.count {
      var bytes = header[index]
      // Spreadsheets begin a file with a mark.
      if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
      let name = String(decoding: bytes, as: UTF8.self).lowercased()
        .split(whereSeparator: { $0 == " " || $0 == "_" || $0 == "-" }).joined(separator: "_")
      if places[name] == nil { places[name] = index }
    }
  }

  /// Which column a file lacks, in words; nil for none.
  func problem(of file: ExportedFile) -> String? {
    let needed: [Name] =
      switch file {
      case .receipts: [.contentID, .contentType, .receiptID, .userID, .receivedAt]
      case .action: [.receiptID]
      }
    return needed.first { places[$0.rawValue] == nil }.map { "there is no column `\($0.rawValue)`" }
  }

  /// Nil where the row has nothing there.
  func text(_ name: Name, _ row: CSVReader.Row) -> String? { text(name.rawValue, row) }

  /// What a receipt's row says was ever done with it: what has no first time was not.
  func actions(_ row: CSVReader.Row) -> Set<ExportedAction> {
    Set(ExportedAction.allCases.filter { text($0.names.column, row) != nil })
  }

  private func text(_ name: String, _ row: CSVReader.Row) -> String? {
    guard let place = places[name] else { return nil }
    let text = row.text(place)
    return text.isEmpty ? nil : text
  }
}

/// A time in an export.
enum ExportTime {
  /// Unix seconds, from these or from `2026-11-23 18:13:06 UTC` and its like; nil for anything else.
  static func instant(_ text: String) -> Int64? {
    if let seconds = Int64(text) { return seconds }
    let words = text.split(separator: " ")
    guard words.count <= 3, words.count < 3 || words[2] == "UTC" || words[2] == "+0000" else {
      return nil
    }
    let iso =
      words.count == 1
      ? text : "\(words[0])T\(words[1])" + (words[1].contains(where: "Z+".contains) ? "" : "Z")
    return ISOTime.instant(iso)
  }
}
