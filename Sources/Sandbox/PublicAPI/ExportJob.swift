import JSON

/// A job that writes what came of content that people received in a time.
///
/// It takes its time, as Intercom's does: who asks how it is finds it under way once and finished then,
/// and it ends by itself a minute after it began, on the sandbox's clock.
struct ExportJob: Sendable, Equatable {
  enum Status: String, Sendable {
    case pending
    case inProgress = "in_progress"
    case completed
    case noData = "no_data"
    case canceled

    var isActive: Bool {
      switch self {
      case .pending, .inProgress: true
      case .completed, .noData, .canceled: false
      }
    }
  }

  let identifier: String
  let after: Int64
  let before: Int64
  let createdAt: Int64
  var status: Status
  var finishedAt: Int64?

  /// Goes one step on, where it is under way.
  ///
  /// - Parameter hasData: whether anybody received anything in its time.
  mutating func proceed(at now: Int64, isAsked: Bool, hasData: Bool) {
    let end = Self.longest + createdAt
    switch status {
    case .pending where now < end: if isAsked { status = .inProgress }
    case .inProgress where now < end: if isAsked { finish(at: now, hasData: hasData) }
    case .pending, .inProgress: finish(at: end, hasData: hasData)
    case .completed, .noData, .canceled: break
    }
  }

  private mutating func finish(at time: Int64, hasData: Bool) {
    status = hasData ? .completed : .noData
    finishedAt = time
  }

  /// When what it wrote is gone, in Unix seconds; nil where there is nothing to be had.
  var expiresAt: Int64? { status == .completed ? finishedAt.map { $0 + Self.keeping } : nil }

  /// - Parameter origin: how the client reaches this server, as `http://127.0.0.1:4000`.
  func json(_ origin: String) -> JSONValue {
    [
      "job_identifier": .string(identifier), "status": .string(status.rawValue),
      "download_expires_at": .string(expiresAt?.description ?? ""),
      "download_url": .string(
        expiresAt == nil ? "" : "\(origin)/download/content/data/\(identifier)"),
    ]
  }

  /// In seconds.
  private static let longest: Int64 = 60
  private static let keeping: Int64 = 2 * 86_400
}

/// Which time an export is asked for, both ends within it.
struct ExportRequest: Sendable, Equatable {
  let after: Int64
  let before: Int64

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.require(scope, "created_at_after")
    reader.require(scope, "created_at_before")
    let after = reader.integer(scope, "created_at_after", in: PeopleLimits.times)
    let before = reader.integer(scope, "created_at_before", in: PeopleLimits.times)
    guard reader.problems.isEmpty, let after, let before else { throw Refusal(reader.problems) }
    self.after = after
    self.before = before
  }
}
