import Archives
import Testing

@Suite struct `Comma-separated values` {
  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a\rb\r\r\nc", [["a"], ["b"], ["c"]]),
    ("\"x, y\",\"say \"\"hi\"\"\",\"two\nlines\"\n", [["x, y", "say \"hi\"", "two\nlines"]]),
    ("a,,\n,\n", [["a", "", ""], ["", ""]]),
    ("\"\",\"\"\n\n\n\"\"\n", [["", ""], [""]]),
    ("5\" wide,b\"c\"\n", [["5\" wide", "b\"c\""]]),
    ("", []), ("\n", []), ("é,日本\n", [["é", "日本"]]),
  ])
  func `are read row by row, however they are cut`(text: String, rows: [[String]]) {
    for size in [1, 2, 3, 1_000] { #expect(read(text, by: size).rows == rows, "by \(size)") }
  }

  @Test func `are damaged where a quote is never closed`() {
    #expect(read("a,\"b\n", by: 100).isDamaged)
    #expect(!read("a,\"b\"", by: 100).isDamaged)
  }

  @Test func `are damaged where a row is longer than there is room for`() {
    for text in ["aaaaaaaaaaaaaaaaaaa\n", ",,,,,,,,,,,,,,,,,,,,,\n"] {
      #expect(read(text, by: 5, maximumRowSize: 16).isDamaged)
      #expect(!read(text, by: 5, maximumRowSize: 64).isDamaged)
    }
  }

  @Test func `have nothing where a row is shorter than the others`() {
    var reader = CSVReader()
    var text: String?
    Array("a\n".utf8).withUnsafeBufferPointer { bytes in
      reader.read(bytes) { text = $0.text(4) }
    }
    #expect(text == "")
  }

  private func read(
    _ text: String, by size: Int, maximumRowSize: Int = 1_000
  ) -> (rows: [[String]], isDamaged: Bool) {
    var reader = CSVReader(maximumRowSize: maximumRowSize)
    var rows: [[String]] = []
    let take = { (row: CSVReader.Row) in rows.append((0..<row.count).map(row.text)) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      Array(rest.prefix(size)).withUnsafeBufferPointer { reader.read($0, take) }
      rest = rest.dropFirst(size)
    }
    reader.finish(take)
    return (rows, reader.isDamaged)
  }
}
