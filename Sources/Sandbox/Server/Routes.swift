import Hummingbird

/// Every path that the sandbox answers, and what may be done there.
enum Routes {
  typealias Action = @Sendable (Request, ConnectionContext) async throws -> Response

  static func router(
    conventions: Conventions, faults: FaultPlan?, store: Store,
    clock: @escaping @Sendable () -> Int64
  ) -> Router<ConnectionContext> {
    let router = Router(context: ConnectionContext.self)
    if let faults { router.add(middleware: FaultInjection(faults, conventions.rateLimit, clock)) }
    router.add(middleware: conventions)
    let workspace = WorkspaceRoutes(store: store)
    let messages = MessageRoutes(store: store, clock: clock)
    for route in Route.allCases {
      switch route {
      case .me: add(route, [(.get, workspace.me)], to: router)
      case .admins: add(route, [(.get, workspace.admins)], to: router)
      case .messages: add(route, [(.get, messages.list), (.post, messages.create)], to: router)
      case .message:
        add(
          route,
          [(.get, messages.read), (.put, messages.replace), (.delete, messages.delete)], to: router)
      }
    }
    return router
  }

  /// Adds a path with its methods; the others are answered with 405 and the list of those.
  private static func add(
    _ route: Route, _ actions: [(HTTPRequest.Method, Action)],
    to router: Router<ConnectionContext>
  ) {
    let path = RouterPath(route.rawValue)
    var actions = actions
    // The conventions take the body away.
    if let read = actions.first(where: { $0.0 == .get }) { actions.append((.head, read.1)) }
    for (method, action) in actions { router.on(path, method: method, use: action) }
    let allowed = actions.map(\.0)
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    for method in methods where !allowed.contains(method) {
      router.on(path, method: method) { _, _ in
        var response = Response.failure(
          Refusal(Problem(.methodNotAllowed, "\(method.rawValue) is not for this path")))
        response.headers[.allow] = names
        return response
      }
    }
  }

  private static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options,
  ]
}
