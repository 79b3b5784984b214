import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files below a project's folder as a commit of git has them, in place of those on the disk.
public struct CommittedFiles: Sendable {
  public enum Content: Sendable {
    case bytes([UInt8])
    /// More bytes than a file is read with.
    case tooLarge
    /// A link, or a repository in this one: what is behind it is not in the commit.
    case elsewhere
  }

  /// By their paths from the folder.
  private let contents: [String: Content]

  public init(_ contents: [String: Content]) { self.contents = contents }

  /// Whether the commit has the project's file.
  public var haveProject: Bool { contents[ProjectFolder.projectFileName] != nil }

  /// Bytes above which a file need not be fetched.
  public static var largest: Int { FileBuffer.largest }

  /// The paths of the files that are read, and of what stands for files that cannot be.
  ///
  /// - Parameter folder: the prefix of every path.
  func paths(below folder: ProjectFolder) -> [String] {
    contents.compactMap { path, content in
      let names = path.split(separator: "/")
      guard path != ProjectFolder.projectFileName, !names.contains(where: { $0.hasPrefix(".") })
      else { return nil }
      if case .elsewhere = content { return ProjectFolder.join(folder.path, path) }
      return FolderListing.isYAML(path) ? ProjectFolder.join(folder.path, path) : nil
    }.sorted()
  }

  func read(_ path: String, below folder: ProjectFolder) -> Result<SourceFile, FileProblem> {
    switch contents[String(path.dropFirst(folder.prefix.count))] {
    case .bytes(let bytes): .success(SourceFile(path: path, bytes: bytes))
    case .tooLarge: .failure(.tooLarge(path))
    case .elsewhere: .failure(.elsewhere(path))
    case nil: .failure(.unreadable(path, errno: ENOENT))
    }
  }
}

extension ProjectFolder {
  /// The folder as a commit has it, whatever is there now.
  public init(at path: String, in files: CommittedFiles) {
    self.path = path
    committed = files
  }
}
