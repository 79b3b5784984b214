public import Audiences
public import Campaigns
import Diagnostics
import Planning

extension LoadedProject {
  /// Whom a campaign is for in an environment, with variables filled and shared audiences put in.
  ///
  /// - Throws: `files`, `unknownKey`.
  public func audience(of key: String, in environment: Environment) throws(Failure) -> Rule {
    let messages = try desired(in: environment).campaigns
    guard let message = messages.first(where: { $0.key == key }) else {
      throw .unknownKey(key, suggestion: suggestion(for: key, among: messages.map(\.key)))
    }
    return message.spec.audience
  }

  /// The zone whose days are meant where nothing else is said.
  public var timeZone: String { project.defaults.timeZone ?? "UTC" }
}

/// Rules as statements for a team's own database.
public struct AudienceStatement: Sendable {
  public enum Form: Sendable {
    case count, ids
  }

  public let text: String
  /// Unix seconds.
  public let now: Int64
  public let timeZone: String

  /// - Throws: `unsupported` where there is no such statement, `unknownTimeZone`.
  package init(
    _ rule: Rule, _ form: Form, for engine: SQLEngine, now: Int64, timeZone: String
  ) throws(Failure) {
    guard let clock = ZoneClock(named: timeZone) else {
      throw .unknownTimeZone(timeZone, suggestion: TimeZones.suggestion(for: timeZone))
    }
    let translation: SQLTranslation
    do {
      translation = try SQLTranslation(
        rule, at: Moment(now: now, in: clock), for: engine.dialect, over: .documented)
    } catch {
      throw .unsupported(error.sentence(engine))
    }
    text =
      switch form {
      case .count: translation.count.text
      case .ids: translation.ids.text
      }
    self.now = now
    self.timeZone = timeZone
  }
}

extension SQLTranslationError {
  fileprivate func sentence(_ engine: SQLEngine) -> String {
    switch self {
    case .newsfeed: "a newsfeed's audience is kept in the workspace: there is no SQL for it"
    case .segmentInCircle(let name): "the segment `\(name)` is made of itself"
    case .unwritableName(let name):
      "\(engine.rawValue) has no way to write the name of the attribute `\(name)`"
    }
  }
}
