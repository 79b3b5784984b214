import Hummingbird
import JSON

/// `/sandbox/clock`, so that schedules are tried without waiting.
struct ClockRoutes: Sendable {
  let store: Store
  let clock: SandboxClock

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(clock.json)
  }

  /// Sets the clock and does what is due then: the people of one-time sends whose time has come are
  /// fixed before anybody does anything at that time.
  func set(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var reader = FieldReader()
    let scope = Scope(object: try await RequestBody.read(request).object, path: "")
    reader.allow(["now", "stands"], in: scope)
    if scope.object["now"] == nil { reader.missing("now") }
    let now = reader.integer(scope, "now", in: PeopleLimits.times)
    let stands = reader.boolean(scope, "stands") ?? false
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
    clock.set(now, stands: stands)
    try await store.evaluate(at: clock.now)
    return .json(clock.json)
  }
}

extension SandboxClock {
  var json: JSONValue {
    var (lead, stands) = (JSONValue.null, false)
    switch setting {
    case .none: break
    case .ahead(let seconds): lead = .integer(seconds)
    case .standing: stands = true
    }
    return ["type": "clock", "now": .integer(now), "lead": lead, "stands": .boolean(stands)]
  }
}
