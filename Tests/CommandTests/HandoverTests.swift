import TestSupport
import Testing

/// What is entered by hand, from the files alone.
@Suite struct `herald handover` {
  private static func bench() throws -> Workbench {
    let bench = try Workbench.project([
      "tip.yaml": """
      campaign: tip
      format: tooltip
      audience: testers
      copy: { body: "Export to ${place}.", cta: { label: Go, url: "https://a.test/x" } }
      display: { anchor: "#export" }
      ---
      audience: testers
      where: { tag: beta }
      """,
      "hello.yaml": Text.chat("hello"),
    ])
    try bench.edit(
      "campaigns/herald.yaml", "environments:\n",
      """
      environments:
        live:
          { remote: intercom, region: eu, token_env: HERALD_LIVE, variables: { place: CSV } }

      """)
    try bench.edit(
      "campaigns/herald.yaml", "remote: sandbox", "remote: sandbox\n    variables: { place: here }")
    return bench
  }

  @Test func `needs no token, fills variables and puts audiences in`() async throws {
    let bench = try Self.bench()
    let output = try await bench.herald("handover", "tip", "-e", "live")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("Export to CSV."), "\(output.both)")
    #expect(output.stdout.contains("filters  Tag is beta"), "\(output.both)")
  }

  @Test func `says that apply does what the remote can do`() async throws {
    let bench = try Self.bench()
    for arguments in [["hello", "-e", "live"], ["tip", "-e", "test"]] {
      let output = try await bench.herald(["handover"] + arguments)
      #expect(output.status == 0, "\(output.both)")
      #expect(output.stdout.contains("nothing is to be entered by hand"), "\(output.both)")
    }
  }

  @Test func `is written in each form`() async throws {
    let bench = try Self.bench()
    let output = try await bench.herald(
      "handover", "tip", "-e", "live", "--format", "json", "--format", "markdown=tip.md")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains(#""by_hand": true"#), "\(output.both)")
    #expect(try bench.read("tip.md").hasPrefix("### Handover of `tip`"))
  }

  @Test func `names what was probably meant`() async throws {
    let bench = try Self.bench()
    let key = try await bench.herald("handover", "tipp", "-e", "live")
    #expect(key.status == 64 && key.stderr.contains("`tip`"), "\(key.both)")
    let zone = try await bench.herald("handover", "tip", "-e", "live", "--time-zone", "Berlin")
    #expect(zone.status == 64 && zone.stderr.contains("Europe/Berlin"), "\(zone.both)")
  }
}
