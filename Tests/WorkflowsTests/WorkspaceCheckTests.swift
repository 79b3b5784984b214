import Audiences
import Diagnostics
import Planning
import Testing
import Workflows

@Suite struct `A look at the workspace` {
  private static let misspelt = """
    campaign: one
    format: chat
    audience: { attribute: plna, is: pro }
    copy: { body: Hello there. }
    schedule: { send: ongoing }
    """
  private static let facts: WorkspaceFacts = {
    var attributes = AttributeFacts()
    attributes.add(.init("plan", .text), of: .person)
    return WorkspaceFacts(attributes: attributes)
  }()

  private func plan(
    _ file: String, _ workspace: MemoryWorkspace, _ intent: Intent = Intent()
  ) async throws -> PlannedProject {
    let disk = try ProjectOnDisk(["one.yaml": file])
    let project = try #require(try await disk.read().project)
    return try await project.plan(
      in: try project.environment(nil), over: workspace, intent: intent, commit: nil, .fixed)
  }

  @Test func `finds what it does not have, and plans all the same`() async throws {
    let workspace = MemoryWorkspace()
    workspace.know(Self.facts)
    workspace.count { _ in .success(.people(1, of: 5)) }
    let planned = try await plan(Self.misspelt, workspace)
    #expect(planned.findings.map(\.code) == ["unknown-attribute"])
    #expect(planned.plan.changes.count == 1)
    #expect(workspace.askedTopics == [.attributes])
  }

  @Test func `stops where a finding is an error`() async throws {
    let workspace = MemoryWorkspace()
    workspace.know(Self.facts)
    workspace.count { _ in .success(.people(1, of: 5)) }
    await #expect {
      _ = try await plan(Self.misspelt.replacing("is: pro", with: "is_not: pro"), workspace)
    } throws: { error in
      guard case .files(let found)? = error as? Failure else { return false }
      return found.map(\.code) == ["unknown-attribute"]
    }
  }

  @Test func `misses no names where nobody is yet`() async throws {
    let workspace = MemoryWorkspace()
    workspace.know(Self.facts)
    #expect(try await plan(Self.misspelt, workspace).findings.isEmpty)
    let wrong = Self.misspelt.replacing("plna, is: pro", with: "plan, at_least: 5")
    await #expect(throws: Failure.self) { _ = try await plan(wrong, workspace) }
  }

  @Test func `is not taken for names that no file has`() async throws {
    let workspace = MemoryWorkspace()
    _ = try await plan(ProjectOnDisk.chat("one"), workspace)
    #expect(workspace.askedTopics.isEmpty)
  }

  private static let eventful = misspelt.replacing(
    "{ attribute: plna, is: pro }", with: "{ event: csv_exported, never: true }")

  @Test func `finds events that nobody has done, of what a plan changes`() async throws {
    let workspace = MemoryWorkspace()
    workspace.count { rule in
      .success(.people(rule == .event(name: "csv_exported", EventTest(.ever)) ? 0 : 3, of: 5))
    }
    let planned = try await plan(Self.eventful, workspace)
    #expect(planned.findings.map(\.code) == ["unseen-event"])
    for change in planned.plan.changes {
      for step in change.steps { _ = try await workspace.perform(step) }
    }
    let counted = workspace.countedRules
    #expect(try await plan(Self.eventful, workspace).findings.isEmpty)
    #expect(workspace.countedRules == counted, "an unchanged plan counts nobody")
  }

  @Test func `counts nobody where a person does not want to know`() async throws {
    let workspace = MemoryWorkspace()
    workspace.count { _ in .success(.people(0, of: 5)) }
    let planned = try await plan(Self.eventful, workspace, Intent(countsPeople: false))
    #expect(planned.findings.isEmpty && workspace.countedRules == 0)
  }

  @Test(
    "says nothing of events that it does not count, or of a workspace without people",
    arguments: [PeopleCount.uncounted, .people(0, of: 0), .people(2, of: 5)])
  func seen(count: PeopleCount) async throws {
    let workspace = MemoryWorkspace()
    workspace.count { _ in .success(count) }
    #expect(try await plan(Self.eventful, workspace).findings.isEmpty)
  }
}
