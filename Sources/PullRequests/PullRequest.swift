import JSON

/// One pull request or merge request, and how its host is spoken with.
public struct PullRequest: Sendable {
  public enum Host: String, Sendable, Hashable, CaseIterable {
    case github, gitlab
  }

  public let host: Host
  /// The API's base, without a slash at its end.
  public let apiURL: String
  /// As `owner/name`, or a project's id.
  public let repository: String
  public let number: Int
  /// Which run this is, by the host's own count: a later one has a higher number. Nil when nobody says.
  public let run: Int64?

  public init(host: Host, apiURL: String, repository: String, number: Int, run: Int64?) {
    self.host = host
    self.apiURL = apiURL.hasSuffix("/") ? String(apiURL.dropLast()) : apiURL
    self.repository = repository
    self.number = number
    self.run = run
  }
}

/// Why the environment names no pull request.
public enum PullRequestProblem: Error, Sendable, Hashable {
  /// Neither GitHub's variables nor GitLab's are there.
  case noHost
  /// A variable that the host always sets is not there, or is not what it should be.
  case variable(String)
  /// The run is not one of a pull request.
  case noNumber(PullRequest.Host)
}

extension PullRequest {
  /// The pull request that a CI run is about, from what the host tells it.
  ///
  /// - Parameters:
  ///   - variables: those of the process.
  ///   - number: what the person says instead of the run's own.
  ///   - read: a file's content; nil when there is none.
  public init(
    variables: [String: String], number: Int?, read: (String) -> [UInt8]?
  ) throws(PullRequestProblem) {
    func value(_ name: String) throws(PullRequestProblem) -> String {
      guard let value = variables[name], !value.isEmpty else { throw .variable(name) }
      return value
    }
    switch Host(variables) {
    case .github?:
      let repository = try value("GITHUB_REPOSITORY")
      let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts.contains("") else { throw .variable("GITHUB_REPOSITORY") }
      let event = variables["GITHUB_EVENT_PATH"].flatMap(read)
      guard let number = number ?? event.flatMap(Self.number(inEvent:)) else {
        throw .noNumber(.github)
      }
      self.init(
        host: .github, apiURL: variables["GITHUB_API_URL"] ?? "https://api.github.com",
        repository: repository, number: number, run: variables["GITHUB_RUN_ID"].flatMap(Int64.init))
    case .gitlab?:
      // The pipeline of a fork's merge request may run in the fork.
      let isForeign = variables["CI_MERGE_REQUEST_PROJECT_ID"] != nil
      let project = try value(isForeign ? "CI_MERGE_REQUEST_PROJECT_ID" : "CI_PROJECT_ID")
      guard let number = number ?? variables["CI_MERGE_REQUEST_IID"].flatMap(Int.init) else {
        throw .noNumber(.gitlab)
      }
      self.init(
        host: .gitlab, apiURL: try value("CI_API_V4_URL"), repository: project, number: number,
        run: variables["CI_PIPELINE_ID"].flatMap(Int64.init))
    case nil: throw .noHost
    }
  }
}

extension PullRequest {
  /// The pull request that an event of GitHub's is about, as it describes it in a file; nil for others.
  private static func number(inEvent bytes: [UInt8]) -> Int? {
    let event: JSONValue
    do throws(JSONError) {
      event = try JSONValue(parsing: bytes)
    } catch {
      return nil
    }
    // A comment on a pull request is one on its issue.
    let isCommentOnOne = event["issue"]?["pull_request"] != nil
    let subject = event["pull_request"] ?? (isCommentOnOne ? event["issue"] : nil)
    return subject?["number"]?.integer.flatMap(Int.init(exactly:))
  }
}

extension PullRequest.Host {
  /// The host whose run this is.
  fileprivate init?(_ variables: [String: String]) {
    if variables["GITLAB_CI"] == "true" || variables["CI_API_V4_URL"] != nil {
      self = .gitlab
    } else if variables["GITHUB_ACTIONS"] == "true" || variables["GITHUB_REPOSITORY"] != nil {
      self = .github
    } else {
      return nil
    }
  }

  /// The variable that holds the token, unless the person names another.
  public var tokenVariable: String {
    switch self {
    case .github: "GITHUB_TOKEN"
    case .gitlab: "GITLAB_TOKEN"
    }
  }

  /// How long a comment may be, in characters.
  var longestComment: Int {
    switch self {
    case .github: 65_536
    case .gitlab: 1_000_000
    }
  }
}
