import Hummingbird

/// What holds for every request, whatever it asks for: the token first, then the limit, and an
/// error list for whatever fails. Pages have neither token nor limit.
struct Conventions: RouterMiddleware {
  let authentication: Authentication
  let rateLimit: RateLimit
  let store: Store
  /// The system's, whatever the sandbox's own shows: it is clients whom the limit holds back.
  let clock: @Sendable () -> Int64

  func handle(
    _ request: Request, context: ConnectionContext,
    next: (Request, ConnectionContext) async throws -> Response
  ) async throws -> Response {
    let response = await response(to: request, context, next)
    // An answer to HEAD has no body; one would be taken for the beginning of the next answer.
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func response(
    to request: Request, _ context: ConnectionContext,
    _ next: (Request, ConnectionContext) async throws -> Response
  ) async -> Response {
    if Route.isForPages(request.uri.path) {
      do { return try await next(request, context) } catch { return .failure(error) }
    }
    do {
      try authentication.check(request.headers)
    } catch {
      var response = Response.failure(error)
      response.headers[.wwwAuthenticate] = "Bearer"
      return response
    }
    do {
      let window = try await store.countRequest(at: clock())
      var response = await answer(request, context, within: window, next)
      rateLimit.note(window, on: &response)
      return response
    } catch {
      return .failure(error)
    }
  }

  private func answer(
    _ request: Request, _ context: ConnectionContext, within window: RateWindow,
    _ next: (Request, ConnectionContext) async throws -> Response
  ) async -> Response {
    do {
      try rateLimit.check(window)
      return try await next(request, context)
    } catch {
      return .failure(error)
    }
  }
}
