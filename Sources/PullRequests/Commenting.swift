public import HTTP

/// What became of a comment.
public struct CommentOutcome: Sendable, Hashable {
  public enum Action: String, Sendable, Hashable {
    case created, updated
    /// It says the same already.
    case unchanged
    /// A later run has written it: what this one has to say is out of date.
    case superseded
  }

  public let action: Action
  public let id: Int64
  /// Where people read it; nil when the host does not say.
  public let url: String?
  /// Comments that carry the marker and are somebody else's: they are left alone.
  public let impostors: Int
}

/// The one comment of a project and environment on a pull request.
///
/// It is found by its marker and by who wrote it: what others have written is never touched. The
/// oldest is the one. Of two runs that make one at the same time, the later finds the other's when it
/// looks again, and takes its own away.
public struct Commenting: Sendable {
  private let board: any CommentBoard
  private let marker: CommentMarker
  private let longest: Int

  /// - Parameter sender: what is not limited to one host may send the token anywhere.
  public init(
    on pullRequest: PullRequest, as marker: CommentMarker, token: Secret,
    patience: Duration, client: HTTPClient
  ) {
    let sender = RetryingClient(
      RateLimitReading(client), policy: RetryPolicy(patience: patience), environment: .system())
    switch pullRequest.host {
    case .github: board = GitHubBoard(pullRequest, sender: sender, token: token)
    case .gitlab: board = GitLabBoard(pullRequest, sender: sender, token: token)
    }
    self.marker = marker
    longest = pullRequest.host.longestComment
  }

  /// Makes the comment say a text, in Markdown.
  public func post(_ text: String) async throws(HostError) -> CommentOutcome {
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    let body = "\(marker.line)\n\(text)"
    guard body.unicodeScalars.count <= longest else { throw .tooLong(limit: longest) }
    let found = try await look()
    if found.ours.isEmpty { return try await create(body, impostors: found.impostors) }
    return try await settle(found, body, as: .updated)
  }

  private struct Found {
    /// The oldest first.
    let ours: [Comment]
    let impostors: Int
  }

  private func look() async throws(HostError) -> Found {
    let marked = try await board.comments().filter { marker.reading($0.body).isThere }
    return Found(
      ours: marked.filter(\.isOurs).sorted { $0.id < $1.id },
      impostors: marked.count { !$0.isOurs })
  }

  /// How often it is tried to make a comment: one that was not made for certain is looked for first.
  private static let attempts = 3

  private func create(_ body: String, impostors: Int) async throws(HostError) -> CommentOutcome {
    for attempt in 1...Self.attempts {
      do throws(HostError) {
        let made = try await board.create(body)
        let found = try await look()
        // A list may be a moment behind.
        let isListed = found.ours.contains { $0.id == made.id }
        return try await settle(
          isListed ? found : Found(ours: found.ours + [made], impostors: found.impostors), body,
          as: .created)
      } catch {
        guard error.leavesOpen else { throw error }
        // It may be there for all that: who sends it again unseen would have two.
        let found = try await look()
        if !found.ours.isEmpty { return try await settle(found, body, as: .created) }
        if attempt == Self.attempts { throw error }
      }
    }
    preconditionFailure("the last attempt returns or throws")
  }

  /// Makes the oldest say it, and takes away others of ours.
  private func settle(
    _ found: Found, _ body: String, as action: CommentOutcome.Action
  ) async throws(HostError) -> CommentOutcome {
    let oldest = found.ours[0]
    for extra in found.ours.dropFirst() {
      do throws(HostError) {
        try await board.delete(extra)
      } catch .notFound {
        // The other run has taken it away.
        continue
      }
    }
    func outcome(_ action: CommentOutcome.Action) -> CommentOutcome {
      CommentOutcome(
        action: action, id: oldest.id, url: oldest.url, impostors: found.impostors)
    }
    if oldest.body.isSameText(as: body) { return outcome(action == .created ? action : .unchanged) }
    if let run = marker.run, let other = marker.reading(oldest.body).run, run < other {
      return outcome(.superseded)
    }
    _ = try await board.update(oldest, body)
    return outcome(action)
  }
}

extension String {
  /// But for line breaks and white space at the end, which hosts write in their own way.
  fileprivate func isSameText(as other: String) -> Bool {
    func lines(_ text: String) -> [Substring] {
      var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
      return lines
    }
    return lines(self) == lines(other)
  }
}
