public import Diagnostics
public import Planning
public import YAML

/// The project file, typed.
public struct Project: Sendable {
  public let name: String
  /// Names that it had before: messages of theirs are still its own.
  public let previously: [String]
  /// The environment that is meant when none is named; nil when there are several and the file does
  /// not say.
  public let defaultEnvironment: String?
  /// In the file's order, at least one.
  public let environments: [Environment]
  public let defaults: Defaults
  public let limits: Planning.Limits
  public let measure: Measure
  /// Times in which nothing may be applied, in the file's order.
  public let freezes: [Freeze]
  /// In the file's order.
  public let lint: [LintSetting]
  public let file: SourceFile
  /// The document's mapping.
  public let node: Node

  /// What campaigns have that do not say it themselves.
  public struct Defaults: Sendable, Hashable {
    public let sender: Sender?
    public let timeZone: String?
  }

  /// When a campaign's numbers mean something.
  public struct Measure: Sendable, Hashable {
    /// Fewer people than this is too early to judge.
    public let minRecipients: Int
    /// A share, 0 to 1, below which a campaign counts as underperforming.
    public let minEngagement: Double
  }

  /// A time in which nothing may be applied.
  public struct Freeze: Sendable, Hashable {
    public let from: WrittenTime
    public let to: WrittenTime
    public let reason: String
  }
}

/// A remote by a name, and what differs from one to the next.
public struct Environment: Sendable, Hashable {
  public let name: String
  public let remote: RemoteAddress
  /// In the file's order.
  public let variables: [Variable]
  public let onUnsupported: OnUnsupported

  /// What becomes of a campaign that the remote cannot show.
  public enum OnUnsupported: String, Sendable, Hashable, CaseIterable {
    case error, skip
  }

  /// A public value that campaigns use as `${name}`.
  public struct Variable: Sendable, Hashable {
    public let name: String
    public let value: String
  }

  /// The value of a variable; nil when the environment does not have it.
  public func value(of variable: String) -> String? {
    variables.first { $0.name == variable }?.value
  }
}

/// Where an environment's messages are kept.
public enum RemoteAddress: Sendable, Hashable {
  /// The embedded server, kept in a file.
  case sandbox
  /// A server that speaks the messages API; the token is in the environment variable of that name.
  case messages(url: String, tokenEnv: String)
  /// Intercom's public API.
  case intercom(IntercomHost, tokenEnv: String)

  public enum IntercomHost: Sendable, Hashable {
    case region(Region)
    case url(String)
  }

  public enum Region: String, Sendable, Hashable, CaseIterable {
    case us, eu, au
  }
}

/// A rule's severity, as the project wants it.
public struct LintSetting: Sendable, Hashable {
  public enum Level: String, Sendable, Hashable, CaseIterable {
    case error, warning, off
  }

  public let rule: String
  public let level: Level
}

extension Project {
  /// The environment of a name.
  public func environment(_ name: String) -> Environment? {
    environments.first { $0.name == name }
  }

  /// The folder in which the project file lies, with a `/` at its end; empty when that is the
  /// folder in which herald was started.
  public var folder: String {
    guard let slash = file.path.lastIndex(of: "/") else { return "" }
    return String(file.path[...slash])
  }
}
