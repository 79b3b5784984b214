import Audiences
public import Campaigns
import Diagnostics
public import Measuring
import Planning
public import Remote

/// Which of a project's messages are measured, and how closely.
public struct MeasuringScope: Sendable, Hashable {
  /// Campaigns' keys; empty for all.
  public let keys: [String]
  public let since: Since?
  /// Whether each message is asked for, which tells the commits of its versions.
  public let withOrigins: Bool

  public init(keys: [String], since: Since?, withOrigins: Bool) {
    self.keys = keys
    self.since = since
    self.withOrigins = withOrigins
  }
}

extension LoadedProject {
  /// What the project's messages did in an environment. Looks, and writes nothing.
  ///
  /// - Parameter onEvent: told what takes its time, before it does.
  /// - Throws: `noMessage` for a key of which the workspace holds nothing, among others.
  public func measure(
    _ scope: MeasuringScope, in environment: Environment, _ options: ConnectionOptions,
    _ surroundings: Surroundings, onEvent: @escaping @Sendable (MeasuringEvent) -> Void
  ) async throws(Failure) -> Scoreboard {
    let open = try await folder.connectForMeasuring(
      of: environment, options, surroundings, onEvent: onEvent)
    return try await open.closing { workspace throws(Failure) in
      try await project.measure(scope, in: environment, workspace, now: surroundings.now())
    }
  }
}

extension Project {
  func measure(
    _ scope: MeasuringScope, in environment: Environment, _ workspace: any StatsReading, now: Int64
  ) async throws(Failure) -> Scoreboard {
    try await measure(
      scope, of: try await snapshot(workspace), in: environment, workspace, now: now)
  }

  /// What the workspace holds of the project.
  func snapshot(_ workspace: any StatsReading) async throws(Failure) -> Snapshot {
    do throws(RemoteError) {
      return try await workspace.snapshot(of: [name] + previously)
    } catch {
      throw .remote(error)
    }
  }

  func measure(
    _ scope: MeasuringScope, of held: Snapshot, in environment: Environment,
    _ workspace: any StatsReading, now: Int64
  ) async throws(Failure) -> Scoreboard {
    let projects = [name] + previously
    // What each of some did is not asked of all; the newest day is that of all, whichever are wanted.
    let all = scope.withOrigins ? nil : try await workspace.stats(ofAll: projects, since: nil)
    let newest =
      if let all { all.newestDay } else { try await workspace.newestDay(ofAll: projects) }
    let bar = try bar(in: held.workspace, now: now, newest: newest)
    let since = scope.since?.day(today: bar.today.daysSince1970)
    let owned = held.messages.filter { message in
      message.record.map {
        projects.contains($0.project) && $0.environment == environment.name
      } ?? false
    }
    let wanted = try owned.of(scope.keys)
    let stats =
      if let all, since == nil { all } else if all != nil {
        try await workspace.stats(ofAll: projects, since: since)
      } else {
        try await workspace.stats(ofAll: wanted.map(\.id), withOriginsSince: since)
      }
    let known = Dictionary(
      stats.map { ($0.messageID, $0) }, uniquingKeysWith: { first, _ in first })
    return Scoreboard(
      project: name, environment: environment.name, workspace: held.workspace, bar: bar,
      since: since,
      // One that somebody deletes meanwhile has done nothing.
      messages: wanted.compactMap { message in
        known[message.id].map { MeasuredMessage(message, $0, by: bar) }
      })
  }

  /// - Parameters:
  ///   - newest: the last day on which anybody received a message; nil for none.
  ///   - now: the time here. Where people received messages on later days, it is the end of the
  ///   last one: no workspace tells what its clock shows, but nobody is shown anything before its time.
  private func bar(
    in workspace: Workspace, now: Int64, newest: CalendarDate?
  ) throws(Failure) -> Bar {
    let zone = workspace.timeZone ?? "UTC"
    guard let clock = ZoneClock(named: zone) else {
      throw .unsupported("there is no time zone `\(zone)`, which the workspace is in")
    }
    let here = Moment(now: now, in: clock)
    let newest = newest?.daysSince1970 ?? here.today
    let isAhead = newest > here.today
    let moment = isAhead ? Moment(now: here.start(ofDay: newest + 1) - 1, in: clock) : here
    guard let today = CalendarDate(daysSince1970: moment.today) else {
      throw .unsupported("the clock shows no day of the calendar")
    }
    return Bar(
      minRecipients: measure.minRecipients, minEngagement: measure.minEngagement,
      now: moment.now, today: today, isAhead: isAhead)
  }
}

extension [RemoteMessage] {
  /// Those of some keys; all where none is named.
  fileprivate func of(_ keys: [String]) throws(Failure) -> [RemoteMessage] {
    guard !keys.isEmpty else { return self }
    let known = Set(compactMap { $0.record?.key })
    for key in keys where !known.contains(key) {
      throw .noMessage(key: key, suggestion: suggestion(for: key, among: known.sorted()))
    }
    return filter { message in message.record.map { keys.contains($0.key) } ?? false }
  }
}

extension StatsReading {
  fileprivate func newestDay(ofAll projects: [String]) async throws(Failure) -> CalendarDate? {
    do throws(RemoteError) {
      return try await newestDay(of: projects)
    } catch {
      throw .remote(error)
    }
  }
}

extension PerformanceReading {
  /// What all messages of projects did.
  func stats(
    ofAll projects: [String], since: CalendarDate?
  ) async throws(Failure) -> [MessageStats] {
    do throws(RemoteError) {
      return try await stats(of: projects, since: since)
    } catch {
      throw .remote(error)
    }
  }

  /// What each message did, with the origins of its versions.
  func stats(
    ofAll ids: [String], withOriginsSince since: CalendarDate?
  ) async throws(Failure) -> [MessageStats] {
    do throws(RemoteError) {
      return try await stats(ofEach: ids, since: since)
    } catch {
      throw .remote(error)
    }
  }
}
