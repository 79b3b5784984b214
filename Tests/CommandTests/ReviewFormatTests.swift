import Foundation
import TestSupport
import Testing

@Suite struct `What reviewers read` {
  private static let formats = ["markdown", "html", "github", "gitlab", "sarif"]

  private static func flags(_ names: [String]) -> [String] {
    names.flatMap { ["--format", "\($0)=out.\($0)"] }
  }

  @Test(arguments: ["validate", "plan", "apply --auto-approve", "destroy --confirm shop"])
  func `comes in any number of forms from one run`(command: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let words = command.split(separator: " ").map(String.init)
    let output = try await bench.herald(words + Self.flags(["json", "text"] + Self.formats))
    #expect(output.status == 0, "\(output.both)")
    #expect(try bench.read("out.text") == output.stdout)
    _ = try JSONSerialization.jsonObject(with: Data(try bench.read("out.json").utf8))
    #expect(try bench.read("out.markdown").hasPrefix("### "))
    #expect(try bench.read("out.html").hasPrefix("<!DOCTYPE html>"))
    #expect(try bench.read("out.github").isEmpty)
    #expect(try bench.read("out.gitlab") == "[]\n")
    #expect(try bench.read("out.sarif").contains(#""version": "2.1.0""#))
  }

  @Test(arguments: formats)
  func `goes to standard output instead of text`(format: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", body: "BUY IT ALL NOW.")])
    let output = try await bench.herald(
      "plan", "--format", format, "--format", "\(format)=out", "--format", "text=out.text")
    #expect(output.status == 0, "\(output.both)")
    #expect(try bench.read("out") == output.stdout)
    #expect(!output.stdout.isEmpty)
    #expect(try bench.read("out.text").contains("Plan: 1 to create"))
  }

  @Test(arguments: ["plan", "apply --auto-approve"])
  func `says what is wrong with the files`(command: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    let words = command.split(separator: " ").map(String.init)
    for name in ["json", "text"] { try bench.write("out.\(name)", "of an earlier run") }
    let output = try await bench.herald(words + Self.flags(["json", "text"] + Self.formats))
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("error[unknown-key]"))
    for name in Self.formats { #expect(try bench.read("out.\(name)").contains("unknown")) }
    for name in ["json", "text"] { #expect(try bench.read("out.\(name)").isEmpty) }
    let shown = try await bench.herald(words + ["--format", "github"])
    #expect(
      shown.stdout.hasPrefix("::error file=campaigns/one.yaml,line=7,"), "\(shown.stdout)")
  }

  @Test(arguments: ["plan", "apply --auto-approve"])
  func `says why there is no plan`(command: String) async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let words = command.split(separator: " ").map(String.init)
    let output = try await remote.bench.herald(
      words + Self.flags(Self.formats), variables: remote.variables.mapValues { _ in "wrong" })
    #expect(output.status == 4, "\(output.both)")
    for name in ["markdown", "html", "github", "sarif"] {
      let text = try remote.bench.read("out.\(name)")
      #expect(text.contains("the remote refused the token (401)"), "\(name): \(text)")
      #expect(!text.contains("wrong"), "\(name)")
    }
    #expect(try remote.bench.read("out.gitlab") == "[]\n")
  }

  @Test func `says that a plan is refused, and where`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one"), "two.yaml": Text.chat("two", "lifecycle: { protect: true }\n"),
    ])
    try await apply(bench)
    try bench.remove("campaigns/two.yaml")
    let output = try await bench.herald(["plan"] + Self.flags(["markdown", "github"]))
    #expect(output.status == 6)
    #expect(try bench.read("out.markdown").hasPrefix("### Stopped, apply refuses this plan: "))
    #expect(try bench.read("out.github").hasPrefix("::error title=protected::change 1: `two`"))
  }

  @Test func `says what came of an apply`() async throws {
    let bench = try Workbench.project(["all.yaml": Text.chats(2)])
    let output = try await bench.herald(
      "apply", "--auto-approve", "--format", "markdown=out.md")
    #expect(output.status == 0)
    let text = try bench.read("out.md")
    #expect(text.hasPrefix("### Applied: 2 created, 0 changed, 0 deleted.\n"))
    #expect(text.contains(" · create chat, live | applied |"), "\(text)")
    #expect(text.contains("chat · live · ongoing · `campaigns/all.yaml:1`\n"), "\(text)")
  }

  @Test(arguments: [
    "plan --format markdown=out --format html=out", "plan --out out --format json=./out",
    "apply --auto-approve --report out --format json=out",
    "apply --auto-approve --out out --report out",
    "destroy --confirm shop --report o --format json=o",
    "validate --format json=out --format sarif=out", "list --format json=out --format json=out",
  ])
  func `is lost to no other in the same file`(command: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let before = try bench.everyFile()
    let output = try await bench.herald(command.split(separator: " ").map(String.init))
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("is named for two results"), "\(output.stderr)")
    #expect(try bench.everyFile() == before)
  }

  @Test func `may go to a device beside another`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald(
      "plan", "--format", "json=/dev/null", "--format", "html=/dev/null")
    #expect(output.status == 0, "\(output.both)")
  }

  @Test(arguments: ["list", "plan --refresh-only"])
  func `is no form of other results`(command: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let words = command.split(separator: " ").map(String.init)
    let output = try await bench.herald(words + ["--format", "sarif=out"])
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("text"), "\(output.stderr)")
    #expect(output.stderr.contains("json"), "\(output.stderr)")
  }

  @Test func `never takes the place of a campaign, also when the run fails`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    let before = try bench.everyFile()
    for arguments in [["plan"], ["apply", "--auto-approve"], ["validate"]] {
      let output = try await bench.herald(
        arguments + ["--format", "markdown=campaigns/one.yaml"])
      #expect(output.status != 0)
      #expect(output.stderr.contains("herald reads such files as campaigns"), "\(output.stderr)")
    }
    #expect(try bench.everyFile() == before)
  }

  /// Who has the old file open, or linked, keeps the old one whole.
  @Test func `takes the place of an older one whole`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("out.md", "old")
    let output = try await bench.shell(
      "ln out.md other.md && chmod 600 out.md && \"$HERALD\" plan --format markdown=out.md >&2"
        + " && stat -c %a out.md && ls -A")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout == "600\ncampaigns\nother.md\nout.md\n")
    #expect(try bench.read("other.md") == "old")
    #expect(try bench.read("out.md").hasPrefix("### Plan: 1 to create"))
  }
}
