/// A campaign that an environment's remote cannot do, and that the environment leaves out
/// (`on_unsupported: skip`).
public struct SkippedCampaign: Sendable, Hashable {
  public let message: DesiredMessage
  /// What is unsupported; at least one thing is.
  public let shortcomings: [Shortcoming]

  public init(_ message: DesiredMessage, _ shortcomings: [Shortcoming]) {
    self.message = message
    self.shortcomings = shortcomings
  }
}

/// A campaign that is left out, as people and programs are told of it.
public struct Omission: Sendable, Hashable {
  public let key: String
  /// What is unsupported; at least one thing is.
  public let shortcomings: [Shortcoming]
  /// Whether the workspace holds a message of it, which stays as it is; false where nobody looked.
  public let isHeld: Bool

  public init(key: String, shortcomings: [Shortcoming], isHeld: Bool = false) {
    self.key = key
    self.shortcomings = shortcomings
    self.isHeld = isHeld
  }
}

/// What one environment leaves out.
public struct EnvironmentOmissions: Sendable, Hashable {
  public let environment: String
  /// Sorted by key.
  public let campaigns: [Omission]

  public init(environment: String, campaigns: [Omission]) {
    self.environment = environment
    self.campaigns = campaigns
  }
}

extension Plan {
  /// The campaigns that its environment leaves out.
  public var omissions: [Omission] {
    notes.flatMap { note in
      switch note {
      case .skipped(let campaigns): campaigns
      case .pausedOutside, .leftOut, .unreadable, .historyUnknown, .reachNotCounted,
        .neighboursNotSought:
        [Omission]()
      }
    }
  }
}

extension DesiredSet {
  /// All that the files ask of the environment, done or left out; sorted by key.
  public var campaigns: [DesiredMessage] {
    if skipped.isEmpty { return messages }
    return (messages + skipped.map(\.message)).sorted { $0.key < $1.key }
  }
}
