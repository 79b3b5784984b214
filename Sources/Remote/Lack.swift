public import Planning

/// What a message needs and a workspace has not, as herald finds before it asks for it. Names are those
/// of the campaign's file, fit to be shown.
public enum Lack: Sendable, Hashable {
  /// No newsfeed has the name.
  case noNewsfeed(String)
  /// More than one has.
  case severalNewsfeeds(String)
  /// Whom it comes from is no admin there.
  case noAdmin(String)
  /// The workspace's API cannot do it, for these reasons.
  case unsupported([Shortcoming])
}

extension Lack: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noNewsfeed(let name): "the workspace has no newsfeed `\(name)`"
    case .severalNewsfeeds(let name): "the workspace has several newsfeeds `\(name)`"
    case .noAdmin(let name): "the workspace has no admin `\(name)`, whom it is from"
    case .unsupported(let shortcomings):
      "Intercom's public API cannot do it (\(shortcomings.map(\.words).joined(separator: ", ")))"
    }
  }

  /// What to do next.
  var help: String {
    switch self {
    case .noNewsfeed:
      "name one that is there under `audience`, or make it in Intercom: no API makes newsfeeds"
    case .severalNewsfeeds: "give all but one of them other names in Intercom"
    case .noAdmin: "name an admin of the workspace under `from`, and apply that"
    case .unsupported:
      "`herald handover KEY` says what to enter in Intercom by hand; `on_unsupported: skip` in"
        + " herald.yaml leaves it out"
    }
  }
}
