import Diagnostics
import Testing
import Workflows

@Suite struct `Safeguards that are not enforced yet` {
  @Test(arguments: [
    ("limits: { per_person: 2 per 7 days }\n", "per_person")
  ])
  func `are told at their key`(line: String, key: String) async throws {
    let disk = try ProjectOnDisk(["a.yaml": ProjectOnDisk.chat("aa")])
    try disk.write("herald.yaml", ProjectOnDisk.project + line)
    let found = try await disk.read().diagnostics
    #expect(found.map(\.code) == ["not-enforced"])
    #expect(found.first?.severity == .warning)
    let label = try #require(found.first?.primary)
    #expect(label.file.text(in: label.range) == key)
  }

  @Test func `are not spoken of where nobody asks for them`() async throws {
    let disk = try ProjectOnDisk(["a.yaml": ProjectOnDisk.chat("aa")])
    #expect(try await disk.read().diagnostics.isEmpty)
  }
}
