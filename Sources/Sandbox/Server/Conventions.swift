import Hummingbird

/// What holds for every request, whatever it asks for: the token first, then the limit, and an
/// error list for whatever fails. Pages have neither token nor limit.
struct Conventions: RouterMiddleware {
  let authentication: Authentication
  let rateLimit: RateLimit
  let store: Store
  /// Whether browsers are shown a page to try campaigns on.
  let hasSamplePage: Bool
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
    if Route.isForPages(request.uri.path, withSample: hasSamplePage) {
      return await responseToPage(request, context, next)
    }
    // The sample page is a product with pages of its own, which are opened and loaded again.
    if hasSamplePage, request.isOfPersonInBrowser { return PageFile.sample.response }
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

  private func responseToPage(
    _ request: Request, _ context: ConnectionContext,
    _ next: (Request, ConnectionContext) async throws -> Response
  ) async -> Response {
    let crossOrigin =
      Route.isForOtherOrigins(request.uri.path) ? CrossOrigin(request) : nil
    var response: Response
    if let permission = crossOrigin?.permission(for: request) {
      response = permission
    } else {
      do { response = try await next(request, context) } catch { response = .failure(error) }
    }
    crossOrigin?.allow(&response)
    return response
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

extension Request {
  /// Whether somebody opens an address, which no client of the API does: it has a token, and takes no
  /// page for an answer.
  fileprivate var isOfPersonInBrowser: Bool {
    method == .get && headers[.authorization] == nil
      && headers[.accept]?.contains("text/html") == true
  }
}
