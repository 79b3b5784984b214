package import Audiences
public import Campaigns
public import Planning
public import Remote

/// Why a campaign's audience has somebody, or has not.
public struct Explanation: Sendable {
  public let person: NamedPerson
  package let trace: Trace
  /// Unix seconds.
  public let now: Int64
  /// That of the workspace, whose days are meant.
  public let timeZone: String
  public let status: Status

  /// Nil where what the workspace tells is not enough.
  public var matches: Bool? { trace.holds }
}

extension LoadedProject {
  /// Holds a campaign's audience against somebody, as the workspace knows them now. What is read of the
  /// person is in the result and nowhere else.
  ///
  /// - Throws: `unknownKey`, `noPerson`, `severalPeople`, `unsupported`, among others.
  public func explain(
    _ key: String, for name: PersonName, in environment: Environment,
    _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Explanation {
    let rule = try audience(of: key, in: environment)
    let status = try desired(in: environment).messages.first { $0.key == key }?.spec.status
    let open = try await folder.connectToPeople(of: environment, options, surroundings)
    return try await open.closing { workspace throws(Failure) in
      let found: Result<Explanation, Failure>
      do throws(RemoteError) {
        found = try await Self.explanation(
          of: rule, status ?? .draft, for: name, workspace, now: surroundings.now())
      } catch {
        throw .remote(error)
      }
      return try found.get()
    }
  }

  /// What the world refuses is thrown; what cannot be is in the result.
  private static func explanation(
    of rule: Rule, _ status: Status, for name: PersonName, _ workspace: any PeopleReading,
    now: Int64
  ) async throws(RemoteError) -> Result<Explanation, Failure> {
    let zone = try await workspace.workspace().timeZone ?? "UTC"
    guard let clock = ZoneClock(named: zone) else {
      return .failure(.unsupported("there is no time zone `\(zone)`, which the workspace is in"))
    }
    let people = try await workspace.people(named: name)
    guard let person = people.first else { return .failure(.noPerson(name)) }
    guard people.count == 1 else { return .failure(.severalPeople(name, people)) }
    let moment = Moment(now: now, in: clock)
    guard let known = try await workspace.person(person, for: rule, at: moment) else {
      return .failure(.unsupported("the workspace does not say which attributes it has"))
    }
    guard let trace = Trace(rule, of: known, at: moment) else {
      return .failure(
        .unsupported(
          "a newsfeed's audience is kept in the workspace: nobody else knows who is in it"))
    }
    return .success(
      Explanation(person: person, trace: trace, now: now, timeZone: zone, status: status))
  }
}
