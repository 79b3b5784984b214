import Campaigns
import Diagnostics
import TestSupport
import Testing
import Workflows

/// What `herald explain` shows as wrong is wrong, and what it shows as right is right.
@Suite struct `The example of a diagnostic` {
  static let project = """
    project: shop
    environments:
      sandbox: { remote: sandbox, variables: { app_url: "https://app.acme.test" } }
    defaults: { from: ana@acme.test }

    """

  /// The same with a remote that cannot do everything.
  static let limited = project.replacing(
    "environments:\n",
    with: """
      environments:
        production:
          remote: intercom
          region: eu
          token_env: HERALD_TOKEN
          variables: { app_url: "https://app.acme.test" }

      """)

  @Test(arguments: DiagnosticCatalogue.all.filter { !$0.bad.isEmpty })
  func `has the problem`(kind: DiagnosticKind) async throws {
    let output = try await check(kind.bad, for: kind)
    #expect(output.both.contains("[\(kind.code)]"), "\(kind.code): \(output.both)")
    #expect(output.status == (kind.severity == .error ? 3 : 0), "\(kind.code): \(output.both)")
  }

  @Test(arguments: DiagnosticCatalogue.all.filter { !$0.good.isEmpty })
  func `that is right does not have it`(kind: DiagnosticKind) async throws {
    let output = try await check(kind.good, for: kind)
    #expect(!output.both.contains("[\(kind.code)]"), "\(kind.code): \(output.both)")
  }

  /// By the command that looks for it.
  private func check(_ example: String, for kind: DiagnosticKind) async throws -> Output {
    let bench = try Workbench()
    let isProject = example.split(separator: "\n").contains { $0.hasPrefix("project:") }
    let isLimit = RemoteLimitDiagnostics.all.contains { $0.code == kind.code }
    let project = isLimit ? Self.limited : Self.project
    try bench.write("campaigns/herald.yaml", isProject ? example : project)
    if !isProject { try bench.write("campaigns/example.yaml", example) }
    let needsPlan = MomentDiagnostics.all.contains { $0.code == kind.code }
    return try await bench.herald(needsPlan ? "plan" : "validate")
  }
}
