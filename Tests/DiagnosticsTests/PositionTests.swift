import Diagnostics
import Testing

@Suite struct PositionTests {
  @Test(
    "lines end at LF, CR LF and CR, and columns count characters",
    arguments: [
      ("ab\ncd", 0, 1, 1), ("ab\ncd", 1, 1, 2), ("ab\ncd", 2, 1, 3), ("ab\ncd", 3, 2, 1),
      ("ab\ncd", 5, 2, 3), ("ab\ncd", 99, 2, 3),
      ("ab\r\ncd", 2, 1, 3), ("ab\r\ncd", 3, 1, 4), ("ab\r\ncd", 4, 2, 1),
      ("ab\rcd", 2, 1, 3), ("ab\rcd", 3, 2, 1), ("a\r\r\nb", 2, 2, 1), ("a\r\r\nb", 4, 3, 1),
      ("éa🎉b", 2, 1, 2), ("éa🎉b", 3, 1, 3), ("éa🎉b", 7, 1, 4), ("é\né", 3, 2, 1),
      ("a\u{2028}b", 4, 1, 3), ("a\n", 2, 2, 1), ("", 0, 1, 1), ("\n\n", 1, 2, 1),
    ])
  func position(text: String, offset: Int, line: Int, column: Int) {
    let file = SourceFile(path: "f", text: text)
    #expect(file.position(at: offset) == SourcePosition(line: line, column: column))
  }

  @Test("an offset inside a character has the character's column")
  func insideCharacter() {
    let file = SourceFile(path: "f", text: "a🎉b")
    for offset in 1...4 {
      #expect(file.position(at: offset) == SourcePosition(line: 1, column: 2))
    }
  }

  @Test(
    "bytes that are no character are counted as shown, one by one",
    arguments: [
      ([0x89, 0x50], 0, 1), ([0x89, 0x50], 1, 2), ([0x80, 0x80], 1, 2), ([0x61, 0x89], 1, 2),
      ([0xC3, 0xA9, 0x89], 2, 2), ([0xFF, 0x80, 0x61], 2, 3), ([0xE2, 0x82], 1, 1),
    ] as [([UInt8], Int, Int)])
  func noCharacter(bytes: [UInt8], offset: Int, column: Int) {
    let position = SourceFile(path: "f", bytes: bytes).position(at: offset)
    #expect(position == SourcePosition(line: 1, column: column))
  }

  @Test(
    "a line's range has no line break",
    arguments: [
      ("ab\ncd\n", 0, "ab"), ("ab\ncd\n", 2, "ab"), ("ab\ncd\n", 3, "cd"), ("ab\ncd\n", 6, ""),
      ("ab\r\ncd", 1, "ab"), ("ab\r\ncd", 2, "ab"), ("ab\r\ncd", 3, "ab"), ("ab\r\ncd", 4, "cd"),
      ("ab\rcd", 2, "ab"), ("ab\rcd", 3, "cd"), ("é\nü", 3, "ü"), ("", 0, ""), ("ab", 99, "ab"),
      ("\r\n\r\nx", 1, ""), ("\r\n\r\nx", 2, ""),
    ])
  func line(text: String, offset: Int, line: String) {
    let file = SourceFile(path: "f", text: text)
    #expect(file.text(in: file.lineRange(at: offset)) == line)
  }

  @Test("a byte order mark is taken off once, at the start alone")
  func byteOrderMark() {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(SourceFile(path: "f", bytes: mark + mark + [0x61]).bytes == mark + [0x61])
    #expect(SourceFile(path: "f", bytes: [0x61] + mark).bytes == [0x61] + mark)
    #expect(SourceFile(path: "f", bytes: [0xEF, 0xBB]).bytes == [0xEF, 0xBB])
  }

  @Test("text is clipped at the end of the file")
  func clipped() {
    #expect(SourceFile(path: "f", text: "abc").text(in: SourceRange(1, 9)) == "bc")
    #expect(SourceFile(path: "f", text: "abc").text(in: SourceRange(7, 9)).isEmpty)
  }

  @Test("bytes that are not UTF-8 show as the replacement character")
  func notUTF8() {
    let file = SourceFile(path: "f", bytes: [0x61, 0xFF, 0x62])
    #expect(file.text(in: file.wholeRange) == "a\u{FFFD}b")
  }

  @Test("a union covers both ranges")
  func union() {
    #expect(SourceRange(5, 7).union(SourceRange(1, 2)) == SourceRange(1, 7))
  }
}
