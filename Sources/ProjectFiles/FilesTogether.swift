#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ProjectFolder {
  /// Writes files that are not there yet, with the folders above them: all of them, or none.
  ///
  /// - Returns: the path of the first whose name something has, a link to nowhere too; nothing is
  ///   written then.
  /// - Throws: for the first that cannot be written; nothing is left of the others.
  public static func createFiles(
    _ files: [(path: String, text: String)]
  ) throws(FileUnwritable) -> String? {
    for file in files where isTaken(file.path) { return file.path }
    var made: [String] = []
    var folders: [String] = []
    func undo() {
      for path in made.reversed() { unlink(path) }
      for path in folders.reversed() { rmdir(path) }
    }
    do throws(FileUnwritable) {
      for file in files {
        folders += missingFolders(above: file.path)
        guard try createFile(file.path, file.text) else {
          undo()
          return file.path
        }
        made.append(file.path)
      }
      return nil
    } catch {
      undo()
      throw error
    }
  }

  /// Whether there is anything of that name, whatever a link leads to.
  public static func isTaken(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
  }

  /// Those that are made with a file, the uppermost first.
  private static func missingFolders(above path: String) -> [String] {
    path.indices.dropFirst().filter { path[$0] == "/" }.map { String(path[..<$0]) }
      .filter { !isFolder($0) }
  }
}
