import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The paths of a project's files, and what could not be looked into.
struct FolderListing {
  /// A folder as the system knows it, so that a loop of links ends.
  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64

    init(_ information: stat) {
      device = UInt64(information.st_dev)
      number = UInt64(information.st_ino)
    }

    init?(of path: String) {
      var information = stat()
      guard stat(path, &information) == 0 else { return nil }
      self.init(information)
    }
  }

  /// Sorted, the same on every machine.
  private(set) var paths: [String] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var visited: Set<Identity> = []

  /// Folders below which nothing is looked for.
  private static let deepest = 32

  init(_ folder: ProjectFolder) {
    list(folder.path, depth: 0)
    let projectFile = folder.projectFilePath
    paths.removeAll { $0 == projectFile || Self.isSpelling($0, of: projectFile) }
    paths.sort()
  }

  private mutating func list(_ path: String, depth: Int) {
    guard depth <= Self.deepest else {
      diagnostics.append(FileDiagnostics.tooDeep(path))
      return
    }
    guard let directory = opendir(path) else {
      diagnostics.append(FileDiagnostics.unreadable(path, errno: errno))
      return
    }
    defer { closedir(directory) }
    guard let identity = identity(of: directory), visited.insert(identity).inserted else { return }
    errno = 0
    while let entry = readdir(directory) {
      let (name, isText) = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          (String(cString: $0), String(validatingCString: $0) != nil)
        }
      }
      if !name.hasPrefix(".") {
        let place = ProjectFolder.join(path, name)
        if isText {
          look(at: place, named: name, type: Int32(entry.pointee.d_type), depth)
        } else if Self.isYAML(name) || Int32(entry.pointee.d_type) != Int32(DT_REG) {
          diagnostics.append(FileDiagnostics.unreadableName(place))
        }
      }
      errno = 0
    }
    // The end of a folder and a failure are told apart by this alone.
    if errno != 0 { diagnostics.append(FileDiagnostics.unreadable(path, errno: errno)) }
  }

  private mutating func look(at path: String, named name: String, type: Int32, _ depth: Int) {
    let isYAML = Self.isYAML(name)
    switch type {
    case Int32(DT_REG):
      if isYAML { paths.append(path) }
    case Int32(DT_DIR):
      list(path, depth: depth + 1)
    case Int32(DT_LNK), Int32(DT_UNKNOWN):
      var information = stat()
      if stat(path, &information) != 0 {
        // A link to nowhere may have led to a folder of campaigns, which must not look removed.
        diagnostics.append(FileDiagnostics.unreadable(path, errno: errno))
      } else if information.st_mode & S_IFMT == S_IFDIR {
        list(path, depth: depth + 1)
      } else if isYAML {
        paths.append(path)
      }
    default:
      if isYAML { diagnostics.append(FileDiagnostics.notAFile(path)) }
    }
  }

  /// In either case: who names a file `PROMO.YML` means it to be read.
  static func isYAML(_ name: String) -> Bool {
    let end = name.suffix(5).lowercased()
    return end == ".yaml" || end.hasSuffix(".yml")
  }

  /// Whether a path is the project file in other capitals, where the system does not tell them apart.
  private static func isSpelling(_ path: String, of projectFile: String) -> Bool {
    guard path.utf8.count == projectFile.utf8.count, path.lowercased() == projectFile.lowercased()
    else { return false }
    guard let identity = Identity(of: path) else { return false }
    return identity == Identity(of: projectFile)
  }

  private func identity(of directory: OpaquePointer) -> Identity? {
    var information = stat()
    guard fstat(dirfd(directory), &information) == 0 else { return nil }
    return Identity(information)
  }
}

extension ProjectFolder {
  /// Whether a file is read, by its path from the folder.
  public static func reads(_ path: String) -> Bool {
    FolderListing.isYAML(path) && !path.split(separator: "/").contains { $0.hasPrefix(".") }
  }
}
