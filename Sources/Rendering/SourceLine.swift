import Diagnostics

/// One line as it is shown: tabs widened, the invisible made visible, a long one cut around a range.
struct SourceLine {
  let text: String
  private let file: SourceFile
  /// What is shown, in bytes of the file.
  private let start: Int
  private let end: Int
  /// Columns before it: one where the line is cut.
  private let margin: Int
  private let isCutAtEnd: Bool

  /// The line on which `focus` begins, in so many columns.
  init(_ file: SourceFile, _ focus: SourceRange, room: Int) {
    let line = file.lineRange(at: focus.start)
    let isShort =
      line.end - line.start <= room * 4 && Self.columns(file, line.start, line.end) <= room
    var start = line.start
    var end = line.end
    if !isShort {
      start = Self.back(file, from: focus.start, to: line.start, room: room / 3)
      end = Self.forth(file, from: start, to: line.end, room: room - 2)
    }
    self.file = file
    self.start = start
    self.end = end
    margin = start > line.start ? 1 : 0
    isCutAtEnd = end < line.end
    text =
      (start > line.start ? "…" : "") + Self.shown(file, start, end) + (end < line.end ? "…" : "")
  }

  /// Where a marker under a range begins and how wide it is, at least 1; a range that goes on after
  /// the line is marked up to its end.
  /// One that lies where the line is cut is marked there.
  func columns(of range: SourceRange) -> (start: Int, width: Int) {
    if range.end <= start, range.start < start { return (0, 1) }
    if range.start >= end, isCutAtEnd { return (margin + Self.columns(file, start, end), 1) }
    let first = min(max(range.start, start), end)
    let last = min(max(range.end, first), end)
    return (
      margin + Self.columns(file, start, first), max(1, Self.columns(file, first, last))
    )
  }

  private static func columns(_ file: SourceFile, _ start: Int, _ end: Int) -> Int {
    shown(file, start, end).columns
  }

  private static func shown(_ file: SourceFile, _ start: Int, _ end: Int) -> String {
    file.text(in: SourceRange(start, end)).split(separator: "\t", omittingEmptySubsequences: false)
      .map(\.visibleLine).joined(separator: "  ")
  }

  /// The start of the scalars before an offset that fit into so many columns.
  private static func back(_ file: SourceFile, from: Int, to limit: Int, room: Int) -> Int {
    var offset = from
    var used = 0
    while offset > limit {
      var previous = offset - 1
      while previous > limit, file.bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
      used += columns(file, previous, offset)
      if used > room { break }
      offset = previous
    }
    return offset
  }

  /// The end of the scalars after an offset that fit into so many columns.
  private static func forth(_ file: SourceFile, from: Int, to limit: Int, room: Int) -> Int {
    var offset = from
    var used = 0
    while offset < limit {
      var next = offset + 1
      while next < limit, file.bytes[next] & 0xC0 == 0x80 { next += 1 }
      used += columns(file, offset, next)
      if used > room { break }
      offset = next
    }
    return offset
  }
}
