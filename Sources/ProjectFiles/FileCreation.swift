#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file or folder that could not be written.
public struct FileUnwritable: Error, Sendable, Hashable {
  public let path: String
  /// As the system says it.
  public let reason: String

  init(_ path: String, _ failure: SystemFailure = .now()) {
    self.path = path
    reason = failure.reason
  }
}

extension ProjectFolder {
  /// Writes a file that is not there yet, whole or not at all, with the folders above it.
  ///
  /// - Parameter path: from the project's root.
  /// - Returns: false, and nothing is written, where something has that name.
  public func create(_ path: String, _ text: String) throws(FileUnwritable) -> Bool {
    try Self.createFile(Self.join(self.path, path), text)
  }

  /// The same of any file.
  public static func createFile(
    _ shown: String, _ text: String
  ) throws(FileUnwritable) -> Bool {
    let folder = String(shown[..<(shown.lastIndex(of: "/") ?? shown.startIndex)])
    try makeFolder(folder)
    let draft: FileDraft
    do throws(SystemFailure) {
      draft = try FileDraft(Array(text.utf8), beside: shown)
    } catch {
      throw FileUnwritable(shown, error)
    }
    if draft.takeName(shown) { return true }
    if errno == EEXIST { return false }
    // A file system without links: as near as it gets.
    guard access(shown, F_OK) != 0 else { return false }
    guard draft.replaceFile(shown) else { throw FileUnwritable(shown) }
    return true
  }

  /// Takes away a file of the project; one that is gone already is fine.
  public func remove(_ path: String) { unlink(Self.join(self.path, path)) }

  private static func makeFolder(_ path: String) throws(FileUnwritable) {
    if path.isEmpty || isFolder(path) { return }
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileUnwritable(path) }
  }
}
