/// Why a sandbox cannot be served.
public enum SandboxError: Error, Sendable, Hashable {
  /// The folder of the database cannot be made or written; the reason is the system's.
  case folderUnusable(path: String, reason: String)
  /// The database cannot be opened or written; the reason is the system's.
  case databaseUnusable(path: String, reason: String)
  /// The file is no SQLite database, or a broken one.
  case databaseDamaged(path: String)
  /// The file is a SQLite database of something else.
  case databaseForeign(path: String)
  /// A later version of the program has changed the file's layout.
  case databaseNewer(path: String, layout: Int)
  /// Another process holds the database and does not let go.
  case databaseBusy(path: String)
  /// The workspace is to be filled with people, and has something of its own.
  case workspaceNotEmpty(path: String)
  case addressInUse(host: String, port: Int)
  case addressUnusable(host: String, port: Int, reason: String)
  /// The server ended by itself.
  case endedEarly(reason: String)
}

extension SandboxError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .folderUnusable(let path, let reason):
      "the folder `\(path)` cannot hold the sandbox's database: \(reason)"
    case .databaseUnusable(let path, let reason):
      "the sandbox's database `\(path)` cannot be used: \(reason)"
    case .databaseDamaged(let path):
      "`\(path)` is damaged or no database: move it away, and a new one is made in its place"
    case .databaseForeign(let path):
      "`\(path)` is the database of another program: name a file of the sandbox's own"
    case .databaseNewer(let path, let layout):
      "`\(path)` was written by a newer version (its layout is \(layout), this one reads "
        + "\(Migrations.layout)): update, or name another file"
    case .databaseBusy(let path):
      "another process holds `\(path)` and does not let go: end it, or name another file"
    case .workspaceNotEmpty(let path):
      "`\(path)` holds people already, or attributes and tags of its own: leave out `--people` to "
        + "serve it as it is, or name another file with `--db`"
    case .addressInUse(let host, let port):
      "something is listening on \(host):\(port) already: choose another port, or 0 for any"
    case .addressUnusable(let host, let port, let reason):
      "cannot listen on \(host):\(port): \(reason)"
    case .endedEarly(let reason):
      "the sandbox's server ended by itself: \(reason)"
    }
  }
}
