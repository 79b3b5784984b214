/// One thing that is wrong with a request.
struct Problem: Sendable, Equatable {
  /// Intercom's names for what went wrong.
  enum Code: String, Sendable, CaseIterable {
    case parameterInvalid = "parameter_invalid"
    case invalidSortOrder = "invalid_sort_order"
    case parameterNotFound = "parameter_not_found"
    case dataInvalid = "data_invalid"
    case unauthorized
    case notFound = "not_found"
    case adminNotFound = "admin_not_found"
    case companyNotFound = "company_not_found"
    case fieldNotFound = "field_not_found"
    case methodNotAllowed = "method_not_allowed"
    case conflict
    case preconditionFailed = "precondition_failed"
    case contentTooLarge = "content_too_large"
    case unsupportedMediaType = "unsupported_media_type"
    case rateLimitExceeded = "rate_limit_exceeded"
    case serverError = "server_error"
    case serviceUnavailable = "service_unavailable"

    /// Whether the request cannot be read, whatever it says.
    var isOfShape: Bool { self == .parameterInvalid || self == .invalidSortOrder }
  }

  let code: Code
  let message: String
  /// The field or query parameter, as a path with dots.
  var field: String?
  /// The message or contact that holds what was asked for.
  var holder: String?
  /// The status where it is another than that of the code: Intercom's routes do not agree.
  var answeredWith: Int?

  init(
    _ code: Code, _ message: String, field: String? = nil, holder: String? = nil,
    answeredWith: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.field = field
    self.holder = holder
    self.answeredWith = answeredWith
  }
}

/// What the sandbox answers instead of doing what it was asked; nothing has been changed.
struct Refusal: Error, Sendable, Equatable {
  let problems: [Problem]

  init(_ problem: Problem) { problems = [problem] }

  /// Fields that are malformed are told first and alone: the others may follow from them.
  init(_ problems: [Problem]) {
    precondition(!problems.isEmpty, "a refusal says why")
    let malformed = problems.filter { $0.code.isOfShape }
    self.problems = malformed.isEmpty ? problems : malformed
  }
}
