import Remote

/// The first line of a comment, which nobody is shown: by it the comment is found again.
public struct CommentMarker: Sendable, Hashable {
  public let project: String
  public let environment: String
  /// The run that wrote it; nil when nobody said.
  let run: Int64?

  public init(project: String, environment: String, run: Int64?) {
    self.project = project
    self.environment = environment
    self.run = run
  }

  private static let (opening, closing) = ("<!-- herald comment ", " -->")

  /// Names are encoded, so that none can end the line or the comment.
  var line: String {
    let names = "project=\(percentEncoded(project)) environment=\(percentEncoded(environment))"
    return Self.opening + names + (run.map { " run=\($0)" } ?? "") + Self.closing
  }

  /// Whether a text begins with the marker of the same project and environment, whatever the run; and
  /// that run, where it says one.
  func reading(_ body: String) -> (isThere: Bool, run: Int64?) {
    let line = body.prefix { !$0.isNewline }
    let bare = CommentMarker(project: project, environment: environment, run: nil).line
    let start = bare.dropLast(Self.closing.count)
    guard line.hasPrefix(start), line.hasSuffix(Self.closing) else { return (false, nil) }
    let rest = line.dropFirst(start.count).dropLast(Self.closing.count)
    if rest.isEmpty { return (true, nil) }
    guard rest.hasPrefix(" run="), let run = Int64(rest.dropFirst(5)) else { return (false, nil) }
    return (true, run)
  }
}
