import Foundation
import TestSupport
import Testing

/// Times in which nothing may be applied.
@Suite struct `A freeze` {
  private func frozen() throws -> Workbench {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write(
      "campaigns/herald.yaml",
      Text.project(remote: "remote: sandbox").replacingOccurrences(
        of: "from: ana@acme.test",
        with: "from: ana@acme.test\n  schedule: { time_zone: Europe/Berlin }")
        + "freeze: [{ from: 2020-01-01, to: 9998-12-31, reason: The office is closed. }]\n")
    return bench
  }

  @Test func `stops every plan that changes something, and says until when and why`()
    async throws
  {
    let bench = try frozen()
    for command in [["plan"], ["apply", "--auto-approve"]] {
      let output = try await bench.herald(command)
      #expect(output.status == 6, "\(output.both)")
      #expect(
        output.stdout.contains(
          "nothing may be applied until 9998-12-31 (that day included) Europe/Berlin:"),
        "\(output.stdout)")
      #expect(output.stdout.contains("The office is closed."))
    }
  }

  @Test func `lets through what a person allows, once`() async throws {
    let bench = try frozen()
    let allowed = try await bench.herald("apply", "--auto-approve", "--allow-freeze")
    #expect(allowed.status == 0, "\(allowed.both)")
    let unchanged = try await bench.herald("plan")
    #expect(unchanged.status == 0, "\(unchanged.both)")
    #expect(unchanged.stdout.contains("No changes."))
    let destroyed = try await bench.herald("destroy", "--confirm", "shop")
    #expect(destroyed.status == 6, "\(destroyed.both)")
    let thawed = try await bench.herald("destroy", "--confirm", "shop", "--allow-freeze")
    #expect(thawed.status == 0, "\(thawed.both)")
  }
}
