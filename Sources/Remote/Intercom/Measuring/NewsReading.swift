import Archives

/// What people did with news items, read from an export of content.
///
/// The export is a file of receipts, and one for each kind of thing that people do, named after it.
/// What was done with receipts of other content is passed over.
struct NewsReading {
  /// One person and one news item.
  struct Reader: Sendable, Hashable {
    /// The id of a contact.
    let person: String
    /// Unix seconds, of the first receipt.
    var receivedAt: Int64
    var actions: Set<ExportedAction>
    /// How often they opened it.
    var opens: Int

    fileprivate mutating func join(_ other: Reader) {
      receivedAt = min(receivedAt, other.receivedAt)
      actions.formUnion(other.actions)
      opens += other.opens
    }
  }

  /// A receipt of one of the news items that are read.
  private struct Receipt {
    let item: String
    var reader: Reader
  }

  private let items: Set<String>
  /// By id.
  private var receipts: [String: Receipt] = [:]

  /// - Parameter items: the ids of the news items whose readers are wanted.
  init(_ archive: Archive, of items: Set<String>) throws(RemoteError) {
    self.items = items
    let files = archive.files.compactMap { file in
      ExportedFile(named: file.name).map { (kind: $0, file: file) }
    }
    // Whatever people did, they did with what they received.
    for (kind, file) in files where kind == .receipts { try read(file, kind, in: archive) }
    for (kind, file) in files where kind != .receipts { try read(file, kind, in: archive) }
  }

  /// Who received a news item, each once.
  func readers(of item: String) -> [Reader] {
    var readers: [String: Reader] = [:]
    for receipt in receipts.values where receipt.item == item {
      var reader = receipt.reader
      // The file of openings may be missing.
      if reader.actions.contains(.open) { reader.opens = max(1, reader.opens) }
      if readers[reader.person]?.join(reader) == nil { readers[reader.person] = reader }
    }
    return readers.values.sorted { $0.person < $1.person }
  }

  // MARK: - Reading a file

  private mutating func read(
    _ file: Archive.File, _ kind: ExportedFile, in archive: Archive
  ) throws(RemoteError) {
    var reader = CSVReader()
    var columns: ExportColumns?
    var problem: String?
    let take = { (self: inout NewsReading, row: CSVReader.Row) in
      guard problem == nil else { return }
      guard let columns else {
        columns = ExportColumns(row)
        problem = columns?.problem(of: kind)
        return
      }
      switch kind {
      case .receipts: problem = self.note(receipt: row, columns)
      case .action(let action): self.note(action, row, columns)
      }
    }
    do throws(ArchiveError) {
      try archive.read(file) { bytes in reader.read(bytes) { take(&self, $0) } }
      reader.finish { take(&self, $0) }
      if reader.isDamaged { problem = "it is no table of comma-separated values" }
    } catch {
      problem = "\(error)"
    }
    if let reason = problem {
      throw .noExport(.unreadable(reason: "\(kind.title): \(reason)"))
    }
  }

  /// What is wrong with it; nil for nothing.
  private mutating func note(receipt row: CSVReader.Row, _ columns: ExportColumns) -> String? {
    guard let item = columns.text(.contentID, row), items.contains(item),
      columns.text(.contentType, row)?.lowercased().contains("news") ?? false
    else { return nil }
    guard let id = columns.text(.receiptID, row), let person = columns.text(.userID, row) else {
      return "a receipt is nobody's"
    }
    guard let received = columns.text(.receivedAt, row).flatMap(ExportTime.instant) else {
      return "a receipt has no time"
    }
    let actions = columns.actions(row)
    let reader = Reader(person: person, receivedAt: received, actions: actions, opens: 0)
    receipts[id, default: Receipt(item: item, reader: reader)].reader.actions.formUnion(actions)
    return nil
  }

  private mutating func note(
    _ action: ExportedAction, _ row: CSVReader.Row, _ columns: ExportColumns
  ) {
    guard let id = columns.text(.receiptID, row), receipts[id] != nil else { return }
    receipts[id]?.reader.actions.insert(action)
    if action == .open { receipts[id]?.reader.opens += 1 }
  }
}
