import Diagnostics
import Planning
import ProjectFiles
import PullRequests
import Remote
import Rendering
import Sandbox
import Workflows

extension Console {
  /// Says why a command came to nothing, and what to do next.
  func explain(_ failure: Failure) {
    switch failure {
    case .files(let diagnostics):
      errors.write(DiagnosticsText(errors.page).render(diagnostics))
    case .noFolder, .noProject, .unknownEnvironment, .noEnvironment, .unknownKey,
      .unknownTimeZone, .unknownSelection, .noMessage, .noPerson, .severalPeople, .token, .remote,
      .sandbox,
      .planFile, .unwritable, .startedAlready, .unreadable, .noPullRequest, .noRevision, .host,
      .unsupported:
      errors.write("error: \(failure.sentence)\n")
      if let help = failure.help { errors.write("  help: \(help)\n") }
    }
  }
}

extension Failure {
  var sentence: String {
    switch self {
    case .noFolder(let path): "there is no folder `\(path)`"
    case .noProject(let path):
      "there is no herald.yaml in `\(path)` or"
        + " `\(ProjectFolder.join(path, ProjectFolder.usualName))`"
    case .files: "the files are wrong"
    case .unknownEnvironment(let name, _, _): "the project has no environment `\(name)`"
    case .noEnvironment: "the project has several environments and no default"
    case .unknownKey(let key, _): "there is no campaign `\(key)`"
    case .unknownTimeZone(let name, _): "there is no time zone `\(name)`"
    case .unknownSelection(let word, .outside): "`\(word)` is not in the project's folder"
    case .unknownSelection(let word, .nothing): "no campaign is selected by `\(word)`"
    case .noMessage(let key, _): "the workspace holds no message of a campaign `\(key)`"
    case .noPerson(let name): "the workspace knows nobody by `\(name.text)`"
    case .severalPeople(let name, let people):
      "`\(name.text)` is a name of \(people.count) people"
    case .token(.unset, let variable): "no token: the environment variable \(variable) is not set"
    case .token(.empty, let variable): "no token: the environment variable \(variable) is empty"
    case .token(.unsendable, let variable):
      "the environment variable \(variable) holds a space, a line break or another character that"
        + " no token has"
    case .remote(let error): error.description
    case .sandbox(let error): error.description
    case .planFile(let path, .unreadable(let reason)):
      "there is no saved plan `\(path)`: \(reason)"
    case .planFile(let path, .invalid(let problem)): Self.words(path, problem)
    case .unwritable(let path, let reason): "cannot write `\(path)`: \(reason)"
    case .startedAlready(let path, _):
      "cannot write `\(path)`: it is there already; nothing was written"
    case .unreadable(let path): "there is no file `\(path)` that can be read"
    case .noRevision(let name, .unknown): "git knows no revision `\(name)` here"
    case .noRevision(_, .noGit): "there is no git to ask for a revision"
    case .noRevision(let name, .unreadable): "git does not give the files of `\(name)`"
    case .noRevision(let name, .noProject(let path)):
      "there is no herald.yaml in `\(path)` in `\(name)`"
    case .noPullRequest(.noHost): "this is no run of GitHub's or GitLab's CI"
    case .noPullRequest(.variable(let name)):
      "the environment variable \(name) is not what the code host sets"
    case .noPullRequest(.noNumber): "this run is not one of a pull request"
    case .host(let error): error.description
    case .unsupported(let sentence): sentence
    }
  }

  var help: String? {
    switch self {
    case .noFolder, .noProject: "name the project's folder with -C DIR"
    case .files: nil
    case .unknownEnvironment(_, let suggestion, let known):
      suggestion.map { "did you mean `\($0)`?" }
        ?? "its environments are \(Self.listed(known))"
    case .noPerson:
      "name somebody by id, by your own id as `user_id:17`, or by e-mail address"
    case .severalPeople(_, let people):
      "say which: "
        + people.prefix(5).map { "`id:\($0.id)` (\($0.role))" }.joined(separator: ", ")
    case .noEnvironment(let known): "name one with -e: \(Self.listed(known))"
    case .unknownKey(_, let suggestion): suggestion.map { "did you mean `\($0)`?" }
    case .unknownTimeZone(_, let suggestion):
      suggestion.map { "did you mean `\($0)`?" } ?? "name one as `Europe/Berlin`, or UTC"
    case .unknownSelection(_, .outside(let folder)):
      "the project is `\(folder)`; paths are from the current folder"
    case .unknownSelection(_, .nothing(let suggestion)):
      suggestion.map { "did you mean `\($0)`?" }
        ?? "name a campaign's key, `tag:` and a tag, or a file or folder"
    case .noMessage(_, let suggestion):
      suggestion.map { "did you mean `\($0)`?" } ?? "`herald list` lists what it holds"
    case .token(.unset, let variable): "set \(variable) to an access token"
    case .token(.empty, let variable):
      "set \(variable) to an access token; a secret that CI keeps from this run"
        + " comes out empty"
    case .token(.unsendable, let variable):
      "set \(variable) to the token alone, without quotes and line breaks round it"
    case .remote(let error): error.help.isEmpty ? nil : error.help
    case .planFile(_, .invalid(.newer)): "update herald, or make the plan again"
    case .planFile: "`herald plan --out FILE` saves a plan"
    case .noRevision(_, .unknown): "`git log` lists commits; a clone in CI may have only the last"
    case .noRevision(_, .unreadable): "`git fetch` may bring them"
    case .noRevision(_, .noGit): "install it, or put it on the PATH"
    case .noRevision(_, .noProject): "-C names the folder that it was in then"
    case .noPullRequest(.noHost):
      "`herald comment` runs in a job of GitHub Actions or GitLab CI, which say whose it is"
    case .noPullRequest(.variable): nil
    case .noPullRequest(.noNumber): "name the pull request with --number"
    case .host(let error): error.help.isEmpty ? nil : error.help
    case .startedAlready(_, isProject: false): "move it away to have it written anew"
    case .startedAlready(_, isProject: true):
      "`herald validate` checks a project that is there; `herald init --ci github` or `gitlab` adds a"
        + " workflow to it"
    case .unreadable: "`herald plan --format markdown=FILE` writes one"
    case .sandbox, .unwritable, .unsupported: nil
    }
  }

  private static func words(_ path: String, _ problem: PlanFileError) -> String {
    switch problem {
    case .notAPlan: "`\(path)` is not a plan that herald saved"
    case .damaged(let reason): "the saved plan `\(path)` is not whole: \(reason)"
    case .altered: "the saved plan `\(path)` was changed after it was made; nothing was written"
    case .newer(let version):
      "the saved plan `\(path)` was made by a newer herald (plan file version \(version))"
    }
  }

  private static func listed(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
