import HTTP
import JSON
import Remote

/// Comments by GitLab's REST API, where they are notes of a merge request.
struct GitLabBoard: CommentBoard {
  private let api: HostAPI
  private let path: String

  init(_ pullRequest: PullRequest, sender: any HTTPSender, token: Secret) {
    api = HostAPI(
      sender: sender, url: pullRequest.apiURL, token: token,
      headers: ["Accept": "application/json"])
    let project = percentEncoded(pullRequest.repository)
    path = "/projects/\(project)/merge_requests/\(pullRequest.number)/notes"
  }

  func comments() async throws(HostError) -> [Comment] {
    let notes = try await api.list("\(path)?per_page=100&sort=asc&order_by=created_at")
    guard !notes.isEmpty else { return [] }
    guard let me = try await api.send(.get, "/user", nil)["id"]?.integer else {
      throw .badAnswer(reason: "it does not say whose the token is")
    }
    return try notes.map { note throws(HostError) in
      try Self.comment(note, isOurs: note["author"]?["id"]?.integer == me)
    }
  }

  func create(_ body: String) async throws(HostError) -> Comment {
    try Self.comment(try await api.send(.post, path, ["body": .string(body)]), isOurs: true)
  }

  func update(_ comment: Comment, _ body: String) async throws(HostError) -> Comment {
    let answer = try await api.send(.put, "\(path)/\(comment.id)", ["body": .string(body)])
    return try Self.comment(answer, isOurs: true)
  }

  func delete(_ comment: Comment) async throws(HostError) {
    _ = try await api.send(.delete, "\(path)/\(comment.id)", nil)
  }

  private static func comment(_ note: JSONValue, isOurs: Bool) throws(HostError) -> Comment {
    guard let id = note["id"]?.integer else { throw .badAnswer(reason: "a note has no `id`") }
    return Comment(id: id, body: note["body"]?.string ?? "", isOurs: isOurs, url: nil)
  }
}
