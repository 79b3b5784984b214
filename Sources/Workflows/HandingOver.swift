import Audiences
public import Campaigns
import Diagnostics
public import Planning

extension LoadedProject {
  /// What a person enters by hand for a campaign, with variables filled and shared audiences put in.
  /// Nothing is asked of a workspace.
  ///
  /// - Parameter timeZone: the workspace's; that of the campaign's dates, or of the project's
  ///   defaults, or UTC, if nil.
  /// - Throws: `files`, `unknownKey`, `unknownTimeZone`.
  public func handover(
    of key: String, in environment: Environment, timeZone: String?
  ) throws(Failure) -> Handover {
    let messages = try messagesWhateverTheRemote(of: environment)
    guard let message = messages.first(where: { $0.key == key }) else {
      throw .unknownKey(key, suggestion: suggestion(for: key, among: messages.map(\.key)))
    }
    return try handover(of: message, in: environment, timeZone: timeZone)
  }

  /// The same of all campaigns of an environment, sorted by key.
  public func handovers(
    in environment: Environment, timeZone: String?
  ) throws(Failure) -> [Handover] {
    try messagesWhateverTheRemote(of: environment).map { message throws(Failure) in
      try handover(of: message, in: environment, timeZone: timeZone)
    }
  }

  /// Whatever the environment does with it: it is what the remote cannot do that is wanted.
  private func messagesWhateverTheRemote(
    of environment: Environment
  ) throws(Failure) -> [DesiredMessage] {
    guard !diagnostics.hasErrors else { throw .files(diagnostics) }
    let (desired, problems) = content.lower(for: environment.doingEverything)
    guard let desired, !problems.hasErrors else {
      throw .files((diagnostics + problems).sortedByPlace())
    }
    return desired.messages
  }

  private func handover(
    of message: DesiredMessage, in environment: Environment, timeZone: String?
  ) throws(Failure) -> Handover {
    let zone = timeZone ?? message.spec.schedule.timeZone ?? self.timeZone
    guard ZoneClock(named: zone) != nil else {
      throw .unknownTimeZone(zone, suggestion: TimeZones.suggestion(for: zone))
    }
    return Handover(
      of: message, environment.shortcomings(of: message.spec), project: project.name,
      environment: environment.name, timeZone: zone)
  }
}
