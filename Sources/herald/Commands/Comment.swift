import ArgumentParser
import Foundation
import PullRequests
import Rendering
import Workflows

struct CommentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Post a text as the one comment of the project and environment on a pull request.",
    discussion: """
      Example: herald comment plan.md -e production

      On GitHub pull requests and GitLab merge requests, in a job of theirs: where to, comes from the \
      variables that they set (also of Enterprise), the token from GITHUB_TOKEN or GITLAB_TOKEN. What \
      an earlier run has posted is changed in place; comments of others are never touched.
      """)

  @Argument(
    help: ArgumentHelp(
      "The text, in Markdown: what `--format markdown=FILE` wrote.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions

  @Option(
    name: .customLong("project"),
    help: ArgumentHelp(
      "The project's name, where herald.yaml may be wrong; needs -e.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Another pull request than the run's own.", valueName: "n"))
  var number: Int?

  @Option(
    help: ArgumentHelp("The environment variable that holds the token.", valueName: "variable"))
  var tokenEnv: String?

  @Option(
    help: ArgumentHelp(
      "Seconds, in all, for which a failing host is tried again.", valueName: "seconds"))
  var patience = 60

  func validate() throws {
    if name != nil, environment.environment == nil {
      throw ValidationError("--project reads no herald.yaml: name the environment with -e")
    }
    if let number, number < 1 { throw ValidationError("--number must be 1 or more") }
    guard (0...86_400).contains(patience) else {
      throw ValidationError("--patience must be from 0 to 86400 seconds")
    }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      let (project, environment) = try names()
      let outcome = try await Surroundings.system.post(
        try text(), project: project, environment: environment, number: number,
        tokenVariable: tokenEnv, patience: .seconds(patience))
      console.output.write(CommentText(console.output.page).render(outcome))
      return []
    }
  }

  /// Whose comment it is.
  private func names() throws(Failure) -> (project: String, environment: String) {
    if let name, let environment = environment.environment { return (name, environment) }
    return try ProjectHead.read(at: project.directory).names(of: environment.environment)
  }

  private func text() throws(Failure) -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .unreadable(path: file)
    }
    return String(decoding: data, as: UTF8.self)
  }
}
