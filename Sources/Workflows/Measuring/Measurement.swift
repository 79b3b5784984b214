import Audiences
public import Campaigns
import Diagnostics
public import Measuring
import Planning
import Remote

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
  /// - Throws: `noMessage` for a key of which the workspace holds nothing, among others.
  public func measure(
    _ scope: MeasuringScope, in environment: Environment, _ options: ConnectionOptions,
    _ surroundings: Surroundings
  ) async throws(Failure) -> Scoreboard {
    let open = try await folder.connectForMeasuring(of: environment, options, surroundings)
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
    let bar = try bar(in: held.workspace, now: now)
    let since = scope.since?.day(today: bar.today.daysSince1970)
    let owned = held.messages.filter { message in
      message.record.map {
        projects.contains($0.project) && $0.environment == environment.name
      } ?? false
    }
    let wanted = try owned.of(scope.keys)
    let stats: [MessageStats]
    if scope.withOrigins {
      stats = try await workspace.stats(ofEach: wanted.map(\.id), since: since)
    } else {
      do throws(RemoteError) {
        stats = try await workspace.stats(of: projects, since: since)
      } catch {
        throw .remote(error)
      }
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

  private func bar(in workspace: Workspace, now: Int64) throws(Failure) -> Bar {
    let zone = workspace.timeZone ?? "UTC"
    guard let clock = ZoneClock(named: zone) else {
      throw .unsupported("there is no time zone `\(zone)`, which the workspace is in")
    }
    let moment = Moment(now: now, in: clock)
    guard let today = CalendarDate(daysSince1970: moment.today) else {
      throw .unsupported("the clock shows no day of the calendar")
    }
    return Bar(
      minRecipients: measure.minRecipients, minEngagement: measure.minEngagement, now: now,
      today: today)
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

extension PerformanceReading {
  /// What each message did, as many at once as the connection carries.
  ///
  /// - Throws: the error of the first that fails.
  func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(Failure) -> [MessageStats] {
    let answer = await withTaskGroup(of: Result<MessageStats?, RemoteError>.self) { group in
      for id in ids {
        group.addTask { await self.stats(of: id, since: since) }
      }
      var found: [MessageStats] = []
      var failure: RemoteError?
      for await answer in group {
        switch answer {
        case .success(let stats): if let stats { found.append(stats) }
        case .failure(let error):
          // Those that are cancelled for it fail too.
          if failure == nil { failure = error }
          group.cancelAll()
        }
      }
      return failure.map(Result.failure) ?? .success(found)
    }
    do throws(RemoteError) {
      return try answer.get()
    } catch {
      throw .remote(error)
    }
  }

  private func stats(
    of id: String, since: CalendarDate?
  ) async -> Result<MessageStats?, RemoteError> {
    do throws(RemoteError) {
      return .success(try await stats(ofMessage: id, since: since))
    } catch .notFound {
      return .success(nil)
    } catch {
      return .failure(error)
    }
  }
}
