import Archives

/// What a file of a content export lists.
enum ExportedFile: Sendable, Hashable {
  case receipts
  case actions(NewsReading.Actions)

  /// Files are named after what they list, with a time behind; nil for what says nothing of news.
  init?(named name: String) {
    let base = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
    // What gzip has compressed has no name, and is the one file that there is.
    if base.isEmpty || base.hasPrefix("receipt") {
      self = .receipts
    } else if let named = Self.names.first(where: { base.hasPrefix($0.start) }) {
      self = .actions(named.actions)
    } else {
      return nil
    }
  }

  private static let names: [(start: String, title: String, actions: NewsReading.Actions)] = [
    ("open", "the opens", .open), ("click", "the clicks", .click), ("repl", "the replies", .reply),
    ("dismiss", "the dismissals", .dismissal), ("completion", "the completions", .completion),
  ]

  /// What it is called in errors.
  var title: String {
    switch self {
    case .receipts: "the receipts"
    case .actions(let actions):
      Self.names.first { $0.actions == actions }?.title ?? "a file"
    }
  }
}

/// Which column of a file holds what. They may stand in any order, be written in any case and with
/// blanks, and be joined by others.
struct ExportColumns {
  enum Name: String, CaseIterable {
    case contentID = "content_id"
    case contentType = "content_type"
    case receiptID = "receipt_id"
    case userID = "user_id"
    case receivedAt = "received_at"
    case firstOpen = "first_open"
    case firstClick = "first_click"
    case firstReply = "first_reply"
    case firstDismissal = "first_dismissal"
    case firstCompletion = "first_completion"
  }

  /// When something was first done: what is empty was not.
  static let firsts: [(Name, NewsReading.Actions)] = [
    (.firstOpen, .open), (.firstClick, .click), (.firstReply, .reply),
    (.firstDismissal, .dismissal), (.firstCompletion, .completion),
  ]

  private var places: [Name: Int] = [:]

  init(_ header: CSVReader.Row) {
    for index in 0..<header.count {
      var bytes = header[index]
      // Spreadsheets begin a file with a mark.
      if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
      let name = String(decoding: bytes, as: UTF8.self).lowercased()
        .split(whereSeparator: { $0 == " " || $0 == "_" || $0 == "-" }).joined(separator: "_")
      if let known = Name(rawValue: name), places[known] == nil { places[known] = index }
    }
  }

  /// Which column a file lacks, in words; nil for none.
  func problem(of file: ExportedFile) -> String? {
    let needed: [Name] =
      switch file {
      case .receipts: [.contentID, .contentType, .receiptID, .userID, .receivedAt]
      case .actions: [.receiptID]
      }
    return needed.first { places[$0] == nil }.map { "there is no column `\($0.rawValue)`" }
  }

  /// Nil where the row has nothing there.
  func text(_ name: Name, _ row: CSVReader.Row) -> String? {
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
