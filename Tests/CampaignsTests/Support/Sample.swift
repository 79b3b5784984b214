import Campaigns
import Diagnostics
import Planning
import Testing

/// A project in memory: `herald.yaml` and files by their paths.
struct Sample {
  let project: Project
  let content: ProjectContent

  static let herald = """
    project: acme-growth
    previously: [acme]
    environments:
      sandbox:
        remote: sandbox
        variables: { app_url: "http://localhost:3000", plan: trial }
      production:
        remote: messages
        url: https://messages.acme.test
        token_env: HERALD_TOKEN
        variables: { app_url: "https://app.acme.test", plan: pro }
    defaults:
      from: ana@acme.test
      schedule: { time_zone: America/New_York }
    limits: { deletes: 3, new_reach: 10000 }

    """

  /// Most samples say no more than what they are about: nobody asks them for a button, unless they
  /// set rules themselves.
  init(_ files: [String: String], herald: String = Sample.herald) throws {
    let herald = herald.contains("lint:") ? herald : herald + "lint: { missing-action: off }\n"
    let (project, problems) = ProjectReader.readProjectFile(
      SourceFile(path: "campaigns/herald.yaml", text: herald))
    #expect(problems.map(\.message) == [])
    self.project = try #require(project)
    let contents = files.map { path, text in
      ProjectReader.readDocuments(of: SourceFile(path: "campaigns/\(path)", text: text))
    }
    content = ProjectReader.assemble(contents, in: project)
  }

  /// One file.
  init(_ text: String, herald: String = Sample.herald) throws {
    try self.init(["a.yaml": text], herald: herald)
  }

  var messages: [String] { content.diagnostics.map(\.message) }

  func lowered(_ name: String = "sandbox") throws -> DesiredSet {
    let environment = try #require(project.environment(name))
    let (desired, problems) = content.lower(for: environment)
    #expect(problems.filter { $0.severity == .error }.map(\.message) == [])
    #expect(content.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return try #require(desired)
  }

  /// The only message's spec.
  func spec(_ name: String = "sandbox") throws -> MessageSpec {
    let messages = try lowered(name).messages
    #expect(messages.count == 1)
    return try #require(messages.first).spec
  }
}
