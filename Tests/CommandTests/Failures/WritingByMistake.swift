import Foundation
import TestSupport
import Testing

/// What tools of this kind were seen to get wrong, one by one, each named after the failure.
@Suite struct `It does not happen that` {
  static let secret = "hrld_4f1c2b7a9d3e5f60718293a4b5c6d7e8"
}

// MARK: - Writing by mistake

extension `It does not happen that` {
  /// A resource whose file is gone takes its `prevent_destroy` with it: so does a revert.
  @Test func `protection is bypassed when its file is deleted`() async throws {
    let remote = try await ProxiedSandbox(files: [
      "kept.yaml": Text.chat("kept", "lifecycle: { protect: true }\n"),
      "other.yaml": Text.chats(3),
    ])
    try await apply(remote.bench, variables: remote.variables)
    let (before, writes) = (try remote.sandbox.messages(), remote.gateway.writes.count)
    try remote.bench.remove("campaigns/kept.yaml")
    for arguments in [
      ["plan"], ["apply", "--auto-approve"],
      ["apply", "--auto-approve", "--allow-deletes", "100"], ["destroy", "--confirm", "shop"],
    ] {
      let output = try await remote.bench.herald(arguments, variables: remote.variables)
      #expect(output.status == 6, "\(arguments): \(output.both)")
      #expect(output.stdout.contains("`kept` is protected"), "\(arguments): \(output.stdout)")
    }
    #expect(remote.gateway.writes.count == writes)
    #expect(try remote.sandbox.messages() == before)
  }

  /// A saved plan is compared with a file of state, or with nothing, and not with the remote.
  @Test func `a saved plan is carried out although the remote has moved`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(4)])
    try await apply(remote.bench, variables: remote.variables)
    try remote.bench.write("campaigns/all.yaml", Text.chats(4, body: "Ours."))
    let plan = try await remote.bench.herald(
      "plan", "--out", "saved.json", variables: remote.variables)
    #expect(plan.status == 0, "\(plan.both)")

    // A colleague applies another commit meanwhile.
    let colleague = try Workbench.project(
      ["all.yaml": Text.chats(3) + "---\n" + Text.chat("note-4", body: "Theirs.")],
      remote: Text.messages(remote.gateway.url))
    try await apply(colleague, variables: remote.variables)
    let (before, writes) = (try remote.sandbox.messages(), remote.gateway.writes.count)

    let output = try await remote.bench.herald("apply", "saved.json", variables: remote.variables)
    #expect(output.status == 7, "\(output.both)")
    #expect(output.both.contains("note-4"), "\(output.both)")
    #expect(remote.gateway.writes.count == writes, "nothing is written, also of what did not move")
    #expect(try remote.sandbox.messages() == before)
  }

  /// A small project is below the size from which a threshold counts.
  @Test(arguments: [(9, 8), (5, 4), (4, 3), (3, 2)])
  func `a threshold with a minimum size lets nearly everything go`(
    count: Int, gone: Int
  ) async throws {
    let bench = try Workbench.project(["all.yaml": Text.chats(count)])
    try await apply(bench)
    try bench.write("campaigns/all.yaml", Text.chats(count - gone))
    for arguments in [["plan"], ["apply", "--auto-approve"]] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 6, "\(output.both)")
      #expect(output.stdout.contains("\(gone) "), "\(output.stdout)")
    }
    #expect(try await Listing(of: bench).all.count { $0.key != nil && $0.state == "live" } == count)
  }

  /// One file that lost its content plans the deletion of all that it held.
  @Test(arguments: ["", "# moved elsewhere\n", "---\n"])
  func `an empty file deletes everything`(text: String) async throws {
    let bench = try Workbench.project(["all.yaml": Text.chats(9)])
    try await apply(bench)
    try bench.write("campaigns/all.yaml", text)
    let output = try await bench.herald("apply", "--auto-approve", "--allow-deletes", "100")
    #expect([3, 6].contains(output.status), "\(output.both)")
    #expect(try await Listing(of: bench).all.count { $0.key != nil && $0.state == "live" } == 9)
  }

  /// `--dry_run` deployed, `delete --dry-run` deleted, `--checksum` without `--doit` applied.
  @Test(arguments: [
    ["apply", "--auto-approve", "--dry_run"], ["apply", "--auto-approve", "--dry-run"],
    ["apply", "--auto-approve", "--dryrun=true"], ["apply", "--auto-approve", "-n"],
    ["destroy", "--confirm", "shop", "--dry-run"], ["destroy", "--confirm", "shop", "--plan"],
    ["apply", "--auto-aprove"], ["plan", "--apply"], ["plan", "--doit"],
    ["apply", "--auto-approve", "--onyl", "note-1"],
  ])
  func `a dry run writes`(arguments: [String]) async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(2)])
    let output = try await remote.bench.herald(arguments, variables: remote.variables)
    #expect(output.status == 64, "\(output.both)")
    #expect(remote.gateway.connectionCount == 0)
  }

  @Test func `a command that only looks writes`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(3)])
    try await apply(remote.bench, variables: remote.variables)
    let ledger = try Ledger(over: remote.bench.path("server.sqlite"))
    try remote.bench.write("campaigns/all.yaml", Text.chats(2, body: "Anew."))
    let (position, writes) = (try ledger.position(), remote.gateway.writes.count)
    for arguments in [
      ["validate"], ["plan"], ["plan", "--out", "saved.json"], ["plan", "--refresh-only"],
      ["list"], ["show"], ["show", "note-1"],
    ] {
      let output = try await remote.bench.herald(arguments, variables: remote.variables)
      #expect([0, 6].contains(output.status), "\(arguments): \(output.both)")
    }
    #expect(remote.gateway.writes.count == writes)
    #expect(try ledger.position() == position)
  }
}
