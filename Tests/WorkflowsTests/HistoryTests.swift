import Applying
import Planning
import Remote
import Testing
import Workflows

@Suite struct `The history in a plan` {
  let workspace = MemoryWorkspace()

  @Test func `tells what a message has done that changes`() async throws {
    let disk = try await applied(2)
    try disk.write("k1.yaml", ProjectOnDisk.chat("k1", body: "Something else."))
    let plan = try await plan(disk)
    #expect(plan.changes.map(\.history?.recipients) == [1_000])
    #expect(plan.changes.map(\.history?.engaged) == [80])
  }

  @Test func `tells what a message has done that goes`() async throws {
    let disk = try await applied(2)
    try disk.remove("k1.yaml")
    #expect(try await plan(disk).changes.map(\.history?.recipients) == [1_000])
  }

  @Test func `is not asked for where nothing changes`() async throws {
    let disk = try await applied(2)
    #expect(try await plan(disk).isEmpty)
    #expect(workspace.askedStats == 0)
  }

  @Test func `is not asked of what nobody has been shown`() async throws {
    let disk = try await applied(2, shown: false)
    try disk.write("k1.yaml", ProjectOnDisk.chat("k1", body: "Something else."))
    #expect(try await plan(disk).changes.count == 1)
    #expect(workspace.askedStats == 0)
  }

  @Test(arguments: [(10, 10), (11, 1)])
  func `takes one question for each message, and one in all for many`(
    messages: Int, questions: Int
  ) async throws {
    let disk = try await applied(messages)
    for number in 1...messages {
      try disk.write("k\(number).yaml", ProjectOnDisk.chat("k\(number)", body: "Something else."))
    }
    let plan = try await plan(disk)
    #expect(plan.changes.compactMap(\.history).count == messages)
    #expect(workspace.askedStats == questions)
  }

  @Test(arguments: [RemoteError.notFound, .badAnswer(reason: "", mayHaveLanded: false)])
  func `is said to be unknown where the workspace does not tell, and the plan goes on`(
    error: RemoteError
  ) async throws {
    let disk = try await applied(11)
    workspace.failStats(with: error)
    for number in 1...11 {
      try disk.write("k\(number).yaml", ProjectOnDisk.chat("k\(number)", body: "Something else."))
    }
    let plan = try await plan(disk)
    #expect(plan.changes.count == 11 && plan.stops.isEmpty)
    #expect(plan.notes == [.historyUnknown(changes: 11)])
  }

  private func applied(_ count: Int, shown: Bool = true) async throws -> ProjectOnDisk {
    let keys = (1...count).map { "k\($0)" }
    let disk = try ProjectOnDisk(
      Dictionary(
        uniqueKeysWithValues: keys.map { ("\($0).yaml", ProjectOnDisk.chat($0)) }))
    let changes = try await plan(disk).changes
    _ = await Applier(destination: workspace, parallelism: 1, isInterrupted: { false })
      .apply(changes) { _ in }
    if shown { for key in keys { workspace.show(key, to: 1_000, engaging: 80) } }
    return disk
  }

  private func plan(_ disk: ProjectOnDisk) async throws -> Plan {
    let project = try #require(try await disk.read().project)
    return try await project.plan(
      in: try project.environment(nil), over: workspace,
      intent: Intent(allowDeletes: 100), commit: nil, .fixed
    ).plan
  }
}
