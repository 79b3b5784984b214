public import Diagnostics
public import Planning

/// What an environment's remote cannot do of one of its campaigns.
struct Shortfall: Sendable {
  let key: String
  let environment: String
  /// At least one.
  let shortcomings: [Shortcoming]
  /// Whether the environment leaves the campaign out.
  let isSkipped: Bool

  /// Nil where the remote does all that the campaign asks for.
  init?(of key: String, _ spec: MessageSpec, in environment: Environment) {
    shortcomings = environment.shortcomings(of: spec)
    if shortcomings.isEmpty { return nil }
    self.key = key
    self.environment = environment.name
    isSkipped = environment.onUnsupported == .skip && !shortcomings.unsupported.isEmpty
  }

  /// What is to be told of it at its places: how it would look does not matter where it is left out.
  var told: [Shortcoming] { isSkipped ? [] : shortcomings }
}

extension Environment {
  /// What its remote cannot do of a message.
  public func shortcomings(of spec: MessageSpec) -> [Shortcoming] {
    switch remote {
    case .sandbox, .messages: []
    case .intercom: spec.shortcomingsOnIntercom
    }
  }

  /// The same with a remote that can do all that campaigns ask for.
  package var doingEverything: Environment {
    Environment(
      name: name, remote: .sandbox, variables: variables, onUnsupported: onUnsupported)
  }

  /// Whether its remote does everything that campaigns can ask for.
  var doesEverything: Bool {
    switch remote {
    case .sandbox, .messages: true
    case .intercom: false
    }
  }
}

extension ProjectContent {
  /// What is not supported, or not honoured, at its places; each once, for all of the environments.
  func diagnostics(of shortfalls: [Shortfall]) -> [Diagnostic] {
    var byKey: [String: [Shortfall]] = [:]
    for shortfall in shortfalls where !shortfall.told.isEmpty {
      byKey[shortfall.key, default: []].append(shortfall)
    }
    guard !byKey.isEmpty else { return [] }
    return campaigns.flatMap { campaign in
      byKey[campaign.key].map { ShortfallReport(campaign, $0).diagnostics } ?? []
    }
  }

  /// A warning at each place that the environment's remote does not honour.
  public func problems(ofLooks desired: DesiredSet) -> [Diagnostic] {
    guard let environment = project?.environment(desired.environment),
      !environment.doesEverything
    else { return [] }
    return settled(
      diagnostics(
        of: desired.messages.compactMap {
          Shortfall(of: $0.key, $0.spec, in: environment)
        }))
  }
}
