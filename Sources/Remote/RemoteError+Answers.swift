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
    case .notBegun: self = .limited
    case .cancelled: self = .cancelled(mayHaveLanded: mayHaveLanded)
    }
  }

  /// What an answer that is not a success comes to; `error` is its body, where that is JSON.
  init(_ response: HTTPResponse, error: JSONValue?, isWrite: Bool, words: ShownText) {
    let first = error?["errors"]?.array?.first
    let word = { (name: String) in first?[name]?.string.flatMap(words.word) }
    let status = response.status
    switch status {
    case 401: self = .unauthorized
    case 403: self = .forbidden
    case 404: self = .notFound
    case 408, 500...599: self = .serverFailed(status: status, mayHaveLanded: isWrite)
    case 409: self = .conflict(holder: word("id"))
    case 412: self = .moved
    case 429: self = .limited
    case 300...399:
      // Some servers redirect to what a write has made.
      self = .badAnswer(
        reason: "it is a redirect (\(status)), which is never followed with a token",
        mayHaveLanded: isWrite)
    default:
      self = .refused(status: status, code: word("code") ?? "no code", field: word("field"))
    }
  }

  /// The error for a write of which this one, met in reading, leaves open whether it was carried
  /// out; nil when it says nothing about that.
  var leavingWriteOpen: RemoteError? {
    switch self {
    case .unreachable(let reason, _): .unreachable(reason: reason, mayHaveLanded: true)
    case .serverFailed(let status, _): .serverFailed(status: status, mayHaveLanded: true)
    case .badAnswer(let reason, _): .badAnswer(reason: reason, mayHaveLanded: true)
    case .cancelled: .cancelled(mayHaveLanded: true)
    case .unauthorized, .forbidden, .limited, .notFound, .conflict, .moved, .refused,
      .damagedRecord, .newerRecord, .noExport, .lacking, .notSent:
      nil
    }
  }
}
