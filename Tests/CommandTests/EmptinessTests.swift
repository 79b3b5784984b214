import Foundation
import TestSupport
import Testing

/// Promise 6: deleting everything by accident is impossible.
@Suite struct `Everything gone` {
  @Test(arguments: ["files removed", "files emptied", "only_in moves them away"])
  func `is refused and deletes nothing`(how: String) async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one"), "two.yaml": Text.post("two"),
    ])
    try bench.edit(
      "campaigns/herald.yaml", "defaults:", "  other:\n    remote: sandbox\ndefaults:")
    try await apply(bench)
    for (name, key) in [("one.yaml", "one"), ("two.yaml", "two")] {
      switch how {
      case "files removed": try bench.remove("campaigns/\(name)")
      case "files emptied": try bench.write("campaigns/\(name)", "# nothing\n")
      default: try bench.write("campaigns/\(name)", Text.chat(key, "only_in: [other]\n"))
      }
    }
    for arguments in [["plan"], ["apply", "--auto-approve", "--allow-deletes", "100"]] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 6, "\(output.both)")
      #expect(output.stdout.contains("no file is left for any of the 2 messages"))
      #expect(output.stdout.contains("herald destroy"))
    }
    #expect(try await Listing(of: bench).keys == ["one", "two"])
  }

  @Test func `is refused when the folder is another, empty project of that name`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    try await apply(remote.bench, variables: remote.variables)
    let writes = remote.gateway.writes.count
    let elsewhere = try Workbench.project([:], remote: Text.messages(remote.gateway.url))
    let output = try await elsewhere.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 6, "\(output.both)")
    #expect(remote.gateway.writes.count == writes)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `is refused when a folder cannot be read`() async throws {
    let bench = try Workbench.project([
      "a/one.yaml": Text.chat("one"), "b/two.yaml": Text.chat("two"),
    ])
    try await apply(bench)
    chmod(bench.path("campaigns/b"), 0)
    defer { chmod(bench.path("campaigns/b"), 0o700) }
    let output = try await bench.herald("apply", "--auto-approve")
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("[unreadable-file]"))
    #expect(try await Listing(of: bench).keys == ["one", "two"])
  }

  @Test func `stops more than a quarter of what is live from going at once`() async throws {
    let bench = try Workbench.project([
      "stay.yaml": Text.chats(2), "go.yaml": Text.chat("xx") + "---\n" + Text.chat("yy"),
    ])
    try await apply(bench)
    try bench.remove("campaigns/go.yaml")
    let stopped = try await bench.herald("apply", "--auto-approve")
    #expect(stopped.status == 6, "\(stopped.both)")
    #expect(try await Listing(of: bench).keys == ["note-1", "note-2", "xx", "yy"])
    try await apply(bench, "--allow-deletes", "2")
    #expect(try await Listing(of: bench).keys == ["note-1", "note-2"])
  }
}
