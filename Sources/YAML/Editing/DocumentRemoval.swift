public import Diagnostics

/// A file without some of its documents, every byte of the others as it is.
public enum DocumentRemoval: Sendable, Hashable {
  /// Nothing else is in the file: it can go.
  case wholeFile
  case rest([UInt8])

  /// Takes documents out of a file, each with its `---`, its directives and the comments in it; of
  /// the first, those on the lines right above it.
  ///
  /// - Parameters:
  ///   - ranges: of the roots of the documents, as they were read from the file.
  /// - Throws: `layout` where what is left would not be read as it was.
  public init(of ranges: [SourceRange], from file: SourceFile) throws(EditRefusal) {
    let documents = Self.roots(of: file)
    let left = documents.filter { !ranges.contains($0.range) }
    guard let first = ranges.first, left.count + ranges.count == documents.count else {
      throw .layout(ranges.first ?? SourceRange(0, 0))
    }
    if left.isEmpty {
      self = .wholeFile
      return
    }
    var edits = TextEdits(file)
    for range in ranges {
      let start = edits.start(ofDocument: range)
      edits.replace(
        SourceRange(start, edits.end(ofDocument: range, isFirst: start == 0)), with: "")
    }
    guard let bytes = edits.applied() else { throw .layout(first) }
    let changed = SourceFile(path: file.path, bytes: bytes)
    let kept = Self.roots(of: changed)
    guard kept.map({ changed.text(in: $0.range) }) == left.map({ file.text(in: $0.range) }) else {
      throw .layout(first)
    }
    self = .rest(bytes)
  }

  private static func roots(of file: SourceFile) -> [Node] {
    YAMLReader().read(file).documents.compactMap(\.root)
  }
}

extension TextEdits {
  /// Where a document's lines begin: at its directives or its `---`.
  fileprivate func start(ofDocument range: SourceRange) -> Int {
    var start = lineStart(of: range.start)
    var marker = isMarker("---", at: start)
    while !marker, start > 0 {
      let above = lineStart(of: start - 1)
      if isMarker("...", at: above) { break }
      start = above
      marker = isMarker("---", at: start)
    }
    guard marker else { return startWithoutMarker(range) }
    while start > 0, let above = lineAbove(start), file.bytes[above] == UInt8(ascii: "%") {
      start = above
    }
    return start
  }

  /// Of a file's first document: with the comments right above it, but for those about the file.
  private func startWithoutMarker(_ range: SourceRange) -> Int {
    var start = lineStart(of: range.start)
    while start > 0, let above = lineAbove(start), isComment(at: above), !isModeline(at: above) {
      start = above
    }
    return start
  }

  /// Where the next document's lines begin; after a document's own `...`, unless that is needed
  /// between the one before it and directives.
  fileprivate func end(ofDocument range: SourceRange, isFirst: Bool) -> Int {
    var line = nextLine(after: range.end)
    while line < file.bytes.count {
      if isMarker("---", at: line) { return line }
      let next = nextLine(after: line)
      if isMarker("...", at: line) { return !isFirst && hasDirectives(from: next) ? line : next }
      line = next
    }
    return line
  }

  private func hasDirectives(from start: Int) -> Bool {
    var line = start
    while line < file.bytes.count, !isMarker("---", at: line) {
      if file.bytes[line] == UInt8(ascii: "%") { return true }
      line = nextLine(after: line)
    }
    return false
  }

  private func lineAbove(_ start: Int) -> Int? { start > 0 ? lineStart(of: start - 1) : nil }

  private func isMarker(_ marker: String, at start: Int) -> Bool {
    let end = start + marker.utf8.count
    guard file.bytes[start...].starts(with: marker.utf8) else { return false }
    return end == file.bytes.count || Self.isBlank(file.bytes[end])
      || file.bytes[end] == UInt8(ascii: "\t")
  }

  private func isComment(at start: Int) -> Bool {
    file.bytes[start..<lineEnd(of: start)].first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "#")
  }

  /// As `# yaml-language-server: $schema=…`, which editors look for.
  private func isModeline(at start: Int) -> Bool {
    file.text(in: SourceRange(start, lineEnd(of: start))).contains("yaml-language-server:")
  }
}
