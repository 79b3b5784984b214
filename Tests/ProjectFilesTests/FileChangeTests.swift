import Diagnostics
import Foundation
import ProjectFiles
import Testing

@Suite struct `Changes of several files` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a.yaml", "b.yaml", "c.yaml"] { try folder.write(name, name) }
  }

  private func file(_ name: String, _ text: String? = nil) -> SourceFile {
    SourceFile(path: folder.path(name), text: text ?? name)
  }

  private var texts: [String: String] {
    get throws {
      var texts: [String: String] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        texts[name] = try String(contentsOfFile: folder.path(name), encoding: .utf8)
      }
      return texts
    }
  }

  @Test func `replace and delete, and leave nothing beside`() throws {
    try ProjectFolder.carryOut([
      FileChange(file("a.yaml"), to: Array("new".utf8)), FileChange(file("b.yaml"), to: nil),
    ])
    #expect(try texts == ["a.yaml": "new", "c.yaml": "c.yaml"])
  }

  @Test func `change nothing where one file is not what was read`() throws {
    let before = try texts
    let failure = #expect(throws: FileChangeFailure.self) {
      try ProjectFolder.carryOut([
        FileChange(file("a.yaml"), to: Array("new".utf8)), FileChange(file("b.yaml"), to: nil),
        FileChange(file("c.yaml", "read before"), to: nil),
      ])
    }
    #expect(failure?.error == .changedSince && failure?.stranded == [])
    #expect(try texts == before)
  }

  @Test func `change nothing where one file is gone`() throws {
    let before = try texts
    let failure = #expect(throws: FileChangeFailure.self) {
      try ProjectFolder.carryOut([
        FileChange(file("a.yaml"), to: nil), FileChange(file("d.yaml"), to: nil),
      ])
    }
    #expect(failure?.path == folder.path("d.yaml"))
    #expect(try texts == before)
  }

  @Test func `are put back where a later one fails`() throws {
    let before = try texts
    // The same file twice: it is there when all are looked at, and gone when it is its turn.
    let failure = #expect(throws: FileChangeFailure.self) {
      try ProjectFolder.carryOut([
        FileChange(file("a.yaml"), to: Array("new".utf8)), FileChange(file("b.yaml"), to: nil),
        FileChange(file("b.yaml"), to: nil),
      ])
    }
    #expect(failure?.stranded == [])
    #expect(try texts == before)
  }

  @Test func `delete a link, and not what it leads to`() throws {
    try folder.link("d.yaml", to: "a.yaml")
    try ProjectFolder.carryOut([FileChange(file("d.yaml", "a.yaml"), to: nil)])
    #expect(try texts == ["a.yaml": "a.yaml", "b.yaml": "b.yaml", "c.yaml": "c.yaml"])
  }
}
