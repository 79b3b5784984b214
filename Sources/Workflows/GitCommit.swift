import Foundation
public import Planning
import ProjectFiles

/// The commit that is checked out where the files are, and whether they say something else; nil outside
/// a git repository, or without git.
public func gitCommit(at path: String) async -> GitCommit? {
  let git = Git(folder: path)
  guard let commit = await GitCommit(of: "HEAD", in: git) else { return nil }
  guard await git.hasEdits() else { return commit }
  return GitCommit(id: commit.id, hasEdits: true)
}

extension GitCommit {
  /// The commit that a revision names; nil when it names none.
  init?(of revision: String, in git: Git) async {
    let lines = await git.text(
      [
        "log", "-1", "--no-show-signature", "--format=%H%n%aN <%aE>", "--end-of-options",
        revision, "--",
      ])?.split(separator: "\n")
    guard let id = lines?.first else { return nil }
    // Whoever commits chooses the name, and as long as they like.
    self.init(id: String(id), author: lines?.dropFirst().first.map { String($0.prefix(200)) })
  }
}

extension Git {
  /// Whether a file that herald reads below the folder is not as it was committed: edited, or never
  /// committed, also where git is told to ignore it.
  fileprivate func hasEdits() async -> Bool {
    let listing = await output([
      "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--",
      ".",
    ])
    guard let listing, let prefix = await text(["rev-parse", "--show-prefix"]) else { return true }
    // As ` M campaigns/one.yaml`, from the root.
    return String(decoding: listing, as: UTF8.self).split(separator: "\0").contains { entry in
      ProjectFolder.reads(String(entry.dropFirst(3).dropFirst(prefix.count)))
    }
  }
}
