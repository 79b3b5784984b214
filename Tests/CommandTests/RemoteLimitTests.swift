import TestSupport
import Testing

/// Campaigns that an environment's remote cannot do, as commands tell it.
@Suite struct `A campaign that Intercom's public API cannot do` {
  private static func bench(_ policy: String) throws -> Workbench {
    let bench = try Workbench.project([
      "tip.yaml": """
      campaign: tip
      format: tooltip
      audience: { tag: beta }
      copy: { body: Export your data in one step., cta: { label: Go, url: "https://a.test/x" } }
      display: { anchor: "#export" }
      """,
      "hello.yaml": Text.chat("hello"),
    ])
    try bench.edit(
      "campaigns/herald.yaml", "environments:\n",
      """
      environments:
        live: { remote: intercom, region: eu, token_env: HERALD_LIVE\(policy) }

      """)
    return bench
  }

  @Test func `is an error of the files at its line, in a plan of that environment, too`()
    async throws
  {
    let bench = try Self.bench("")
    for command in [["validate"], ["plan", "-e", "live"]] {
      let output = try await bench.herald(command)
      #expect(output.status == 3, "\(output.both)")
      #expect(output.both.contains("error[unsupported]"), "\(output.both)")
      #expect(output.both.contains("campaigns/tip.yaml:2:9"), "\(output.both)")
      #expect(output.both.contains("herald handover tip -e live"), "\(output.both)")
    }
    let other = try await bench.herald("plan", "-e", "test")
    #expect(other.status == 0, "\(other.both)")
  }

  @Test func `is listed where the environment leaves it out`() async throws {
    let bench = try Self.bench(", on_unsupported: skip")
    let output = try await bench.herald("validate", "--format", "text", "--format", "json=v.json")
    #expect(output.status == 0, "\(output.both)")
    #expect(
      output.stdout.contains(
        "live leaves out 1 campaign that Intercom's public API cannot do: tip"),
      "\(output.stdout)")
    #expect(try bench.read("v.json").contains(#""key": "tip""#))
  }

  @Test(arguments: [
    ["calendar", "-e", "live"], ["calendar", "-e", "live", "--only", "tip"],
    ["calendar", "-e", "live", "--format", "json"],
    ["preview", "tip", "hello", "-e", "live", "--out", "-"],
    ["preview", "tip", "-e", "live", "--out", "-"],
    ["validate", "--format", "github"], ["validate", "--format", "gitlab"],
    ["validate", "--format", "sarif"], ["handover", "-e", "live"],
    ["handover", "-e", "live", "--format", "json"],
    ["handover", "-e", "live", "--format", "markdown"],
  ])
  func `is never left out in silence`(arguments: [String]) async throws {
    let bench = try Self.bench(", on_unsupported: skip")
    let output = try await bench.herald(arguments)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("tip") && output.stdout.contains("tooltip"), "\(output.both)")
    #expect(!output.stdout.contains("hello (") && !output.stdout.contains("out hello"))
  }

  @Test func `is not spoken of where it is not asked for`() async throws {
    let bench = try Self.bench(", on_unsupported: skip")
    for arguments in [
      ["calendar", "-e", "live", "--only", "hello"], ["calendar", "-e", "test"],
      ["preview", "hello", "-e", "live", "--out", "-"],
    ] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 0, "\(output.both)")
      #expect(!output.stdout.contains("leaves out"), "\(arguments)")
    }
    let none = try await bench.herald("handover", "-e", "test")
    #expect(none.stdout.contains("nothing is to be entered by hand"), "\(none.both)")
  }
}
