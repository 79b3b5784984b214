import TestSupport
import Testing

@Suite struct `A report's page` {
  private func applied() async throws -> Workbench {
    let bench = try Workbench.project(["one.yaml": Text.chat("one"), "two.yaml": Text.chat("two")])
    let output = try await bench.herald("apply", "--auto-approve")
    #expect(output.status == 0, "\(output.both)")
    return bench
  }

  @Test func `is written beside where the command is run, and told of`() async throws {
    let bench = try await applied()
    let output = try await bench.herald("report")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout == "Wrote report.html: 2 campaigns\n")
    #expect(try bench.read("report.html").hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `goes to standard output and to no file`() async throws {
    let bench = try await applied()
    let before = try bench.everyFile()
    let output = try await bench.herald("report", "--out", "-")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.hasPrefix("<!DOCTYPE html>") && output.stdout.hasSuffix("</html>\n"))
    #expect(try bench.everyFile().keys == before.keys)
  }

  @Test func `is of the campaigns that are named`() async throws {
    let bench = try await applied()
    let output = try await bench.herald("report", "one", "--out", "-")
    #expect(output.stdout.contains("<a href=\"#m1\">one</a>"))
    #expect(!output.stdout.contains(">two</a>"))
  }

  @Test func `of a campaign that is not there is none, and an earlier one stays`() async throws {
    let bench = try await applied()
    try bench.write("report.html", "of an earlier run")
    let output = try await bench.herald("report", "tow")
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("the workspace holds no message of a campaign `tow`"))
    #expect(output.stderr.contains("did you mean `two`?"))
    #expect(try bench.read("report.html") == "of an earlier run")
  }

  @Test func `that cannot be written is a failure before anything is asked`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald("report", "--out", "nowhere/report.html")
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("cannot write `nowhere/report.html`"))
    let campaign = try await bench.herald("report", "--out", "campaigns/one.yaml")
    #expect(campaign.stderr.contains("herald reads such files as campaigns"))
  }

  @Test func `is not asked for with a period that is none`() async throws {
    let bench = try await applied()
    let output = try await bench.herald("report", "--since", "yesterday")
    #expect(output.status == 64)
    #expect(output.stderr.contains("--since must be a day"))
  }

  @Test(arguments: ["wrong", ""])
  func `is not written for who may not look`(token: String) async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let output = try await remote.bench.herald(
      "report", variables: remote.variables.mapValues { _ in token })
    #expect(output.status == 4, "\(output.both)")
    #expect(try remote.bench.everyFile()["report.html"] == nil)
  }
}
