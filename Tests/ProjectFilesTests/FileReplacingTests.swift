import Diagnostics
import Foundation
import ProjectFiles
import Testing

@Suite("Replacing a file")
struct FileReplacingTests {
  private func file(_ text: String) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", text)
    return (folder, folder.path + "/a.yaml")
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test("it has the new content, its rights and nothing beside it")
  func whole() throws {
    let (folder, path) = try file("old")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try ProjectFolder.replace(SourceFile(path: path, text: "old"), with: Array("new".utf8))
    #expect(try bytes(path) == Array("new".utf8))
    #expect(
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.yaml"])
  }

  @Test("one that somebody has changed since stays")
  func changedSince() throws {
    let (folder, path) = try file("saved meanwhile")
    #expect(throws: ReplacingError.changedSince) {
      try ProjectFolder.replace(SourceFile(path: path, text: "old"), with: Array("new".utf8))
    }
    #expect(try bytes(path) == Array("saved meanwhile".utf8))
    withExtendedLifetime(folder) {}
  }

  @Test("a byte order mark stays")
  func mark() throws {
    let (folder, path) = try file("\u{FEFF}old")
    try ProjectFolder.replace(SourceFile(path: path, text: "old"), with: Array("new".utf8))
    #expect(try bytes(path) == [0xEF, 0xBB, 0xBF] + Array("new".utf8))
    withExtendedLifetime(folder) {}
  }

  @Test("a link stays a link, and its target changes")
  func link() throws {
    let (folder, path) = try file("old")
    let link = folder.path + "/b.yaml"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a.yaml")
    try ProjectFolder.replace(SourceFile(path: link, text: "old"), with: Array("new".utf8))
    #expect(try bytes(path) == Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.yaml")
  }

  @Test("one that is gone is told")
  func gone() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ReplacingError.unwritable("no such file or directory")) {
      try ProjectFolder.replace(
        SourceFile(path: folder.path + "/a.yaml", text: "old"), with: Array("new".utf8))
    }
  }
}
