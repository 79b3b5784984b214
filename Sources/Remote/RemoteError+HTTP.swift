import HTTP
import JSON

extension RemoteError {
  /// What a request that got no answer comes to.
  init(_ error: HTTPError, isWrite: Bool) {
    let mayHaveLanded = isWrite && error.mayHaveArrived
    switch error {
    case .notAllowed, .malformedRequest: self = .notSent(reason: "\(error)")
    case .unreachable, .timedOut, .connectionLost, .queueFull, .libraryFailed:
      self = .unreachable(reason: "\(error)", mayHaveLanded: mayHaveLanded)
    case .malformedAnswer, .bodyTooLarge, .headerTooLarge:
      self = .badAnswer(reason: "\(error)", mayHaveLanded: mayHaveLanded)
    case .cancelled: self = .cancelled(mayHaveLanded: mayHaveLanded)
    }
  }

  /// What an answer that is not a success comes to; `error` is its body, where that is JSON.
  init(_ response: HTTPResponse, error: JSONValue?, isWrite: Bool) {
    let first = error?["errors"]?.array?.first
    let code = first?["code"]?.string.map(Self.word) ?? "no code"
    switch response.status {
    case 401: self = .unauthorized
    case 403: self = .forbidden
    case 404: self = .notFound
    case 409: self = .conflict(holder: first?["id"]?.string.map(Self.word))
    case 412: self = .moved
    case 429: self = .limited
    case 500...599: self = .serverFailed(status: response.status, mayHaveLanded: isWrite)
    case 300...399:
      self = .badAnswer(
        reason: "it is a redirect (\(response.status)), and a token is never sent along one",
        mayHaveLanded: false)
    default:
      self = .refused(
        status: response.status, code: code, field: first?["field"]?.string.map(Self.word))
    }
  }

  /// A word of the remote's that may be shown: short, and of plain characters alone.
  private static func word(_ text: String) -> String {
    let plain = text.unicodeScalars.prefix(64).filter {
      $0.properties.isAlphabetic && $0.isASCII || ("0"..."9").contains($0)
        || "_-.[]/".unicodeScalars.contains($0)
    }
    return String(String.UnicodeScalarView(plain))
  }
}
