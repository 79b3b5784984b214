import TestSupport
import Testing

@Suite struct `Destroy` {
  @Test func `takes away everything of the project, and nothing else`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(3)])
    let strangers = try remote.sandbox.messages()
    try await apply(remote.bench, variables: remote.variables)
    let output = try await remote.bench.herald(
      "destroy", "--confirm", "shop", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("3 deleted"), "\(output.stdout)")
    #expect(try remote.sandbox.messages() == strangers)
  }

  @Test func `counts nobody: it exposes nobody`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(3)])
    try await apply(remote.bench, variables: remote.variables)
    let counted = remote.gateway.requests.count { $0.path == "/messages/reach" }
    let output = try await remote.bench.herald(
      "destroy", "--confirm", "shop", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(remote.gateway.requests.count { $0.path == "/messages/reach" } == counted)
    #expect(!output.stdout.contains("nobody counted"), "\(output.stdout)")
  }

  @Test func `wants the project's own name`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try await apply(bench)
    let output = try await bench.herald("destroy", "--confirm", "shopp")
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("not the project's name, `shop`"), "\(output.stderr)")
    #expect(try await Listing(of: bench).keys == ["one"])
  }

  @Test func `is stopped by a protected message, even when its file is gone`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one", "lifecycle: { protect: true }\n"), "two.yaml": Text.chat("two"),
    ])
    try await apply(bench)
    try bench.remove("campaigns/one.yaml")
    for arguments in [
      ["destroy", "--confirm", "shop"], ["destroy", "--confirm", "shop", "--delete"],
      ["apply", "--auto-approve", "--allow-deletes", "5"],
    ] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 6, "\(output.both)")
      #expect(output.stdout.contains("`one` is protected"), "\(output.stdout)")
    }
    #expect(try await Listing(of: bench).keys == ["one", "two"])
  }

  @Test func `says what it refuses, and does not call a file removed that is there`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one", "lifecycle: { protect: true }\n")
    ])
    try await apply(bench)
    let output = try await bench.herald("destroy", "--confirm", "shop")
    #expect(output.stdout.contains("Stopped: destroy refuses this plan."), "\(output.stdout)")
    #expect(output.stdout.contains("last applied from campaigns/one.yaml"), "\(output.stdout)")
    #expect(!output.stdout.contains("removed from"))
  }

  @Test func `goes on once the protection was lifted in a change of its own`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one", "lifecycle: { protect: true }\n")
    ])
    try await apply(bench)
    try bench.write("campaigns/one.yaml", Text.chat("one"))
    try await apply(bench)
    let output = try await bench.herald("destroy", "--confirm", "shop")
    #expect(output.status == 0, "\(output.both)")
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test func `archives what people have seen, unless it is to delete that too`() async throws {
    let bench = try Workbench.project(["all.yaml": Text.chats(2)])
    try await apply(bench)
    let seen = try #require(try await Listing(of: bench)["note-1"]?.id)
    try await bench.show(message: seen)
    let archived = try await bench.herald("destroy", "--confirm", "shop")
    #expect(archived.status == 0, "\(archived.both)")
    #expect(try await Listing(of: bench).all.map(\.state) == ["archived"])
    let deleted = try await bench.herald("destroy", "--confirm", "shop", "--delete")
    #expect(deleted.status == 0, "\(deleted.both)")
    #expect(try await Listing(of: bench).all.isEmpty)
  }

  @Test func `works when the files are gone`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try await apply(bench)
    try bench.remove("campaigns/one.yaml")
    let output = try await bench.herald("destroy", "--confirm", "shop")
    #expect(output.status == 0, "\(output.both)")
    #expect(try await Listing(of: bench).keys == [])
  }
}
