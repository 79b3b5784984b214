public import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is to have another content, or to go.
public struct FileChange: Sendable, Hashable {
  /// As it was read; it must still be that.
  public let old: SourceFile
  /// Nil where the file is to go.
  public let new: [UInt8]?

  public init(_ old: SourceFile, to new: [UInt8]?) {
    self.old = old
    self.new = new
  }
}

/// A file that could not be changed; every other one is as it was, too.
public struct FileChangeFailure: Error, Sendable, Hashable {
  public let path: String
  public let error: ReplacingError
  /// Files that could not be put back, and what they are called now.
  public let stranded: [String]
}

extension ProjectFolder {
  /// Changes files, all of them or none: where one cannot be changed, those before it are put back.
  /// A link that is to go goes; what it leads to stays.
  public static func carryOut(_ changes: [FileChange]) throws(FileChangeFailure) {
    for change in changes {
      do throws(ReplacingError) {
        try checkUnchanged(change.old)
      } catch {
        throw FileChangeFailure(path: change.old.path, error: error, stranded: [])
      }
    }
    var done: [DoneChange] = []
    for change in changes {
      do throws(ReplacingError) {
        if let new = change.new {
          try replace(change.old, with: new)
          done.append(.replaced(change.old, by: new))
        } else {
          done.append(.setAside(change.old, as: try setAside(change.old)))
        }
      } catch {
        throw FileChangeFailure(
          path: change.old.path, error: error, stranded: done.reversed().compactMap { $0.undo() })
      }
    }
    for case .setAside(_, let name) in done { unlink(name) }
  }

  private static func checkUnchanged(_ file: SourceFile) throws(ReplacingError) {
    switch FileBuffer().read(file.path) {
    case .success(let present) where present.bytes == file.bytes: break
    case .success: throw .changedSince
    case .failure(.unreadable(_, let number)):
      throw .unwritable(String(cString: strerror(number)).lowercased())
    case .failure(.notAFile), .failure(.tooLarge), .failure(.elsewhere): throw .changedSince
    }
  }

  /// Gives a file a name that nobody reads, and makes sure that it is the one that was read.
  private static func setAside(_ file: SourceFile) throws(ReplacingError) -> String {
    let folder = file.path.lastIndex(of: "/").map { String(file.path[...$0]) } ?? ""
    let name = "\(folder).herald-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp"
    guard rename(file.path, name) == 0 else { throw .unwritable(SystemFailure.now().reason) }
    do throws(ReplacingError) {
      try checkUnchanged(SourceFile(path: name, bytes: file.bytes))
      return name
    } catch {
      // Somebody wrote it since it was looked at.
      guard rename(name, file.path) == 0 else {
        throw .unwritable("somebody has changed it meanwhile; it is `\(name)` now")
      }
      throw error
    }
  }
}

/// A change that may have to be undone.
private enum DoneChange {
  case replaced(SourceFile, by: [UInt8])
  case setAside(SourceFile, as: String)

  /// The file's name and its present one where it cannot be put back; nil where it is as it was.
  func undo() -> String? {
    switch self {
    case .replaced(let old, let new):
      do throws(ReplacingError) {
        try ProjectFolder.replace(SourceFile(path: old.path, bytes: new), with: old.bytes)
        return nil
      } catch {
        return "`\(old.path)`"
      }
    case .setAside(let old, let name):
      var information = stat()
      // What somebody has written there meanwhile is not overwritten.
      guard lstat(old.path, &information) != 0, rename(name, old.path) == 0 else {
        return "`\(old.path)`, which is `\(name)` now"
      }
      return nil
    }
  }
}
