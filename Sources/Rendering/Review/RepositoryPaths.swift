/// Paths as a repository's host names them: from its root, whatever folder herald was started in.
public struct RepositoryPaths: Sendable, Hashable {
  private let root: [Substring]?
  private let currentFolder: [Substring]

  /// - Parameters:
  ///   - root: an absolute path; nil where the files are in no repository.
  ///   - currentFolder: an absolute path, from which paths are shown.
  public init(root: String?, currentFolder: String) {
    self.root = root.map { Self.parts(of: $0) }
    self.currentFolder = Self.parts(of: currentFolder)
  }

  /// The path from the root; as it is shown where it lies elsewhere.
  func path(_ shown: String) -> String {
    let parts = Self.parts(of: shown, from: shown.hasPrefix("/") ? [] : currentFolder)
    let root = root ?? currentFolder
    guard parts.starts(with: root), parts.count > root.count else { return shown }
    return parts.dropFirst(root.count).joined(separator: "/")
  }

  private static func parts(of path: String, from folder: [Substring] = []) -> [Substring] {
    path.split(separator: "/").reduce(into: folder) { parts, part in
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
  }
}
