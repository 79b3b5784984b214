/// What a person enters in Intercom's own screens for a campaign that an environment's remote cannot
/// do; from the files alone.
public struct Handover: Sendable, Hashable {
  /// How the campaign comes to be shown.
  public enum Way: Sendable, Hashable {
    /// The remote can do all of it.
    case applied
    /// The remote does it, and it looks otherwise; at least one thing does.
    case appliedButFor([Shortcoming])
    /// A person makes it, as the remote cannot; at least one thing is unsupported.
    case byHand([Shortcoming])
  }

  public let project: String
  public let environment: String
  public let message: DesiredMessage
  public let way: Way
  /// An IANA name: the zone in which times are told.
  public let timeZone: String

  /// - Parameter shortcomings: what the environment's remote cannot do of it.
  public init(
    of message: DesiredMessage, _ shortcomings: [Shortcoming], project: String,
    environment: String, timeZone: String
  ) {
    self.project = project
    self.environment = environment
    self.message = message
    self.timeZone = timeZone
    let unsupported = shortcomings.unsupported
    way =
      if !unsupported.isEmpty {
        .byHand(unsupported)
      } else if shortcomings.isEmpty {
        .applied
      } else {
        .appliedButFor(shortcomings)
      }
  }
}
