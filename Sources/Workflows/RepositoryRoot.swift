import Foundation

extension Surroundings {
  /// The folder of the git repository that the current folder is in, without asking git: a linked work
  /// tree has a file where others have a folder. Nil outside of one.
  public var repositoryRoot: String? { repositoryRoot(above: currentFolder) }

  /// The same of another folder; its path is absolute.
  func repositoryRoot(above path: String) -> String? {
    var folder = path[...]
    while true {
      if FileManager.default.fileExists(atPath: "\(folder)/.git") { return String(folder) }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "" : folder[..<slash]
      if folder.isEmpty { return nil }
    }
  }
}
