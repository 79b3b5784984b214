/// A comment as its host has it.
struct Comment: Sendable, Hashable {
  /// Given in order: an older comment has a smaller one.
  let id: Int64
  let body: String
  /// Whether the token's own account wrote it.
  let isOurs: Bool
  /// Where people read it; nil when the host does not say.
  let url: String?
}

/// Where the comments of one pull request are.
protocol CommentBoard: Sendable {
  /// All of them, from every page.
  func comments() async throws(HostError) -> [Comment]
  func create(_ body: String) async throws(HostError) -> Comment
  func update(_ comment: Comment, _ body: String) async throws(HostError) -> Comment
  func delete(_ comment: Comment) async throws(HostError)
}
