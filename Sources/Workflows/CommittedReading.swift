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
    let present = try read(at: path).folder
    let git = Git(folder: present.path)
    guard let commit = await GitCommit(of: revision, in: git) else {
      throw .noRevision(revision, .unknown)
    }
    guard let files = await git.files(of: commit) else { throw .noRevision(revision, .unreadable) }
    guard files.haveProject else { throw .noRevision(revision, .noProject(path: present.path)) }
    return (read(present.reading(files)), commit)
  }
}

/// Why there is nothing to read of a revision.
public enum RevisionProblem: Sendable, Hashable {
  case unknown
  /// git does not give its files, as when they were never fetched.
  case unreadable
  case noProject(path: String)
}

extension Git {
  /// The files below the folder; nil when git does not give them all.
  fileprivate func files(of commit: GitCommit) async -> CommittedFiles? {
    guard let listing = await output(["ls-tree", "-r", "-l", "-z", commit.id, "."]) else {
      return nil
    }
    var contents: [String: CommittedFiles.Content] = [:]
    var wanted: [Blob] = []
    for entry in String(decoding: listing, as: UTF8.self).split(separator: "\0") {
      // As `100644 blob 5f3a…    1234\tcampaigns/one.yaml`.
      let parts = entry.split(separator: "\t", maxSplits: 1)
      let facts = parts[0].split(separator: " ", omittingEmptySubsequences: true)
      guard parts.count == 2, facts.count == 4 else { return nil }
      let path = String(parts[1])
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
