public import PullRequests

/// What became of a comment.
public struct CommentText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// A line, and another where somebody else's comment looks like ours.
  public func render(_ outcome: CommentOutcome) -> String {
    let place = outcome.url?.visibleLine ?? "comment \(outcome.id)"
    var text = "\(page.ink.green(outcome.action.verb)) \(place)\(outcome.action.reason)\n"
    if outcome.impostors > 0 {
      text += "\(outcome.impostors.counted("comment")) of others with the same mark left alone\n"
    }
    return text
  }
}

extension CommentOutcome.Action {
  fileprivate var verb: String {
    switch self {
    case .created: "Created"
    case .updated: "Updated"
    case .unchanged: "Unchanged:"
    case .superseded: "Left alone:"
    }
  }

  fileprivate var reason: String {
    switch self {
    case .created, .updated, .unchanged: ""
    case .superseded: ", which a later run has written"
    }
  }
}
