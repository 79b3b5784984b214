/// Why the world refused. Holds no body, no token and nothing a person wrote but what a campaign's file
/// names.
public enum RemoteError: Error, Sendable, Hashable {
  /// 401: the token is wrong, expired or missing.
  case unauthorized
  /// 403: the token may not do this.
  case forbidden
  /// No answer came: `mayHaveLanded` is true when the request may have been carried out all the same.
  case unreachable(reason: String, mayHaveLanded: Bool)
  /// 429, for longer than our patience.
  case limited
  case notFound
  /// 409: the `external_id` belongs to another message.
  case conflict(holder: String?)
  /// 412, or 404 for a change: the message is no longer what the plan saw, or no longer there.
  case moved
  /// 400, 413, 415, 422: the remote does not take what was sent. `code` and `field` are the remote's
  /// words, of letters, digits and a few signs alone.
  case refused(status: Int, code: String, field: String?)
  /// 5xx or 408, for longer than our patience.
  case serverFailed(status: Int, mayHaveLanded: Bool)
  /// The answer cannot be understood: not JSON, cut off, or not of the expected shape.
  case badAnswer(reason: String, mayHaveLanded: Bool)
  /// What herald remembers in an internal article is not as herald wrote it.
  case damagedRecord(article: String)
  /// A newer herald wrote what is remembered in an internal article.
  case newerRecord(article: String)
  /// What people did with content cannot be had.
  case noExport(ExportTrouble)
  /// The workspace, or its API, has not what the message needs. Nothing of it was written.
  case lacking(Lack)
  /// herald itself would not send it: a host that is not allowed, a token over plain http.
  case notSent(reason: String)
  case cancelled(mayHaveLanded: Bool)

  /// Whether a write that ended so may have been carried out.
  public var mayHaveLanded: Bool {
    switch self {
    case .unreachable(_, let mayHaveLanded), .serverFailed(_, let mayHaveLanded),
      .badAnswer(_, let mayHaveLanded), .cancelled(let mayHaveLanded):
      mayHaveLanded
    case .unauthorized, .forbidden, .limited, .notFound, .conflict, .moved, .refused,
      .damagedRecord, .newerRecord, .noExport, .lacking, .notSent:
      false
    }
  }

  /// Whether every further request would end the same way. A remote that nothing reaches, or whose
  /// limit holds, has had all our patience once: it is not waited for again with each change.
  public var isFatal: Bool {
    switch self {
    case .unauthorized, .forbidden, .limited, .notSent, .cancelled: true
    case .unreachable(_, let mayHaveLanded): !mayHaveLanded
    case .notFound, .conflict, .moved, .refused, .serverFailed, .badAnswer, .damagedRecord,
      .newerRecord, .noExport, .lacking:
      false
    }
  }
}

extension RemoteError: CustomStringConvertible {
  /// What happened, as a sentence begins: lower case, no full stop.
  public var description: String {
    switch self {
    case .unauthorized: "the remote refused the token (401)"
    case .forbidden: "the token is not allowed to do this (403)"
    case .unreachable(let reason, _): reason
    case .limited: "the remote's rate limit outlasted our patience (429)"
    case .notFound: "the remote has no such thing (404)"
    case .conflict(let holder):
      "its external_id is taken" + (holder.map { " by message \($0)" } ?? "") + " (409)"
    case .moved: "somebody else has changed or deleted the message since the plan was made"
    case .refused(let status, let code, let field):
      "the remote does not accept it (\(status) \(code)" + (field.map { ", field \($0)" } ?? "")
        + ")"
    case .serverFailed(let status, _): "the remote failed (\(status))"
    case .badAnswer(let reason, _): "the remote's answer cannot be understood: \(reason)"
    case .damagedRecord(let article):
      "internal article \(article) holds a record of herald's that somebody changed"
    case .newerRecord(let article):
      "internal article \(article) was written by a newer herald"
    case .noExport(let trouble): trouble.description
    case .lacking(let lack): lack.description
    case .notSent(let reason): reason
    case .cancelled: "stopped"
    }
  }

  /// What to do next; empty when the description says it all.
  public var help: String {
    switch self {
    case .unauthorized: "check that the environment variable holds a current access token"
    case .forbidden: "ask the workspace's owner for a token that may read and write messages"
    case .unreachable: "check the url and the network, then run it again: nothing needs repair"
    case .limited: "wait a minute and run it again: nothing needs repair"
    case .conflict, .moved: "plan again to see what is there now"
    case .badAnswer:
      "check that the url is that of a messages API, and that no proxy answers in its place"
    case .serverFailed: "run it again later: nothing needs repair"
    case .damagedRecord:
      "restore an earlier version of the article in Intercom; delete it only if its campaign was "
        + "never sent: what it remembers is then gone"
    case .newerRecord: "update herald"
    case .noExport(let trouble): trouble.help
    case .lacking(let lack): lack.help
    case .notFound, .refused, .notSent, .cancelled: ""
    }
  }
}
