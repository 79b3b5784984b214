/// A file that a new project begins with.
public struct StarterFile: Sendable, Hashable {
  /// From the folder that the project is started in.
  public let path: String
  public let text: String
}

/// The code hosts whose CI there is a workflow for.
public enum StarterHost: String, Sendable, Hashable, CaseIterable {
  case github, gitlab
}

/// What `herald init` writes: files that work as they are, kept as files in `Files`.
public enum Starter {
  /// What stands in the files for the project's name, for the branch whose files are applied, and for
  /// the stage of GitLab's jobs.
  private static let sampleName = "my-product"
  private static let (sampleBranch, sampleStage) = ("main", "deploy")

  /// A project in `campaigns`, with an example of each format.
  public static func project(named name: String) -> [StarterFile] {
    [
      ("campaigns/herald.yaml", PackageResources.herald_yaml),
      ("campaigns/.gitignore", PackageResources.gitignore),
      ("campaigns/examples/chat.yaml", PackageResources.chat_yaml),
      ("campaigns/examples/post.yaml", PackageResources.post_yaml),
      ("campaigns/examples/tooltip.yaml", PackageResources.tooltip_yaml),
      ("campaigns/examples/bot.yaml", PackageResources.bot_yaml),
    ].map { file($0, $1, [sampleName: name]) }
  }

  /// The workflow of a host's CI for a project.
  ///
  /// - Parameters:
  ///   - branch: whose files are applied.
  ///   - stage: one that GitLab's jobs can be in; nil where its own stages hold.
  ///   - isFirst: whether the repository has no CI of GitLab's yet, which then begins with it.
  /// - Returns: the workflow, and after it what it needs.
  public static func workflow(
    for host: StarterHost, project: String, branch: String, beside stage: String?, isFirst: Bool
  ) -> [StarterFile] {
    let stage = stage ?? sampleStage
    let words = [
      sampleName: project, "[\(sampleBranch)]": "[\(quoted(branch, escaping: "+!]"))]",
      "`\(sampleBranch)`": "`\(branch)`",
      "stage: \(sampleStage)": "stage: \(quoted(stage, escaping: ""))",
    ]
    switch host {
    case .github:
      return [
        (".github/workflows/herald.yml", PackageResources.github_yml),
        (".github/actions/herald/action.yml", PackageResources.github_action_yml),
      ].map { file($0, $1, words) }
    case .gitlab:
      return
        ([(".gitlab/herald.yml", PackageResources.gitlab_yml)]
        + (isFirst ? [(".gitlab-ci.yml", PackageResources.gitlab_include_yml)] : []))
        .map { file($0, $1, words) }
    }
  }

  private static func file(
    _ path: String, _ bytes: [UInt8], _ words: [String: String]
  ) -> StarterFile {
    let text = words.sorted { $0.key < $1.key }
      .reduce(String(decoding: bytes, as: UTF8.self)) { $0.replacing($1.key, with: $1.value) }
    return StarterFile(path: path, text: text)
  }

  /// A name as a YAML scalar, in quotes unless it is one as it is.
  ///
  /// - Parameter signs: characters that mean something in a pattern of branches.
  private static func quoted(_ name: String, escaping signs: String) -> String {
    let isPlain = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0))
    }
    guard !isPlain || name.first?.isLetter != true else { return name }
    let escaped = name.map { signs.contains($0) ? "\\\($0)" : String($0) }.joined()
    return "'\(escaped.replacing("'", with: "''"))'"
  }
}

extension Starter {
  /// A project's name from that of a folder: letters, digits and hyphens, as far as it has any.
  public static func name(ofFolder folder: String) -> String {
    let words = folder.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "-").prefix(64)
    let trimmed = name.hasSuffix("-") ? name.dropLast() : name
    return trimmed.count < 2 ? sampleName : String(trimmed)
  }
}
