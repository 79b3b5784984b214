/// Pieces of Markdown that nothing can break out of, and in which no name pings anybody.
enum MarkdownText {
  /// Lines as they are, in a fence that is longer than any in them.
  static func fence(_ text: String) -> String {
    let marks = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    return "\(marks)text\n\(text.hasSuffix("\n") ? text : text + "\n")\(marks)\n"
  }

  /// A text within a line, also of a table: there a `|` would end the cell in spite of the code.
  static func code(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let inert = text.replacing("|", with: "<U+007C>")
    let marks = String(repeating: "`", count: longestRun(in: inert) + 1)
    // A space beside a mark is taken away again where both ends have one.
    let edges: Set<Character> = ["`", " "]
    let isPadded = [inert.first, inert.last].contains { $0.map(edges.contains) ?? false }
    let space = isPadded ? " " : ""
    return "\(marks)\(space)\(inert)\(space)\(marks)"
  }

  private static func longestRun(in text: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
