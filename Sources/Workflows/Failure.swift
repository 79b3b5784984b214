public import Diagnostics
public import PullRequests
public import Remote
public import Sandbox

/// Why a use case came to nothing. Whoever calls decides the exit code and the words around it.
public enum Failure: Error, Sendable {
  /// The path is not that of a folder.
  case noFolder(path: String)
  /// No `herald.yaml` in the folder or its `campaigns`.
  case noProject(path: String)
  /// There are errors among them.
  case files([Diagnostic])
  case unknownEnvironment(String, suggestion: String?, known: [String])
  /// No environment was named, and the project has no default.
  case noEnvironment(known: [String])
  case unknownKey(String, suggestion: String?)
  case unknownTimeZone(String, suggestion: String?)
  /// A word of a selection that names no campaign.
  case unknownSelection(String, SelectionProblem)
  /// The workspace holds nothing of a campaign.
  case noMessage(key: String, suggestion: String?)
  /// The workspace has nobody of that name.
  case noPerson(PersonName)
  /// The name fits several people.
  case severalPeople(PersonName, [NamedPerson])
  /// The environment variable that an environment names for its token holds none.
  case token(TokenProblem, variable: String)
  case remote(RemoteError)
  case sandbox(SandboxError)
  /// The file that was named as a saved plan.
  case planFile(path: String, PlanFileProblem)
  /// A file that a result was to go to.
  case unwritable(path: String, reason: String)
  /// A file that would be started, of a project or a workflow, is there; nothing was written.
  case startedAlready(path: String, isProject: Bool)
  /// What was to be read, and cannot be.
  case unreadable(path: String)
  /// What is to be planned against is no revision with the project.
  case noRevision(String, RevisionProblem)
  /// The environment variables that CI sets name no pull request.
  case noPullRequest(PullRequestProblem)
  /// The code host.
  case host(HostError)
  /// The environment's remote cannot do this.
  case unsupported(String)
}

/// Why a word selects no campaign.
public enum SelectionProblem: Sendable, Hashable {
  /// Neither file nor message; what was probably meant.
  case nothing(String?)
  /// A path that is not in the project's folder.
  case outside(String)
}

/// Why an environment variable's value cannot be sent as a token.
public enum TokenProblem: Sendable, Hashable {
  case unset
  case empty
  /// It has characters that a header cannot hold.
  case unsendable
}
