import Foundation
import TestSupport
import Testing

@Suite struct `A preview's page` {
  private func applied() async throws -> Workbench {
    let bench = try Workbench.project(["one.yaml": Text.chat("one"), "two.yaml": Text.chat("two")])
    let output = try await bench.herald("apply", "--auto-approve")
    #expect(output.status == 0, "\(output.both)")
    return bench
  }

  @Test func `shows what changes, and writes nowhere else`() async throws {
    let bench = try await applied()
    try bench.write("campaigns/two.yaml", Text.chat("two", body: "Something else is here."))
    let held = try await bench.herald("list", "--format", "json")
    let output = try await bench.herald("preview")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout == "Wrote preview.html: 1 campaign\n")
    let page = try bench.read("preview.html")
    #expect(page.contains("<h1>1 campaign changes</h1>"))
    #expect(page.contains("<ins>Something else is here</ins>"))
    #expect(!page.contains("<code>one</code>"))
    let holds = try await bench.herald("list", "--format", "json")
    #expect(holds.stdout == held.stdout)
  }

  @Test func `shows a campaign that is named also where nothing changes`() async throws {
    let bench = try await applied()
    let output = try await bench.herald("preview", "one", "--out", "-")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("<h1>1 campaign, as the workspace has it</h1>"))
    #expect(output.stdout.contains("<code>one</code>"))
  }

  @Test func `says that nothing changes`() async throws {
    let bench = try await applied()
    let output = try await bench.herald("preview", "--out", "-")
    #expect(output.stdout.contains("<h1>Nothing changes: 2 campaigns as the files say</h1>"))
  }

  @Test func `is from the files alone for who has no token, and says so`() async throws {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages("http://127.0.0.1:1"))
    let output = try await bench.herald("preview", "one", "--out", "-")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("<h1>1 campaign, not compared with the workspace</h1>"))
    #expect(output.stderr.contains("warning: not compared with the workspace: no token"))
  }

  @Test func `is from the files alone where nobody answers`() async throws {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages("http://127.0.0.1:1"))
    let output = try await bench.herald(
      "preview", "one", "--out", "-", "--patience", "0", variables: ["HERALD_TOKEN": "t"])
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("not compared with the workspace</h1>"))
  }

  @Test func `of what changes is none where nobody can say what that is`() async throws {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages("http://127.0.0.1:1"))
    let output = try await bench.herald("preview")
    #expect(output.status == 4, "\(output.both)")
    #expect(try bench.everyFile()["preview.html"] == nil)
  }

  @Test(arguments: [true, false])
  func `of a campaign that is not there is none`(hasRemote: Bool) async throws {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")],
      remote: hasRemote ? "remote: sandbox" : Text.messages("http://127.0.0.1:1"))
    let output = try await bench.herald("preview", "oen")
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("no campaign is selected by `oen`"))
    #expect(output.stderr.contains("did you mean `one`?"))
  }

  @Test func `of files that are wrong is none`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    let output = try await bench.herald("preview", "one")
    #expect(output.status == 3, "\(output.both)")
    #expect(try bench.everyFile()["preview.html"] == nil)
  }

  @Test func `shows what is to be said of the campaign's own document`() async throws {
    let loud = Text.chat("loud", body: "BUY IT ALL NOW AND TODAY.")
    let bench = try Workbench.project(["all.yaml": Text.chat("calm") + "---\n" + loud])
    let output = try await bench.herald("preview", "--out", "-")
    #expect(output.status == 0, "\(output.both)")
    let sections = output.stdout.components(separatedBy: "<section class=\"campaign\"")
    let finding = "warning[shouting]"
    #expect(
      sections.filter { $0.contains("<code>loud</code>") }.allSatisfy { $0.contains(finding) })
    #expect(
      sections.filter { $0.contains("<code>calm</code>") }.allSatisfy { !$0.contains(finding) })
  }

  @Test func `counts whom a campaign reaches, unless nobody wants that`() async throws {
    let bench = try await applied()
    let counted = try await bench.herald("preview", "one", "--out", "-")
    #expect(counted.stdout.contains("<td>0 people</td>"))
    let uncounted = try await bench.herald("preview", "one", "--no-reach", "--out", "-")
    #expect(uncounted.stdout.contains("<td>not counted</td>"))
  }
}
