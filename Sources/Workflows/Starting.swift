import Foundation
import ProjectFiles
public import Starter

/// Writing the files of a new project, or the CI of one that is there: all of them or, where one is
/// there already, none.
public struct Starting: Sendable {
  private let folder: String
  private let surroundings: Surroundings

  /// - Parameter folder: the one that `campaigns` is to lie in.
  public init(in folder: String, _ surroundings: Surroundings) {
    self.folder = folder.isEmpty ? "." : folder
    self.surroundings = surroundings
  }

  /// What was written, as people are to see it.
  public struct Result: Sendable, Hashable {
    public let paths: [String]
    /// A line for a file of GitLab's CI that is there already; nil when there is nothing to add.
    public let missingInclude: String?
  }

  /// - Parameters:
  ///   - name: the project's; from the folder's if nil.
  ///   - host: whose workflow is written, too. A project that is there already gets that alone.
  /// - Throws: `startedAlready` where a file is there already, `unwritable` where it cannot be written,
  ///   `unsupported` where a workflow would not be found.
  public func write(name: String?, for host: StarterHost?) throws(Failure) -> Result {
    let present = ProjectFolder(at: folder)
    var files: [StarterFile] = []
    let project: String
    if let present, host != nil {
      project = try ProjectHead.read(at: present.path).name()
    } else {
      project = name ?? Starter.name(ofFolder: folderName)
      files = Starter.project(named: project)
      if let present {
        throw Failure.startedAlready(path: present.projectFilePath, isProject: true)
      }
    }
    var missingInclude: String?
    if let host {
      try checkPlace(of: present)
      let isFirst = !exists(".gitlab-ci.yml")
      files += Starter.workflow(for: host, project: project, isFirst: isFirst)
      if host == .gitlab, !isFirst { missingInclude = "local: .gitlab/herald.yml" }
    }
    for file in files where exists(file.path) { throw isThere(file) }
    for file in files { try create(file) }
    return Result(paths: files.map(path), missingInclude: missingInclude)
  }

  private func create(_ file: StarterFile) throws(Failure) {
    let isNew: Bool
    do throws(FileUnwritable) {
      isNew = try ProjectFolder.createFile(path(file), file.text)
    } catch {
      throw .unwritable(path: error.path, reason: error.reason)
    }
    if !isNew { throw isThere(file) }
  }

  /// Hosts look for workflows at the root of a repository, and those of herald for `campaigns` there.
  private func checkPlace(of present: ProjectFolder?) throws(Failure) {
    let root = surroundings.repositoryRoot(above: absolute)
    if let root, root != absolute {
      throw .unsupported(
        "a workflow belongs to the root of the repository, which is \(root): run it there")
    }
    if let present, present.path != ProjectFolder.join(folder, ProjectFolder.usualName) {
      throw .unsupported(
        "the workflows look for the project in `\(ProjectFolder.usualName)`, and it is in"
          + " `\(present.path)`")
    }
  }

  private var absolute: String {
    let path = folder.hasPrefix("/") ? folder : "\(surroundings.currentFolder)/\(folder)"
    return URL(fileURLWithPath: path).standardizedFileURL.path
  }

  private var folderName: String { URL(fileURLWithPath: absolute).lastPathComponent }

  private func path(_ file: StarterFile) -> String { ProjectFolder.join(folder, file.path) }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: ProjectFolder.join(folder, path))
  }

  private func isThere(_ file: StarterFile) -> Failure {
    .startedAlready(path: path(file), isProject: false)
  }
}
