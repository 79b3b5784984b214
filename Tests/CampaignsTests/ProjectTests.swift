import Campaigns
import Diagnostics
import Foundation
import Planning
import Testing

@Suite("Projects")
struct ProjectTests {
  @Test("Everything that a project file can say arrives")
  func complete() throws {
    let (read, diagnostics) = ProjectReader.readProjectFile(
      SourceFile(path: "herald.yaml", text: try Fixture.text(of: "good/project-complete.yaml")))
    #expect(diagnostics.isEmpty)
    let project = try #require(read)
    #expect(project.name == "acme-growth")
    #expect(project.previously == ["acme", "acme-2025"])
    #expect(project.defaultEnvironment == "sandbox")
    #expect(
      project.environments.map(\.remote) == [
        .sandbox,
        .messages(url: "http://127.0.0.1:8080/api", tokenEnv: "HERALD_LOCAL_TOKEN"),
        .messages(url: "https://messages.acme.test", tokenEnv: "HERALD_TOKEN"),
        .intercom(.region(.eu), tokenEnv: "INTERCOM_ACCESS_TOKEN"),
        .intercom(.url("https://intercom.acme.test"), tokenEnv: "INTERCOM_ACCESS_TOKEN"),
      ])
    #expect(project.environment("sandbox")?.value(of: "app_url") == "http://localhost:3000")
    #expect(project.environment("sandbox")?.value(of: "note") == "")
    #expect(project.environment("intercom")?.onUnsupported == .skip)
    #expect(project.defaults.sender == .email("ana@acme.test"))
    #expect(project.defaults.timeZone == "America/New_York")
    #expect(
      project.limits
        == Limits(
          deletes: .percent(25), newReach: 10_000, reach: 50_000,
          perPerson: MessageRate(count: 2, days: 7)))
    #expect(project.measure.minRecipients == 200)
    #expect(project.measure.minEngagement == 0.05)
    #expect(project.freezes.map(\.reason) == ["The office is closed.", "New year"])
    #expect(project.lint.map(\.level) == [.error, .off])
  }

  @Test("A freeze is from its first minute to the end of its last day, in the project's time zone")
  func freezes() throws {
    let sample = try Sample(
      """
      campaign: hello
      format: chat
      audience: { everyone: true }
      copy: { body: Hello }
      schedule: { send: ongoing }
      """,
      herald: """
        project: acme
        environments: { sandbox: { remote: sandbox } }
        defaults: { from: ana@acme.test, schedule: { time_zone: Europe/Berlin } }
        freeze:
          - { from: 2026-12-24, to: 2026-12-26, reason: Holidays }
          - { from: 2026-12-31 18:00, to: 2027-01-01 06:00, reason: New year }

        """)
    let environment = try #require(sample.content.project?.environments.first)
    let desired = try #require(sample.content.lower(for: environment).desired)
    #expect(
      desired.freezes == [
        Freeze(
          start: 1_798_066_800, end: 1_798_326_000, timeZone: "Europe/Berlin", reason: "Holidays"),
        Freeze(
          start: 1_798_736_400, end: 1_798_779_600, timeZone: "Europe/Berlin", reason: "New year"),
      ])
  }

  @Test("The only environment is the default one")
  func onlyEnvironment() throws {
    let text = try Fixture.text(of: "good/project-minimal.yaml")
    let project = ProjectReader.readProjectFile(SourceFile(path: "herald.yaml", text: text)).project
    #expect(project?.defaultEnvironment == "sandbox")
  }

  @Test(
    "A rule's severity is the project's", arguments: [("error", 1), ("warning", 1), ("off", 0)])
  func lint(_ level: String, _ count: Int) throws {
    let sample = try Sample(
      """
      campaign: hello
      format: chat
      audience: { everyone: true }
      copy: { body: "Hi {{first_name}}" }
      """, herald: Sample.herald + "lint: { missing-fallback: \(level), missing-action: off }\n")
    #expect(sample.content.diagnostics.count == count)
    #expect(sample.content.diagnostics.allSatisfy { $0.severity.rawValue == level })
  }

  @Test("While herald.yaml cannot be read, nobody is warned of what it may have turned off")
  func unknownLevels() {
    let file = ProjectReader.readDocuments(
      of: SourceFile(
        path: "a.yaml",
        text: """
          campaign: hello
          format: chat
          audience: { everyone: true }
          copy: { body: EXPORT YOUR DATA. }
          displai: { pages: [/a] }
          ---
          campaign: other
          format: chat
          audience: { everyone: true }
          copy: { body: EXPORT YOUR DATA. }

          """))
    #expect(
      ProjectReader.assemble([file], in: nil).diagnostics.map(\.code) == ["unknown-key"])
  }

  @Test("Names that clash between files point at both files, whatever the order of reading")
  func clash() throws {
    let text = "campaign: twice\nformat: chat\naudience: { everyone: true }\ncopy: { body: A }\n"
    let sample = try Sample(["b.yaml": text, "a.yaml": text])
    let diagnostic = try #require(sample.content.diagnostics.first)
    #expect(sample.content.diagnostics.count == 1)
    #expect(diagnostic.primary?.file.path == "campaigns/b.yaml")
    #expect(diagnostic.secondary.map(\.file.path) == ["campaigns/a.yaml"])
  }

  @Test("A broken audience document is not called missing as well")
  func brokenAudience() throws {
    let sample = try Sample([
      "a.yaml": "audience: paying\nwhere: { attribute: plan }\n",
      "b.yaml": "campaign: x-y\nformat: chat\naudience: paying\ncopy: { body: A }\n",
    ])
    #expect(sample.content.diagnostics.map(\.code) == ["missing-condition"])
  }

  @Test("A campaign that is too large for the remote is told before anything is sent")
  func large() throws {
    func campaign(_ values: Int) -> String {
      let list = (0..<values).map { "user-\($0)@acme.test" }.joined(separator: ", ")
      return "audience: { attribute: email, any_of: [\(list)] }\ncopy: { body: A }\n"
    }
    let head = "campaign: large\nformat: chat\n"
    #expect(try Sample(head + campaign(1_500)).content.diagnostics.map(\.code) == [])
    #expect(
      try Sample(head + campaign(3_000)).content.diagnostics.map(\.code) == ["campaign-too-large"])
  }

  @Test("A campaign that a named audience makes too large is told as it is lowered")
  func largeByAudience() throws {
    let list = (0..<3_000).map { "user-\($0)@acme.test" }.joined(separator: ", ")
    let sample = try Sample(
      """
      campaign: large
      format: chat
      audience: many
      copy: { body: A }
      ---
      audience: many
      where: { attribute: email, any_of: [\(list)] }
      """)
    let environment = try #require(sample.project.environment("sandbox"))
    let (desired, diagnostics) = sample.content.lower(for: environment)
    #expect(desired == nil)
    #expect(diagnostics.map(\.code) == ["campaign-too-large"])
  }

  @Test("Files read side by side and in any order give the same content")
  func parallel() async throws {
    let project = try Fixture.project()
    let fixtures = try Fixture.all(in: "good") + Fixture.all(in: "bad")
    let files = fixtures.map { SourceFile(path: $0.name, text: $0.text) }
    let expected = ProjectReader.assemble(files.map(ProjectReader.readDocuments), in: project)
    for _ in 0..<4 {
      let contents = await withTaskGroup(of: FileContent.self) { group in
        for file in files.shuffled() {
          group.addTask { ProjectReader.readDocuments(of: file) }
        }
        return await group.reduce(into: [FileContent]()) { $0.append($1) }
      }
      let content = ProjectReader.assemble(contents, in: project)
      #expect(content.diagnostics == expected.diagnostics)
      #expect(content.campaigns.map(\.key) == expected.campaigns.map(\.key))
    }
  }

  @Test("The project of the repository has nothing to tell, and every environment can be planned")
  func repository() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "campaigns").resolvingSymlinksInPath()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".yaml") && $0 != "herald.yaml" }
    #expect(paths.count >= 10)
    func file(_ path: String) throws -> SourceFile {
      SourceFile(path: path, bytes: Array(try Data(contentsOf: root.appending(path: path))))
    }
    let (project, problems) = ProjectReader.readProjectFile(try file("herald.yaml"))
    #expect(problems == [])
    let contents = try paths.map { ProjectReader.readDocuments(of: try file($0)) }
    let content = ProjectReader.assemble(contents, in: project)
    #expect(content.diagnostics == [])
    for environment in try #require(project).environments {
      let (desired, diagnostics) = content.lower(for: environment)
      #expect(diagnostics == [])
      #expect(try #require(desired).campaigns.count >= 10)
    }
  }
}
