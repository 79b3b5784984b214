import Campaigns
import Diagnostics
import Testing

@Suite("Fixtures")
struct FixtureTests {
  @Test(
    "A good file has no errors, and the warnings that it marks",
    arguments: try Fixture.all(in: "good"))
  func good(_ fixture: Fixture) throws {
    let found = try fixture.diagnostics()
    #expect(!found.hasErrors)
    #expect(found.map(Mark.init).sorted() == Mark.marks(in: fixture.text))
  }

  @Test(
    "A bad file has exactly the diagnostics that it marks", arguments: try Fixture.all(in: "bad"))
  func bad(_ fixture: Fixture) throws {
    let found = try fixture.diagnostics()
    let marks = found.map(Mark.init).sorted()
    let expected = Mark.marks(in: fixture.text)
    #expect(!expected.isEmpty)
    let missing = expected.filter { !marks.contains($0) }
    #expect(missing == [])
    let messages = found.filter { !expected.contains(Mark($0)) }
      .map { "\(Mark($0)) \($0.message)" }
    #expect(messages == [])
    #expect(marks == expected)
  }

  @Test("Every code of this target is shown by a fixture, or says why not")
  func coverage() throws {
    // A file of 48 KiB helps nobody: it has a test of its own. Copy rules have examples, and
    // allowances the comments that a mark would stand in.
    let elsewhere = Set(
      ["campaign-too-large", "invalid-allow", "unused-allow", "attribute-type", "unknown-newsfeed"]
        + LintRules.copy
        + LintRules.workspace)
    let fixtures = try Fixture.all(in: "bad") + Fixture.all(in: "good")
    let shown = Set(fixtures.flatMap { Mark.marks(in: $0.text) }.map(\.code))
    let missing = CampaignDiagnostics.all.map(\.code).filter {
      !shown.contains($0) && !elsewhere.contains($0)
    }
    #expect(missing == [])
  }
}
