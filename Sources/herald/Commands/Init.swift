public import ArgumentParser
import ProjectFiles
import Rendering
public import Starter
import Workflows

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Start a project: herald.yaml, an example of each format, and a workflow for CI.",
    discussion: """
      Example: herald init --ci github

      Writes campaigns/ into the folder; nothing that is there is changed. In a folder that has a \
      project, --ci adds the workflow alone: pull requests are validated and planned, with the plan as \
      a comment; a merge applies that plan; every night looks for changes made outside.
      """)

  @Option(
    name: [.customShort("C"), .customLong("directory")],
    help: ArgumentHelp("The folder that campaigns/ is to lie in.", valueName: "dir"),
    completion: .directory)
  var directory = "."

  @Option(
    help: ArgumentHelp("The project's name; from the folder's if left out.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Write a workflow, too: github or gitlab.", valueName: "host"))
  var ci: StarterHost?

  func validate() throws {
    if let name, Starter.name(ofFolder: name) != name {
      throw ValidationError(
        "--name takes small letters, digits and hyphens: `\(Starter.name(ofFolder: name))`?")
    }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      let result = try await Starting(in: directory, .system).write(name: name, for: ci)
      console.output.write(StartText(console.output.page).render(result.paths, next: next(result)))
      return []
    }
  }

  /// What to do now, a line each.
  private func next(_ result: Starting.Result) -> [String] {
    let folder = directory == "." ? "" : " -C \(directory)"
    let projectFile = result.paths.first { $0.hasSuffix(ProjectFolder.projectFileName) }
    var lines = projectFile == nil ? [] : ["herald plan\(folder)"]
    guard let workflow = result.workflow else {
      return lines + ["herald apply\(folder)", "herald init\(folder) --ci github, or gitlab"]
    }
    if let include = result.missingInclude {
      lines.append("add `\(include)` to the `include` of .gitlab-ci.yml")
    }
    if let projectFile {
      lines.append(
        "put the address of your messages API into \(projectFile): the `url` of production")
    }
    return lines + [
      "do what the first lines of \(workflow) ask for",
      "commit it all, and push it to `\(result.branch)`",
      "change a campaign on a branch, and open a \(request) request",
    ]
  }

  private var request: String {
    switch ci {
    case .github, nil: "pull"
    case .gitlab: "merge"
    }
  }
}

extension StarterHost: ExpressibleByArgument {}
