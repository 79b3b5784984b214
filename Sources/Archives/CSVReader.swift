/// Reads comma-separated values (RFC 4180) from bytes as they come, row by row.
///
/// Fields are handed on as bytes: of a row of twenty, few are looked at.
package struct CSVReader {
  /// One row; it is there for as long as it is looked at.
  package struct Row {
    fileprivate var bytes: [UInt8] = []
    fileprivate var ends: [Int] = []

    package var count: Int { ends.count }

    /// A field's bytes, without the quotes around them; none where the row is shorter.
    package subscript(index: Int) -> ArraySlice<UInt8> {
      guard index < ends.count else { return [] }
      return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    package func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
  }

  private enum State {
    case plain, quoted
    /// Behind a quote in a quoted field: its end, or a quote that is meant.
    case quote
    /// Behind a carriage return, which a line feed may follow.
    case carriage
  }

  private let maximumRowSize: Int
  private var row = Row()
  private var state = State.plain
  /// Whether the present field began with a quote.
  private var isStarted = false
  /// Whether a row was too long, or the bytes ended within quotes.
  package private(set) var isDamaged = false

  /// - Parameter maximumRowSize: in bytes; what has longer ones is damaged.
  package init(maximumRowSize: Int = 1 << 20) { self.maximumRowSize = maximumRowSize }

  /// Reads the next bytes, and hands on each row that is whole.
  package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ take: (Row) -> Void) {
    for byte in bytes where !isDamaged { read(byte, take) }
  }

  /// Hands on the last row, where nothing ends it.
  package mutating func finish(_ take: (Row) -> Void) {
    if state == .quoted { isDamaged = true }
    if !isDamaged, isStarted || !row.bytes.isEmpty || !row.ends.isEmpty { endRow(take) }
  }

  private mutating func read(_ byte: UInt8, _ take: (Row) -> Void) {
    if state == .carriage {
      state = .plain
      if byte == 0x0A { return }
    }
    switch (state, byte) {
    case (.quoted, 0x22): state = .quote
    case (.quote, 0x22):
      state = .quoted
      keep(byte)
    case (.quoted, _): keep(byte)
    case (_, 0x2C):
      state = .plain
      endField()
    case (_, 0x0A): endRow(take)
    case (_, 0x0D):
      endRow(take)
      state = .carriage
    case (.plain, 0x22) where !isStarted && row.bytes.count == (row.ends.last ?? 0):
      state = .quoted
      isStarted = true
    case (_, _): keep(byte)
    }
  }

  private mutating func keep(_ byte: UInt8) {
    row.bytes.append(byte)
    checkSize()
  }

  private mutating func endField() {
    row.ends.append(row.bytes.count)
    isStarted = false
    checkSize()
  }

  /// Empty fields take room, too.
  private mutating func checkSize() {
    if row.bytes.count + row.ends.count > maximumRowSize { isDamaged = true }
  }

  private mutating func endRow(_ take: (Row) -> Void) {
    state = .plain
    // An empty line is none.
    if isStarted || !row.bytes.isEmpty || !row.ends.isEmpty {
      endField()
      take(row)
    }
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
  }
}
