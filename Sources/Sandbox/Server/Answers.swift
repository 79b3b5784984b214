import GRDB
import Hummingbird
import JSON
import NIOHTTP1

extension Response {
  static func json(
    _ text: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = jsonType
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func json(_ value: JSONValue) -> Response { json(value.compactText) }

  /// One message, with its entity tag.
  static func message(_ row: MessageRow) -> Response {
    json(row.document, headers: [.eTag: row.entityTag])
  }

  /// The answer to a request that failed, as Intercom words it.
  static func failure(_ error: any Error) -> Response {
    let refusal = (error as? Refusal) ?? Refusal(Problem(unexpected: error))
    return json(errorList(refusal), status: refusal.problems[0].status)
  }

  static func errorList(_ refusal: Refusal) -> String {
    let list: JSONValue = [
      "type": "error.list", "request_id": .string(RequestIdentifier.random()),
      "errors": .array(refusal.problems.map(\.json)),
    ]
    return list.compactText
  }

  static let jsonType = "application/json; charset=utf-8"
}

extension Problem {
  fileprivate var status: HTTPResponse.Status {
    answeredWith.map { HTTPResponse.Status(code: $0) } ?? code.status
  }

  fileprivate var json: JSONValue {
    var object: JSONObject = ["code": .string(code.rawValue), "message": .string(message)]
    if let field { object["field"] = .string(field) }
    if let holder { object["id"] = .string(holder) }
    return .object(object)
  }

  /// What a client is told of an error that is not its own.
  fileprivate init(unexpected error: any Error) {
    switch error {
    case let error as DatabaseError where error.resultCode == .SQLITE_BUSY:
      self.init(.serviceUnavailable, "another process holds the sandbox's database")
    case let error as DatabaseError:
      let reason = error.message ?? String(describing: error.resultCode)
      self.init(.serverError, "the sandbox's database failed: \(reason)")
    case is CancellationError:
      self.init(.serviceUnavailable, "the sandbox is stopping")
    case let error as any HTTPResponseError where error.status == .contentTooLarge:
      self.init(.contentTooLarge, "the body is larger than \(RequestBody.limit) bytes")
    case let error as any HTTPResponseError where error.status == .notFound:
      self.init(.notFound, "there is nothing at this path")
    case is HTTPParserError:
      // The request's head was fine, its body is not.
      self.init(.parameterInvalid, MalformedRequests.complaint)
    default:
      self.init(.serverError, "the sandbox failed: \(error)")
    }
  }
}

extension Problem.Code {
  var status: HTTPResponse.Status {
    switch self {
    case .parameterInvalid, .invalidSortOrder: .badRequest
    case .parameterNotFound, .dataInvalid: .unprocessableContent
    case .unauthorized: .unauthorized
    case .notFound, .adminNotFound, .companyNotFound, .fieldNotFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .conflict: .conflict
    case .preconditionFailed: .preconditionFailed
    case .contentTooLarge: .contentTooLarge
    case .unsupportedMediaType: .unsupportedMediaType
    case .rateLimitExceeded: .tooManyRequests
    case .serverError: .internalServerError
    case .serviceUnavailable: .serviceUnavailable
    }
  }
}
