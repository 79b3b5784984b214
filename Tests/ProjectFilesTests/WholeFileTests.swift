import Foundation
import ProjectFiles
import Testing

@Suite struct `A file that is written whole` {
  @Test func `is made, and replaced`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out.txt"
    for text in ["one\n", "two\n"] {
      #expect(try WholeFile.write(text, to: path))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test func `is not written through a pipe or a device's name`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, "/dev/null", "/dev/stdout"] {
      #expect(try !WholeFile.write("text", to: path))
    }
  }

  @Test func `is an error where there is no folder`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none/out.txt"
    #expect(throws: FileUnwritable.self) { _ = try WholeFile.write("text", to: path) }
  }
}
