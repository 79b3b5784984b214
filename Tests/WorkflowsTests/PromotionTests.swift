import Audiences
import Campaigns
import Diagnostics
import Planning
import Testing
import Workflows

/// The same files against a sandbox, a test workspace and production.
@Suite struct `Promotion from one environment to the next` {
  private static let herald = """
    project: shop
    default_environment: sandbox
    environments:
      sandbox: { remote: sandbox, variables: { news: Anything } }
      staging:
        remote: intercom
        region: eu
        token_env: HERALD_STAGING
        on_unsupported: skip
        variables: { news: Staging news }
      production:
        remote: intercom
        region: eu
        token_env: HERALD_PRODUCTION
        on_unsupported: skip
        variables: { news: Product news }
    defaults: { from: ana@acme.test }
    lint: { missing-action: off, collision: off }

    """

  private static let files = [
    "hello.yaml": ProjectOnDisk.chat("hello"),
    "deals.yaml": ProjectOnDisk.chat("deals", "only_in: [production]"),
    "tip.yaml": """
    campaign: tip
    format: tooltip
    audience: { everyone: true }
    copy: { body: Export here. }
    display: { anchor: "#export" }
    """,
    "news.yaml": """
    campaign: news
    format: post
    audience: { newsfeed: "${news}" }
    copy: { title: News, body: Export your data in one step. }
    """,
  ]

  private func plan(
    _ environment: String, _ newsfeeds: Set<ExactText>?
  ) async throws -> (PlannedProject, MemoryWorkspace) {
    let disk = try ProjectOnDisk(Self.files, project: Self.herald)
    let project = try #require(try await disk.read().project)
    #expect(project.diagnostics.map(\.message) == [])
    let workspace = MemoryWorkspace()
    workspace.know(WorkspaceFacts(newsfeeds: newsfeeds))
    let planned = try await project.plan(
      in: try project.environment(environment), over: workspace, intent: Intent(), commit: nil,
      .fixed)
    return (planned, workspace)
  }

  private func keys(_ planned: PlannedProject) -> [String] {
    planned.plan.changes.map(\.key).sorted()
  }

  private func omissions(_ planned: PlannedProject) -> [String] {
    planned.plan.notes.flatMap { note -> [String] in
      if case .skipped(let campaigns) = note { campaigns.map(\.key) } else { [] }
    }
  }

  @Test func `plans each with its own variables, campaigns and limits`() async throws {
    let (sandbox, _) = try await plan("sandbox", nil)
    #expect(keys(sandbox) == ["hello", "news", "tip"])
    #expect(omissions(sandbox).isEmpty)
    let (staging, asked) = try await plan("staging", ["Staging news"])
    #expect(keys(staging) == ["hello", "news"])
    #expect(omissions(staging) == ["tip"])
    #expect(asked.askedTopics == [.newsfeeds])
    let (production, _) = try await plan("production", ["Product news"])
    #expect(keys(production) == ["deals", "hello", "news"])
    #expect(omissions(production) == ["tip"])
    #expect(
      production.plan.changes.first { $0.key == "news" }?.after?.audience
        == .newsfeed("Product news"))
  }

  @Test func `stops where the workspace has no such newsfeed`() async throws {
    await #expect {
      _ = try await plan("production", ["Staging news"])
    } throws: { error in
      guard case .files(let found)? = error as? Failure else { return false }
      return found.map(\.code) == ["unknown-newsfeed"]
        && found.map(\.message) == ["the workspace Acme has no newsfeed `Product news`"]
    }
  }

  @Test func `reads the same files for all of them at once`() async throws {
    let disk = try ProjectOnDisk(Self.files, project: Self.herald)
    let project = try #require(try await disk.read().project)
    let (problems, omissions) = await project.look(throughEnvironments: .fixed)
    #expect(problems.map(\.message) == [])
    #expect(omissions.map(\.environment) == ["staging", "production"])
    #expect(omissions.map { $0.campaigns.map(\.key) } == [["tip"], ["tip"]])
  }
}
