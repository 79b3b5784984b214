public import Planning

/// The commit that is checked out where the files are; nil outside a git repository, or without git.
public func gitCommit(at path: String) async -> GitCommit? {
  await GitCommit(of: "HEAD", in: Git(folder: path))
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
