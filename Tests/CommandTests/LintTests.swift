import TestSupport
import Testing

/// Copy rules, as far as commands are concerned with them.
@Suite struct `A copy rule that is broken` {
  private static let shouted = Text.chat("one", body: "BRING YOUR FRIENDS.")

  @Test(arguments: ["validate", "plan", "apply --auto-approve"])
  func `is told, and stops nothing`(command: String) async throws {
    let bench = try Workbench.project(["one.yaml": Self.shouted])
    let output = try await bench.herald(command.split(separator: " ").map(String.init))
    #expect(output.status == 0, "\(output.both)")
    #expect(output.both.contains("warning[shouting]"), "\(output.both)")
  }

  @Test(arguments: ["validate", "plan", "apply --auto-approve"])
  func `stops all that it can where the project says so`(command: String) async throws {
    let bench = try Workbench.project(["one.yaml": Self.shouted])
    try bench.edit("campaigns/herald.yaml", "lint: {", "lint: { shouting: error,")
    let output = try await bench.herald(command.split(separator: " ").map(String.init))
    #expect(output.status == 3, "\(output.both)")
    #expect(output.both.contains("error[shouting]"), "\(output.both)")
    let allowed = Self.shouted.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.contains("BRING") ? $0 + " # herald: allow shouting -- agreed" : $0 }
    try bench.write("campaigns/one.yaml", allowed.joined(separator: "\n"))
    #expect(try await bench.herald("validate").stdout.hasPrefix("Valid."))
  }
}
