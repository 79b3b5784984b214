import HTTP
import JSON
import Remote

/// Comments by GitHub's REST API: a pull request's conversation is that of an issue.
struct GitHubBoard: CommentBoard {
  private let api: HostAPI
  /// Of the same host; on Enterprise, the one is beside the other.
  private let graph: HostAPI
  private let repository: String
  private let number: Int

  init(_ pullRequest: PullRequest, sender: any HTTPSender, token: Secret) {
    let url = pullRequest.apiURL
    api = HostAPI(
      sender: sender, url: url, token: token,
      headers: ["Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"])
    graph = HostAPI(
      sender: sender, url: url.hasSuffix("/v3") ? String(url.dropLast(3)) : url, token: token,
      headers: ["Accept": "application/json"])
    repository = pullRequest.repository.split(separator: "/").map { percentEncoded(String($0)) }
      .joined(separator: "/")
    number = pullRequest.number
  }

  func comments() async throws(HostError) -> [Comment] {
    let items = try await api.list(
      "/repos/\(repository)/issues/\(number)/comments?per_page=100")
    // Nobody has written anything: nobody needs to be told apart.
    guard !items.isEmpty else { return [] }
    let me = try await viewer()
    return try items.map { item throws(HostError) in
      try Self.comment(item, isOurs: me.wrote(item))
    }
  }

  func create(_ body: String) async throws(HostError) -> Comment {
    let path = "/repos/\(repository)/issues/\(number)/comments"
    return try Self.comment(try await api.send(.post, path, ["body": .string(body)]), isOurs: true)
  }

  func update(_ comment: Comment, _ body: String) async throws(HostError) -> Comment {
    let path = "/repos/\(repository)/issues/comments/\(comment.id)"
    return try Self.comment(try await api.send(.patch, path, ["body": .string(body)]), isOurs: true)
  }

  func delete(_ comment: Comment) async throws(HostError) {
    _ = try await api.send(.delete, "/repos/\(repository)/issues/comments/\(comment.id)", nil)
  }

  private static func comment(_ item: JSONValue, isOurs: Bool) throws(HostError) -> Comment {
    guard let id = item["id"]?.integer else { throw .badAnswer(reason: "a comment has no `id`") }
    return Comment(
      id: id, body: item["body"]?.string ?? "", isOurs: isOurs, url: item["html_url"]?.string)
  }

  /// Whose token it is. The REST API does not tell an installation's token, as a job has; GraphQL does.
  private func viewer() async throws(HostError) -> Viewer {
    let answer = try await graph.send(
      .post, "/graphql", ["query": "query { viewer { login } }"])
    guard let login = answer["data"]?["viewer"]?["login"]?.string else {
      throw .badAnswer(reason: "it does not say whose the token is")
    }
    return Viewer(login: login)
  }
}

/// Who a token speaks for.
private struct Viewer {
  let login: String

  /// Whether a comment is by the same account; a bot's name ends in `[bot]` in one API of the two.
  func wrote(_ comment: JSONValue) -> Bool {
    guard let author = comment["user"]?["login"]?.string else { return false }
    let isBot = comment["user"]?["type"]?.string == "Bot"
    return author == login || isBot && author == "\(login)[bot]"
  }
}
