import HTTPTypes
import Hummingbird
import JSON

/// `/` and `/sample`: a product page to try campaigns on, and what it asks. It holds no token, so
/// these answer that page alone.
struct SampleRoutes: Sendable {
  let store: Store
  let clock: SandboxClock
  let clocks: ClockRoutes

  init(store: Store, clock: SandboxClock) {
    self.store = store
    self.clock = clock
    clocks = ClockRoutes(store: store, clock: clock)
  }

  func page(_ file: PageFile) -> Routes.Action { { _, _ in file.response } }

  /// The workspace with what the page needs to offer: its clock and its live messages.
  func workspace(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try Self.checkIsOwnPage(request)
    let workspace = try await store.workspace()
    return .json([
      "type": "sample.workspace", "app_id": .string(workspace.idCode),
      "name": .string(workspace.name), "time_zone": .string(workspace.timeZone),
      "clock": clock.json, "messages": .array(try await store.liveMessages()),
    ])
  }

  /// People to look at the page as: those whose name, address or id has the text in it, and who are
  /// in a message's audience, or outside of it.
  func people(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try Self.checkIsOwnPage(request)
    var query = QueryReader(request, ["text", "message", "outside"])
    let message = query.text("message").map { Reference(text: $0).id }
    if let message, message == nil { query.refuse("message", "must be a message's id") }
    let isOutside = query.boolean("outside") ?? false
    try query.check()
    let search = SamplePeople(
      text: query.text("text") ?? "", message: message ?? nil, isOutside: isOutside)
    let found = try await store.people(search, at: clock.now)
    return .json(["type": "sample.people", "people": .array(found)])
  }

  func setClock(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try Self.checkIsOwnPage(request)
    return try await clocks.set(request, context)
  }

  /// Throws where a page of another site asks, also one whose name leads to this machine.
  private static func checkIsOwnPage(_ request: Request) throws(Refusal) {
    let site = request.headers[.fetchSite] ?? "same-origin"
    guard Loopback.isNamed(by: (request.head.authority ?? "")[...]),
      ["same-origin", "none"].contains(site)
    else { throw Refusal(Problem(.notFound, "this is for the sandbox's own page")) }
  }
}

extension HTTPField.Name {
  fileprivate static let fetchSite = named("Sec-Fetch-Site")
}
