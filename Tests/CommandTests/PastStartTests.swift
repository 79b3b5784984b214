import TestSupport
import Testing

/// A plan is made at a moment, at which a start may have passed.
@Suite struct `A campaign whose start has passed` {
  private static func campaign(_ start: String) -> String {
    Text.chat("one").replacing("schedule: { send: ongoing }\n", with: "")
      + "schedule: { start: \(start) }\n"
  }

  @Test func `is told by the plan that would show it, and by no later one`() async throws {
    let bench = try bench("2026-01-05 09:00")
    #expect(try await bench.herald("validate").stdout.hasPrefix("Valid."))
    let plan = try await bench.herald("plan")
    #expect(plan.status == 0, "\(plan.both)")
    #expect(plan.stderr.contains("warning[past-start]"), "\(plan.both)")
    try await apply(bench)
    let again = try await bench.herald("plan", "--detailed-exitcode")
    #expect(again.status == 0 && !again.stderr.contains("past-start"), "\(again.both)")
    try bench.edit("campaigns/one.yaml", "2026-01-05", "2026-01-06")
    #expect(try await bench.herald("plan").stderr.contains("warning[past-start]"))
  }

  @Test func `is none that lies ahead`() async throws {
    let plan = try await bench("2099-01-05 09:00").herald("plan")
    #expect(plan.status == 0 && !plan.both.contains("past-start"), "\(plan.both)")
  }

  @Test func `is not applied where the project calls that an error`() async throws {
    let bench = try bench("2026-01-05 09:00")
    try bench.edit("campaigns/herald.yaml", "lint: {", "lint: { past-start: error,")
    for command in [["plan"], ["plan", "--no-reach"], ["apply", "--auto-approve"]] {
      let output = try await bench.herald(command)
      #expect(output.status == 3, "\(output.both)")
      #expect(output.both.contains("error[past-start]"), "\(output.both)")
    }
    try bench.edit(
      "campaigns/one.yaml", "schedule:", "# herald: allow past-start -- at once is fine\nschedule:")
    try await apply(bench)
  }

  private func bench(_ start: String) throws -> Workbench {
    let bench = try Workbench.project(["one.yaml": Self.campaign(start)], remote: "remote: sandbox")
    try bench.edit(
      "campaigns/herald.yaml", "defaults:\n", "defaults:\n  schedule: { time_zone: UTC }\n")
    return bench
  }
}
