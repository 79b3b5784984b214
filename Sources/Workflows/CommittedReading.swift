import Foundation
public import Planning
public import ProjectFiles

extension ProjectHead {
  /// The project as another revision of git has it, without checking that out.
  ///
  /// - Parameters:
  ///   - path: where the project is now.
  ///   - revision: as git takes them: a commit, a branch, a tag, `HEAD~1`.
  /// - Throws: `noFolder`, `noProject`, `noRevision`.
  public static func read(
    at path: String, of revision: String
  ) async throws(Failure) -> (head: ProjectHead, commit: GitCommit) {
    let present = ProjectFolder(at: path)?.path
    // What is gone now is asked for from the nearest folder above that is not.
    let git = Git(folder: nearestFolder(to: present ?? path))
    guard let commit = await GitCommit(of: revision, in: git) else {
      // Without a repository, what is wrong is that there is no project.
      if present == nil, await git.text(["rev-parse", "--git-dir"]) == nil {
        _ = try read(at: path)
      }
      throw .noRevision(revision, await git.isInstalled() ? .unknown : .noGit)
    }
    let places = present.map { [$0] } ?? [path, ProjectFolder.join(path, ProjectFolder.usualName)]
    for place in places {
      guard let files = await git.files(of: commit, below: place) else {
        throw .noRevision(revision, .unreadable)
      }
      if files.haveProject { return (read(ProjectFolder(at: place, in: files)), commit) }
    }
    throw .noRevision(revision, .noProject(path: present ?? path))
  }

  private static func nearestFolder(to path: String) -> String {
    if path.isEmpty || ProjectFolder.isFolder(path) { return path.isEmpty ? "." : path }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : nearestFolder(to: String(path[..<slash]))
  }
}

/// Why there is nothing to read of a revision.
public enum RevisionProblem: Sendable, Hashable {
  case unknown
  /// There is no git to ask.
  case noGit
  /// git does not give its files, as when they were never fetched.
  case unreadable
  case noProject(path: String)
}

extension Git {
  fileprivate func isInstalled() async -> Bool { await output(["--version"]) != nil }

  /// The files below a path that begins with the folder's; nil when git does not give them all.
  fileprivate func files(of commit: GitCommit, below path: String) async -> CommittedFiles? {
    let rest = folder == "." ? path : String(path.dropFirst(folder.count))
    let names = rest.split(separator: "/").filter { $0 != "." }
    let inside = names.isEmpty ? "." : names.joined(separator: "/")
    guard let listing = await output(["ls-tree", "-r", "-l", "-z", commit.id, inside]) else {
      return nil
    }
    let prefix = inside == "." ? 0 : inside.count + 1
    var contents: [String: CommittedFiles.Content] = [:]
    var wanted: [Blob] = []
    for entry in String(decoding: listing, as: UTF8.self).split(separator: "\0") {
      // As `100644 blob 5f3a…    1234\tcampaigns/one.yaml`.
      let parts = entry.split(separator: "\t", maxSplits: 1)
      let facts = parts[0].split(separator: " ", omittingEmptySubsequences: true)
      guard parts.count == 2, facts.count == 4 else { return nil }
      let path = String(parts[1].dropFirst(prefix))
      if facts[1] != "blob" || facts[0] == "120000" {
        contents[path] = .elsewhere
      } else if let size = Int(facts[3]), size <= CommittedFiles.largest {
        wanted.append(Blob(path: path, id: String(facts[2]), size: size))
      } else {
        contents[path] = .tooLarge
      }
    }
    for start in stride(from: 0, to: wanted.count, by: Self.blobsAtATime) {
      let part = wanted[start..<min(start + Self.blobsAtATime, wanted.count)]
      // One after the other, with nothing between them.
      guard let data = await output(["show"] + part.map(\.id)),
        data.count == part.reduce(0, { $0 + $1.size })
      else { return nil }
      var position = data.startIndex
      for blob in part {
        contents[blob.path] = .bytes(Array(data[position..<position + blob.size]))
        position += blob.size
      }
    }
    return CommittedFiles(contents)
  }

  /// Under what a command line may hold.
  private static var blobsAtATime: Int { 1_000 }
}

/// The content of a file, as git keeps it.
private struct Blob {
  let path: String
  let id: String
  let size: Int
}
