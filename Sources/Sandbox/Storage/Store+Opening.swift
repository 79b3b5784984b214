import FoundationEssentials
import GRDB

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Store {
  /// Opens the database, made and seeded when it is missing; blocks the thread.
  package static func open(
    _ path: String, patience: Double, pageLimit: Int? = nil
  ) throws(SandboxError) -> Store {
    try makeFolder(of: path)
    switch DatabaseHeader(ofFile: path) {
    case .acceptable: break
    case .foreign: throw .databaseForeign(path: path)
    case .damaged: throw .databaseDamaged(path: path)
    }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(patience)
    while true {
      do {
        return try attempt(path, configuration(patience, pageLimit))
      } catch .databaseBusy where clock.now < deadline {
        // SQLite waits for a lock, but not where waiting could be mutual: two processes that turn
        // a new file's journal into a log, or one that comes while another's last one closes.
        usleep(10_000)
      }
    }
  }

  private static func attempt(
    _ path: String, _ configuration: Configuration
  ) throws(SandboxError) -> Store {
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // A look at one moment: another process may be making the file right now.
      if try !pool.read({ database in try isReady(Migrations.origin(database), path) }) {
        try pool.writeWithoutTransaction { database in try prepare(database, path) }
      }
      try pool.read(checkReadable)
      return Store(pool: pool)
    } catch let error as SandboxError {
      throw error
    } catch let error as DatabaseError {
      throw SandboxError(error, path: path)
    } catch {
      throw .databaseUnusable(path: path, reason: String(describing: error))
    }
  }

  private static func configuration(_ patience: Double, _ pageLimit: Int?) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.label = "sandbox"
    configuration.prepareDatabase { database in
      if !database.configuration.readonly {
        // People are looked up all over the file: what was read once is to stay at hand (in KiB). A
        // log that is moved into the file less often has a page moved once for many changes of it.
        try database.execute(
          sql: "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 2000")
      }
      if let pageLimit { try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
    }
    return configuration
  }

  private static func prepare(_ database: Database, _ path: String) throws {
    try transaction(database, .full) { database in
      // Another process may have come first.
      let origin = try Migrations.origin(database)
      if try isReady(origin, path) { return }
      switch origin {
      case .new:
        try Migrations.run(database, after: 0)
        try Seed.plant(database)
      case .ours(let layout): try Migrations.run(database, after: layout)
      case .foreign: preconditionFailure("a foreign database was let through")
      }
    }
  }

  private static func isReady(
    _ origin: Migrations.Origin, _ path: String
  ) throws(SandboxError) -> Bool {
    switch origin {
    case .new: return false
    case .foreign: throw .databaseForeign(path: path)
    case .ours(let layout):
      if layout > Migrations.layout { throw .databaseNewer(path: path, layout: layout) }
      return layout == Migrations.layout
    }
  }

  /// Throws where the schema or the first table cannot be read. Reading the whole file would cost
  /// every start the more, the more is in it: damage elsewhere is told by whatever meets it.
  private static func checkReadable(_ database: Database) throws {
    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM workspace")
  }

  private static func makeFolder(of path: String) throws(SandboxError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .folderUnusable(path: folder, reason: reason(of: error))
    }
    // SQLite writes a log beside the file, so the folder must be writable too.
    if !FileManager.default.isWritableFile(atPath: folder) {
      throw .folderUnusable(path: folder, reason: "it is not writable")
    }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    if isFolder { throw .databaseUnusable(path: path, reason: "it is a folder") }
    if !FileManager.default.isWritableFile(atPath: path) {
      throw .databaseUnusable(path: path, reason: "it is not writable")
    }
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? CocoaError else { return String(describing: error) }
    if let cause = error.underlying as? POSIXError {
      return String(cString: strerror(cause.code.rawValue)).lowercased()
    }
    return String(describing: error.code)
  }
}

extension SandboxError {
  /// What SQLite's error means for whoever starts a sandbox.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .databaseDamaged(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .databaseBusy(path: path)
    default:
      self = .databaseUnusable(
        path: path, reason: error.message ?? String(describing: error.resultCode))
    }
  }
}
