import Applying
import Planning
import Remote
import Synchronization
import Testing
import Workflows

@Suite struct `An apply` {
  @Test func `shows the plan, carries it out, and finds it kept`() async throws {
    let (workspace, overseer) = (MemoryWorkspace(), ScriptedOverseer(.beforehand))
    let outcome = try await run(workspace, overseer)
    #expect(overseer.shown.map(\.plan.changes.count) == [3])
    #expect(overseer.beginnings == 1)
    #expect(overseer.lastDone == 3)
    #expect(workspace.messages.count == 3)
    #expect(outcome.verdicts == [.changes])
  }

  @Test func `plans once when it was agreed to beforehand, and reads again what it wrote`()
    async throws
  {
    let workspace = MemoryWorkspace()
    _ = try await run(workspace, ScriptedOverseer(.beforehand))
    #expect(workspace.snapshotCount == 2)
  }

  @Test func `of nothing writes and asks nothing`() async throws {
    let workspace = MemoryWorkspace()
    _ = try await run(workspace, ScriptedOverseer(.beforehand))
    let overseer = ScriptedOverseer(.refused)
    let outcome = try await run(workspace, overseer)
    #expect(outcome.verdicts.isEmpty)
    #expect(overseer.beginnings == 0)
  }

  @Test func `that is refused writes nothing`() async throws {
    let workspace = MemoryWorkspace()
    let outcome = try await run(workspace, ScriptedOverseer(.refused))
    #expect(outcome.verdicts.contains(.failed))
    #expect(workspace.stepCount == 0)
  }

  @Test func `that a gate stops is not asked about`() async throws {
    let workspace = MemoryWorkspace()
    _ = try await run(workspace, ScriptedOverseer(.beforehand))
    let overseer = ScriptedOverseer(.now)
    let steps = workspace.stepCount
    let outcome = try await run(
      workspace, overseer, files: ["other.yaml": ProjectOnDisk.chat("x1")])
    #expect(Verdict.foremost(of: outcome.verdicts) == .stopped)
    #expect(workspace.stepCount == steps)
    #expect(overseer.shown.count == 1)
  }

  @Test func `plans again after an answer, and asks again when anything moved`() async throws {
    let workspace = MemoryWorkspace()
    _ = try await run(workspace, ScriptedOverseer(.beforehand))
    let looks = workspace.snapshotCount
    workspace.before(snapshot: looks + 1) { $0.change("shop/two", body: "By hand.") }
    let overseer = ScriptedOverseer(.now, .refused)
    let changed = ProjectOnDisk.chat("one", body: "New.") + "---\n" + Self.rest
    let outcome = try await run(workspace, overseer, files: ["all.yaml": changed])
    #expect(overseer.shown.map(\.plan.changes.count) == [1, 2])
    #expect(overseer.shown.map(\.isNews) == [false, true])
    #expect(outcome.plan == overseer.shown.last?.plan)
  }

  @Test func `applies what was agreed to when nothing moved`() async throws {
    let workspace = MemoryWorkspace()
    let overseer = ScriptedOverseer(.now)
    let outcome = try await run(workspace, overseer)
    #expect(overseer.shown.count == 1)
    #expect(outcome.verdicts == [.changes])
  }

  @Test func `does not ask again because people came and went`() async throws {
    let workspace = MemoryWorkspace()
    let people = Mutex(0)
    workspace.count { _ in
      .success(
        .people(
          people.withLock { count in
            count += 1
            return count
          }, of: 100))
    }
    let overseer = ScriptedOverseer(.now)
    let outcome = try await run(workspace, overseer)
    #expect(overseer.shown.count == 1)
    #expect(outcome.plan.reach?.everyone == 100)
    #expect(outcome.verdicts == [.changes])
  }

  @Test func `whose people cannot be counted writes nothing`() async throws {
    let workspace = MemoryWorkspace()
    workspace.count { _ in .failure(.serverFailed(status: 500, mayHaveLanded: false)) }
    await #expect(throws: Failure.self) {
      _ = try await run(workspace, ScriptedOverseer(.beforehand))
    }
    #expect(workspace.stepCount == 0)
  }

  @Test func `of nothing counts nobody`() async throws {
    let workspace = MemoryWorkspace()
    _ = try await run(workspace, ScriptedOverseer(.beforehand))
    let counted = workspace.countedRules
    _ = try await run(workspace, ScriptedOverseer(.beforehand))
    #expect(workspace.countedRules == counted)
  }

  @Test func `stops before the next change when it is interrupted`() async throws {
    let workspace = MemoryWorkspace()
    let overseer = ScriptedOverseer(.beforehand, isInterrupted: { workspace.stepCount >= 1 })
    let outcome = try await run(workspace, overseer, parallelism: 1)
    #expect(workspace.messages.count == 1)
    #expect(Verdict.foremost(of: outcome.verdicts) == .interrupted)
  }

  @Test func `finds what the remote kept otherwise than it was sent`() async throws {
    let workspace = MemoryWorkspace()
    workspace.alter { spec in
      var spec = spec
      spec.body = spec.body?.uppercased()
      return spec
    }
    let kept = try performance(try await run(workspace, ScriptedOverseer(.beforehand))).kept
    #expect(kept.map(\.change.key) == ["one", "three", "two"])
    #expect(kept.first?.fields.map(\.name) == ["copy.body"])
    #expect(kept.first?.fields.first?.before == .copy("HELLO THERE."))
    #expect(kept.first?.isChangedSince == false)
  }

  @Test func `tells what somebody changed since from what the remote did not keep`() async throws {
    let workspace = MemoryWorkspace()
    workspace.before(snapshot: 1) { $0.change("shop/two", body: "By hand.") }
    let kept = try performance(try await run(workspace, ScriptedOverseer(.beforehand))).kept
    #expect(kept.map(\.change.key) == ["two"])
    #expect(kept.first?.isChangedSince == true)
  }

  static let rest = ["two", "three"].map { ProjectOnDisk.chat($0) }.joined(separator: "---\n")
}

/// Which of several things that hold a command ends with, in outcomes that can occur.
@Suite struct `Of several verdicts` {
  private static let lost = RemoteError.unreachable(reason: "cut off", mayHaveLanded: true)
  private static let down = RemoteError.unreachable(reason: "refused", mayHaveLanded: false)
  private static let invalid = RemoteError.refused(status: 422, code: "data_invalid", field: nil)

  struct Trouble: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// How writes end, by `external_id`.
    let failing: [String: RemoteError]
    var readingAgain: RemoteError?
    let verdict: Verdict
    init(
      _ description: String, _ failing: [String: RemoteError], readingAgain: RemoteError? = nil,
      _ verdict: Verdict
    ) {
      testDescription = description
      self.failing = failing
      self.readingAgain = readingAgain
      self.verdict = verdict
    }
  }

  static let troubles = [
    Trouble("some refused", ["shop/two": invalid], .partial),
    Trouble(
      "all refused", ["shop/one": invalid, "shop/two": invalid, "shop/three": invalid], .failed),
    Trouble("some moved", ["shop/two": .moved], .partial),
    Trouble(
      "all moved or refused", ["shop/one": .moved, "shop/two": invalid, "shop/three": invalid],
      .stale),
    Trouble("the token refused half way", ["shop/two": .unauthorized], .tokenRefused),
    Trouble("the token refused at once", ["shop/one": .unauthorized], .tokenRefused),
    Trouble(
      "moved, then the token refused", ["shop/one": .moved, "shop/three": .unauthorized],
      .tokenRefused),
    Trouble("unreachable half way", ["shop/two": down], .partial),
    Trouble("unreachable at once", ["shop/one": down], .unreachable),
    Trouble(
      "moved, then unreachable", ["shop/one": .moved, "shop/three": down], .stale),
    Trouble("an answer lost", ["shop/one": lost, "shop/three": down], .partial),
    Trouble("all done and then unreachable", [:], readingAgain: down, .unreachable),
    Trouble("all done and then the token refused", [:], readingAgain: .forbidden, .tokenRefused),
    Trouble(
      "some refused and then unreachable", ["shop/two": invalid], readingAgain: down, .partial),
    Trouble(
      "some refused and then the token refused", ["shop/two": invalid],
      readingAgain: .unauthorized, .tokenRefused),
  ]

  @Test(arguments: troubles)
  func `the foremost is told`(trouble: Trouble) async throws {
    let workspace = MemoryWorkspace()
    for (id, error) in trouble.failing { workspace.fail(id, with: error) }
    if let error = trouble.readingAgain { workspace.fail(snapshot: 1, with: error) }
    let outcome = try await run(workspace, ScriptedOverseer(.beforehand), parallelism: 1)
    #expect(Verdict.foremost(of: outcome.verdicts) == trouble.verdict, "\(outcome.verdicts)")
  }

  @Test(arguments: [
    (Verdict.partial, Verdict.failed), (.stopped, .changes), (.stopped, .failed),
    (.interrupted, .partial), (.filesWrong, .tokenRefused), (.tooOld, .stale), (.tooOld, .stopped),
    (.stale, .stopped), (.tokenRefused, .partial), (.partial, .unreachable), (.failed, .changes),
    (.unreachable, .failed), (.usage, .filesWrong), (.filesWrong, .failed),
  ])
  func `the first comes before the second`(first: Verdict, second: Verdict) {
    #expect(Verdict.foremost(of: [second, first]) == first)
  }

  @Test func `each has its place`() {
    #expect(Set(Verdict.precedence) == Set(Verdict.allCases))
    #expect(Verdict.precedence.count == Verdict.allCases.count)
    #expect(Verdict.foremost(of: []) == nil)
  }
}

/// Applies a project of literals over a workspace in memory.
private func run(
  _ workspace: MemoryWorkspace, _ overseer: ScriptedOverseer,
  files: [String: String] = ["all.yaml": ProjectOnDisk.chat("one") + "---\n" + `An apply`.rest],
  parallelism: Int = 4
) async throws -> Outcome {
  let disk = try ProjectOnDisk(files)
  let project = try #require(try await disk.read().project)
  let run = ApplyRun(
    of: project, in: try project.environment(nil), intent: Intent(), commit: nil,
    parallelism: parallelism, .fixed)
  return try await run.run(over: workspace, overseer)
}

private func performance(_ outcome: Outcome) throws -> Performance {
  guard case .performed(let performance) = outcome.end else { throw NotPerformed() }
  return performance
}

private struct NotPerformed: Error {}
