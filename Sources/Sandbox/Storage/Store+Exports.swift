import GRDB

extension Store {
  /// Begins a job; there is one at a time.
  func begin(_ request: ExportRequest, at now: Int64) async throws -> ExportJob {
    try await write(.full) { database in
      let last = try Row.fetchOne(
        database.cachedStatement(
          sql: "SELECT \(ExportJob.columns) FROM export_jobs ORDER BY id DESC LIMIT 1"))
      if let last {
        var job = try ExportJob(row: last)
        try Self.proceed(&job, at: now, isAsked: false, database)
        if job.status.isActive {
          throw Refusal(
            Problem(
              .rateLimitExceeded, "Exceeded rate limit of 1 pending message data export jobs"))
        }
      }
      let job = ExportJob(
        identifier: JobIdentifier.random(), after: request.after, before: request.before,
        createdAt: now, status: .pending)
      try database.cachedStatement(
        sql: "INSERT INTO export_jobs (\(ExportJob.columns)) VALUES (?, ?, ?, ?, ?, ?)"
      ).execute(arguments: [
        job.identifier, job.after, job.before, job.createdAt, job.status.rawValue, job.finishedAt,
      ])
      return job
    }
  }

  /// How a job is, which goes one step on by that.
  func ask(_ identifier: String, at now: Int64) async throws -> ExportJob {
    try await write(.full) { database in
      var job = try Self.job(identifier, database)
      try Self.proceed(&job, at: now, isAsked: true, database)
      return job
    }
  }

  /// Ends a job; one that is finished stays so.
  func cancel(_ identifier: String, at now: Int64) async throws -> ExportJob {
    try await write(.full) { database in
      var job = try Self.job(identifier, database)
      try Self.proceed(&job, at: now, isAsked: false, database)
      if job.status.isActive {
        job.status = .canceled
        job.finishedAt = now
        try Self.put(job, database)
      }
      return job
    }
  }

  /// A job whose files can be had.
  func finishedJob(_ identifier: String, at now: Int64) async throws -> ExportJob {
    try await read { database in
      let job = try Self.job(identifier, database)
      guard let end = job.expiresAt, now < end else { throw Refusal(.noResource) }
      return job
    }
  }

  private static func proceed(
    _ job: inout ExportJob, at now: Int64, isAsked: Bool, _ database: Database
  ) throws {
    let before = job
    let hasData = try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM news_receipts WHERE received_at BETWEEN ? AND ?)"),
      arguments: [job.after, job.before])
    job.proceed(at: now, isAsked: isAsked, hasData: hasData ?? false)
    if job != before { try put(job, database) }
  }

  private static func put(_ job: ExportJob, _ database: Database) throws {
    try database.cachedStatement(
      sql: "UPDATE export_jobs SET status = ?, finished_at = ? WHERE identifier = ?"
    ).execute(arguments: [job.status.rawValue, job.finishedAt, job.identifier])
  }

  private static func job(_ identifier: String, _ database: Database) throws -> ExportJob {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(ExportJob.columns) FROM export_jobs WHERE identifier = ?"),
      arguments: [identifier])
    guard let row else { throw Refusal(.noResource) }
    return try ExportJob(row: row)
  }
}

extension ExportJob {
  fileprivate static let columns = "identifier, after, before, created_at, status, finished_at"

  fileprivate init(row: Row) throws {
    guard let status = Status(rawValue: row[4]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an export has no status")
    }
    self.init(
      identifier: row[0], after: row[1], before: row[2], createdAt: row[3], status: status,
      finishedAt: row[5])
  }
}
