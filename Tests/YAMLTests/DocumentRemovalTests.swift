import Diagnostics
import Testing
import YAML

@Suite struct `A document that is taken out of a file` {
  @Test(
    arguments: [
      ("a: 1\n---\nb: 2\n", ["b"], "a: 1\n"),
      ("a: 1\n---\nb: 2\n", ["a"], "---\nb: 2\n"),
      ("a: 1\n---\nb: 2\n---\nc: 3\n", ["b"], "a: 1\n---\nc: 3\n"),
      ("a: 1\n---\nb: 2\n---\nc: 3\n", ["a", "c"], "---\nb: 2\n"),
      ("---\na: 1\n---\nb: 2", ["b"], "---\na: 1\n"),
      ("--- {a: 1}\n--- {b: 2}\n", ["a"], "--- {b: 2}\n"),
      ("a: 1\r\n---\r\nb: 2\r\n", ["b"], "a: 1\r\n"),
    ])
  func `goes with its marker, and every other byte stays`(
    before: String, keys: [String], after: String
  ) throws {
    #expect(try removing(keys, from: before) == after)
  }

  @Test(
    arguments: [
      ("a: 1\n---\n# b\nb: 2 # two\n# its end\n---\nc: 3\n", "b", "a: 1\n---\nc: 3\n"),
      ("# a\na: 1\n---\nb: 2\n", "a", "---\nb: 2\n"),
      ("# the team's\n\n# a\na: 1\n---\nb: 2\n", "a", "# the team's\n\n---\nb: 2\n"),
      (
        "# yaml-language-server: $schema=s\na: 1\n---\nb: 2\n", "a",
        "# yaml-language-server: $schema=s\n---\nb: 2\n"
      ),
    ])
  func `goes with its comments, and leaves those about the file`(
    before: String, key: String, after: String
  ) throws {
    #expect(try removing([key], from: before) == after)
  }

  @Test(
    arguments: [
      ("a: 1\n...\n%YAML 1.2\n---\nb: 2\n", "b", "a: 1\n...\n"),
      ("%YAML 1.2\n---\na: 1\n...\n---\nb: 2\n", "a", "---\nb: 2\n"),
      // Directives stand after a `...`, unless they are the first.
      ("a: 1\n---\nb: 2\n...\n%YAML 1.2\n---\nc: 3\n", "b", "a: 1\n...\n%YAML 1.2\n---\nc: 3\n"),
      ("a: 1\n...\n%YAML 1.2\n---\nb: 2\n", "a", "%YAML 1.2\n---\nb: 2\n"),
    ])
  func `goes with its directives`(before: String, key: String, after: String) throws {
    #expect(try removing([key], from: before) == after)
  }

  @Test func `is the whole file where nothing but comments is left`() throws {
    let file = SourceFile(path: "a.yaml", text: "# first\n---\na: 1\n---\n# no document\n")
    #expect(try DocumentRemoval(of: ranges(of: ["a"], in: file), from: file) == .wholeFile)
  }

  @Test func `is refused where the file has no such document`() throws {
    let file = SourceFile(path: "a.yaml", text: "a: 1\n---\nb: 2\n")
    #expect(throws: EditRefusal.layout(SourceRange(1, 3))) {
      try DocumentRemoval(of: [SourceRange(1, 3)], from: file)
    }
  }

  private func removing(_ keys: [String], from text: String) throws -> String {
    let file = SourceFile(path: "a.yaml", text: text)
    switch try DocumentRemoval(of: ranges(of: keys, in: file), from: file) {
    case .wholeFile: return ""
    case .rest(let bytes): return String(decoding: bytes, as: UTF8.self)
    }
  }

  private func ranges(of keys: [String], in file: SourceFile) -> [SourceRange] {
    YAMLReader().read(file).documents.compactMap(\.root)
      .filter { root in
        guard case .mapping(let entries) = root.content else { return false }
        return entries.contains { keys.contains($0.key) }
      }.map(\.range)
  }
}
