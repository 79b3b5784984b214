#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that holds `herald.yaml`, and the files below it.
///
/// Every `.yaml` and `.yml` file below is found, but in hidden folders; links are followed, each
/// folder once.
public struct ProjectFolder: Sendable {
  public static let projectFileName = "herald.yaml"
  /// The folder in which `herald.yaml` is looked for when the given one has none.
  public static let usualName = "campaigns"

  /// As given by the person; the prefix of every path that is shown.
  public let path: String
  /// What is read in place of the files on the disk; nil where those are.
  var committed: CommittedFiles?

  /// The folder itself, or its `campaigns`; nil when neither holds a `herald.yaml`.
  public init?(at path: String) {
    let path = path.isEmpty ? "." : path
    let candidates = [path, Self.join(path, Self.usualName)]
    guard let found = candidates.first(where: { Self.exists(Self.join($0, Self.projectFileName)) })
    else { return nil }
    self.path = found
  }

  public var projectFilePath: String { Self.join(path, Self.projectFileName) }

  /// `.` is left out, so that paths read as people write them.
  public static func join(_ folder: String, _ name: String) -> String {
    if folder == "." || folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// What the shown path of a file begins with; empty where the project is the current folder.
  public var prefix: String { Self.join(path, "") }

  /// Whether there is a folder at a path.
  public static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// What may not be looked at counts as there: reading it says why it cannot be read.
  private static func exists(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 || errno != ENOENT && errno != ENOTDIR
  }
}
