import Campaigns
import Planning
import Remote
import Testing
import Workflows

@Suite struct `Connecting` {
  @Test(arguments: [
    ([:], TokenProblem.unset), (["OTHER": "t"], .unset), (["HERALD_TOKEN": ""], .empty),
    (["HERALD_TOKEN": "token\n"], .unsendable),
  ])
  func `wants the token of the environment`(
    variables: [String: String], problem: TokenProblem
  ) async throws {
    let project = try #require(try await ProjectOnDisk([:]).read().project)
    let environment = try project.environment("production")
    var surroundings = Surroundings.fixed
    surroundings.variables = variables
    await #expect {
      try await project.folder.connectForReading(to: environment, ConnectionOptions(), surroundings)
    } throws: {
      if case .token(problem, "HERALD_TOKEN")? = $0 as? Failure { true } else { false }
    }
  }

  @Test func `starts the embedded sandbox in the project's folder`() async throws {
    let disk = try ProjectOnDisk(["one.yaml": ProjectOnDisk.chat("one")])
    let project = try #require(try await disk.read().project)
    let environment = try project.environment("test")
    let open = try await project.folder.connectForReading(
      to: environment, ConnectionOptions(), .fixed)
    let snapshot = try await open.closing { workspace throws(Failure) in
      try await project.snapshot(workspace)
    }
    #expect(snapshot.workspace.name == "Acme")
    #expect(snapshot.messages.isEmpty)
  }

  @Test func `needs the token of Intercom, and none of a remote that is here`() async throws {
    let text = ProjectOnDisk.project.replacing(
      "test: { remote: sandbox }",
      with: "test: { remote: intercom, region: eu, token_env: INTERCOM_TOKEN }")
    let project = try #require(try await ProjectOnDisk([:], project: text).read().project)
    await #expect {
      try await project.folder.connectForReading(
        to: try project.environment("test"), ConnectionOptions(), .fixed)
    } throws: {
      if case .token(.unset, "INTERCOM_TOKEN")? = $0 as? Failure { true } else { false }
    }
  }
}

@Suite struct `The git commit` {
  @Test func `is none outside a repository`() async throws {
    let disk = try ProjectOnDisk([:])
    #expect(await gitCommit(at: disk.path) == nil)
    #expect(await gitCommit(at: disk.path + "/nowhere") == nil)
  }
}
