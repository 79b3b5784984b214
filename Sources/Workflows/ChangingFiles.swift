import Diagnostics
import ProjectFiles

extension [FileChange] {
  /// Changes the files, all of them or none.
  ///
  /// - Throws: `unwritable` for the first that cannot be changed.
  func carryOut() throws(Failure) {
    do throws(FileChangeFailure) {
      try ProjectFolder.carryOut(self)
    } catch {
      let rest =
        switch (error.stranded.isEmpty, count) {
        case (true, 1): ""
        case (true, _): "; the other files are as they were"
        case (false, _): "; not put back: \(error.stranded.joined(separator: ", "))"
        }
      throw .unwritable(path: error.path, reason: error.error.reason + rest)
    }
  }
}

extension ReplacingError {
  fileprivate var reason: String {
    switch self {
    case .changedSince: "somebody has changed it meanwhile; run this again"
    case .unwritable(let reason): reason
    }
  }
}
