import Hummingbird

/// What pages of other origins may ask of the Messenger's side. Those of this machine may: an app under
/// development is on a port of its own. To any other page the browser shows no answer.
struct CrossOrigin: Sendable {
  private let origin: String

  /// Nil where no page of another origin asks.
  init?(_ request: Request) {
    guard let origin = request.headers[.origin], let scheme = origin.firstRange(of: "://"),
      ["http", "https"].contains(origin[..<scheme.lowerBound]),
      Loopback.isNamed(by: origin[scheme.upperBound...])
    else { return nil }
    self.origin = origin
  }

  /// The answer to a browser that asks whether a page may ask; nil for any other request.
  func permission(for request: Request) -> Response? {
    guard request.method == .options, request.headers[.accessControlRequestMethod] != nil else {
      return nil
    }
    return Response(
      status: .noContent,
      headers: [
        .accessControlAllowMethods: "POST", .accessControlAllowHeaders: "Content-Type",
        .accessControlMaxAge: "600",
      ])
  }

  func allow(_ response: inout Response) {
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.vary] = "Origin"
  }
}
