import HTTP

/// Why a request came to nothing, with what earlier attempts at it leave open.
struct RequestFailure: Error {
  let error: RemoteError
  private let doubt: Doubt

  init(_ error: RemoteError, doubt: Doubt) {
    self.error = error
    self.doubt = doubt
  }
}

extension RequestFailure {
  /// The same, under another name.
  func of(_ error: RemoteError) -> RequestFailure { RequestFailure(error, doubt: doubt) }

  /// The error of a write that reading did not settle: an attempt before a refusal may have been
  /// carried out, and somebody changed the message since.
  var unsettled: RemoteError {
    switch error {
    case .moved, .conflict, .notFound, .unauthorized, .forbidden:
      doubt == .none
        ? error
        : .unreachable(
          reason: "an attempt got no plain answer, and then: \(error)", mayHaveLanded: true)
    case .unreachable, .limited, .refused, .serverFailed, .badAnswer, .damagedRecord, .newerRecord,
      .noExport, .lacking, .notSent, .cancelled:
      error
    }
  }

  /// The error of a write of which reading shows that the workspace is as it was before. Whoever said
  /// that it failed has ended with it; what got no answer may still be carried out.
  var withoutEffect: RemoteError {
    guard doubt == .failed, case .serverFailed(let status, _) = error else { return unsettled }
    return .serverFailed(status: status, mayHaveLanded: false)
  }
}
