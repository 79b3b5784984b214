import Applying
import Campaigns
import Diagnostics
import Planning
import Remote
import Testing
import Workflows

@Suite struct `Plan and apply` {
  @Test func `leave nothing to do`() async throws {
    let disk = try ProjectOnDisk(["all.yaml": Self.three])
    let workspace = MemoryWorkspace()
    let first = try await plan(disk, workspace)
    #expect(first.plan.changes.map(\.action) == [.create, .create, .create])
    let report = await apply(first, to: workspace)
    #expect(report.isComplete)
    #expect(try await plan(disk, workspace).plan.isEmpty)
  }

  @Test func `look once for a plan, and write nothing`() async throws {
    let workspace = MemoryWorkspace()
    _ = try await plan(try ProjectOnDisk(["all.yaml": Self.three]), workspace)
    #expect(workspace.snapshotCount == 1)
    #expect(workspace.stepCount == 0)
  }

  @Test func `look at the whole workspace for a plan that makes messages, and for no other`()
    async throws
  {
    let workspace = MemoryWorkspace()
    let disk = try ProjectOnDisk(["all.yaml": Self.three])
    _ = await apply(try await plan(disk, workspace), to: workspace)
    #expect(workspace.wideLookCount == 1)
    #expect(try await plan(disk, workspace).plan.isEmpty)
    #expect(workspace.wideLookCount == 1)
  }

  @Test func `remember the commit and the file, from the root of the project`() async throws {
    let workspace = MemoryWorkspace()
    let disk = try ProjectOnDisk(["sub/one.yaml": ProjectOnDisk.chat("one")])
    let planned = try await plan(disk, workspace, commit: GitCommit(id: "abc123"))
    _ = await apply(planned, to: workspace)
    let provenance = workspace.messages.first?.record?.provenance
    #expect(provenance == Provenance(file: "sub/one.yaml", commit: GitCommit(id: "abc123")))
  }

  @Test func `remember twenty revisions before the present one, each with its commit`() async throws
  {
    let workspace = MemoryWorkspace()
    for number in 1...23 {
      let disk = try ProjectOnDisk(["one.yaml": ProjectOnDisk.chat("one", body: "Text \(number)")])
      let planned = try await plan(disk, workspace, commit: GitCommit(id: "c\(number)"))
      _ = await apply(planned, to: workspace)
    }
    let record = try #require(workspace.messages.first?.record)
    #expect(record.revision == 23)
    #expect(record.history.map(\.number) == Array(3...22))
    #expect(record.history.map(\.provenance.commit?.id) == (3...22).map { "c\($0)" })
  }

  @Test func `make no change of another commit`() async throws {
    let workspace = MemoryWorkspace()
    let disk = try ProjectOnDisk(["one.yaml": ProjectOnDisk.chat("one")])
    _ = await apply(try await plan(disk, workspace, commit: GitCommit(id: "abc123")), to: workspace)
    #expect(try await plan(disk, workspace, commit: GitCommit(id: "def456")).plan.isEmpty)
  }

  @Test func `destroy everything that the project owns, and leave nothing to destroy`() async throws
  {
    let workspace = MemoryWorkspace()
    let disk = try ProjectOnDisk(["all.yaml": Self.three])
    _ = await apply(try await plan(disk, workspace), to: workspace)
    let intent = Intent(goal: .destroy(deleteAll: false))
    let destruction = try await plan(disk, workspace, intent: intent)
    #expect(destruction.plan.stops.isEmpty)
    #expect(await apply(destruction, to: workspace).isComplete)
    #expect(workspace.messages.isEmpty)
    #expect(try await plan(disk, workspace, intent: intent).plan.isEmpty)
  }

  @Test func `end with the remote's own error`() async throws {
    let workspace = MemoryWorkspace()
    workspace.fail(with: .unauthorized)
    let disk = try ProjectOnDisk(["one.yaml": ProjectOnDisk.chat("one")])
    await #expect {
      try await plan(disk, workspace)
    } throws: {
      if case .remote(.unauthorized)? = $0 as? Failure { true } else { false }
    }
  }

  @Test func `want files without errors`() async throws {
    let workspace = MemoryWorkspace()
    let disk = try ProjectOnDisk(["one.yaml": ProjectOnDisk.chat("one", "nonsense: 1\n")])
    await #expect {
      try await plan(disk, workspace)
    } throws: {
      guard case .files(let diagnostics)? = $0 as? Failure else { return false }
      return diagnostics.map(\.code) == ["unknown-key"]
    }
    #expect(workspace.snapshotCount == 0)
  }

  @Test func `want senders whom the workspace has, and name every file without`() async throws {
    let workspace = MemoryWorkspace()
    let disk = try ProjectOnDisk([
      "a.yaml": ProjectOnDisk.chat("aa", "from: anna@acme.test\n"),
      "b.yaml": ProjectOnDisk.chat("bb", "from: 9\n"), "c.yaml": ProjectOnDisk.chat("cc"),
    ])
    await #expect {
      try await plan(disk, workspace)
    } throws: {
      guard case .files(let diagnostics)? = $0 as? Failure else { return false }
      return diagnostics.map(\.code) == ["unknown-sender", "unknown-sender"]
        && diagnostics.first?.help == ["did you mean `ana@acme.test`?"]
        && diagnostics.compactMap { $0.primary?.file.path.hasSuffix(".yaml") } == [true, true]
    }
  }

  static let three = ["one", "two", "three"].map { ProjectOnDisk.chat($0) }.joined(
    separator: "---\n")

  private func plan(
    _ disk: ProjectOnDisk, _ workspace: MemoryWorkspace, intent: Intent = Intent(),
    commit: GitCommit? = nil
  ) async throws -> PlannedProject {
    let project = try #require(try await disk.read().project)
    return try await project.plan(
      in: try project.environment(nil), over: workspace, intent: intent, commit: commit, .fixed)
  }

  private func apply(_ planned: PlannedProject, to workspace: MemoryWorkspace) async -> ApplyReport
  {
    await Applier(destination: workspace, parallelism: 4, isInterrupted: { false })
      .apply(planned.plan.changes) { _ in }
  }
}
