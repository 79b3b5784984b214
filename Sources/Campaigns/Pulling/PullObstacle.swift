public import Diagnostics

/// Why a change made outside is not written into a file, and where a person would have to.
public struct PullObstacle: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// The value is made with `${name}`.
    case variable(String)
    /// The project says it for all campaigns.
    case projectDefault
    /// Several places share it by an anchor.
    case anchor
    /// An audience document says it.
    case audience(String)
    /// It stands in a way that is not rewritten without losing something.
    case layout
    /// No file can say it: an archive, an instant within a minute.
    case unsayable
    /// The file says something new as well.
    case conflict
  }

  public let reason: Reason
  /// What made the value, or stands in the way.
  public let label: Label

  init(_ reason: Reason, at label: Label) {
    self.reason = reason
    self.label = label
  }
}

/// What came of pulling one message into its campaign.
public struct Pulled: Sendable {
  public struct Obstacle: Sendable, Hashable {
    /// A name of a field, as plans have it.
    public let field: String
    public let obstacle: PullObstacle
  }

  /// The project with the campaign's file changed; the same where nothing was written.
  public let content: ProjectContent
  /// The file as it would be.
  public let file: SourceFile
  /// The fields that it says now as the workspace does.
  public let fields: [String]
  public let obstacles: [Obstacle]
}

extension PullObstacle.Reason: CustomStringConvertible {
  /// As a clause, with what to do.
  public var description: String {
    switch self {
    case .variable(let name): "`${\(name)}` makes the value; change it by hand"
    case .projectDefault: "the project says it for all campaigns; change it here or there by hand"
    case .anchor: "others share the value by its anchor; change it by hand"
    case .audience(let name):
      "the audience `\(name)` says it, for others too; change it by hand"
    case .layout: "it stands in a way that cannot be rewritten safely; change it by hand"
    case .unsayable: "no file can say what the workspace holds; `herald apply` puts it back"
    case .conflict: "the file says something new as well; decide between the two by hand"
    }
  }
}
