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
    /// The workflow among them, whose first lines say what it needs; nil where there is none.
    public let workflow: String?
    /// The branch whose files are applied.
    public let branch: String
    /// A line for a file of GitLab's CI that is there already; nil when there is nothing to add.
    public let missingInclude: String?
  }

  /// - Parameters:
  ///   - name: the project's; from the folder's if nil.
  ///   - host: whose workflow is written, too. A project that is there already gets that alone.
  /// - Throws: `startedAlready` where a file is there already, `unwritable` where it cannot be written,
  ///   `unsupported` where a workflow would not be found.
  public func write(name: String?, for host: StarterHost?) async throws(Failure) -> Result {
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
    let branch = await Git(folder: folder).defaultBranch()
    var workflow: [StarterFile] = []
    var missingInclude: String?
    if let host {
      try checkPlace(of: present)
      let present = GitLabCI(at: path(GitLabCI.fileName))
      workflow = Starter.workflow(
        for: host, project: project, branch: branch, beside: present?.lastStage,
        isFirst: present == nil)
      if host == .gitlab, present != nil { missingInclude = "local: .gitlab/herald.yml" }
    }
    files += workflow
    try create(files)
    return Result(
      paths: files.map { path($0.path) }, workflow: (workflow.first?.path).map(path),
      branch: branch, missingInclude: missingInclude)
  }

  private func create(_ files: [StarterFile]) throws(Failure) {
    let taken: String?
    do throws(FileUnwritable) {
      taken = try ProjectFolder.createFiles(files.map { (path($0.path), $0.text) })
    } catch {
      throw .unwritable(path: error.path, reason: error.reason)
    }
    if let taken { throw .startedAlready(path: taken, isProject: false) }
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

  private func path(_ path: String) -> String { ProjectFolder.join(folder, path) }
}

extension Git {
  /// The branch that everything is merged into: what the remote says it is, else `main` or `master`
  /// where there is one of them, else the one that is checked out; `main` outside of a repository.
  fileprivate func defaultBranch() async -> String {
    if let remote = await text(["symbolic-ref", "--short", "refs/remotes/origin/HEAD"]),
      let slash = remote.firstIndex(of: "/")
    {
      return String(remote[remote.index(after: slash)...])
    }
    let usual = await text([
      "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/main", "refs/heads/master",
    ])?.split(separator: "\n")
    if let usual, usual.count == 1 { return String(usual[0]) }
    return await text(["symbolic-ref", "--short", "HEAD"]) ?? "main"
  }
}
