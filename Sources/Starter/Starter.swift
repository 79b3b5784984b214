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
  /// The name that stands in the files for the project's.
  private static let sampleName = "my-product"

  /// A project in `campaigns`, with an example of each format.
  public static func project(named name: String) -> [StarterFile] {
    [
      ("campaigns/herald.yaml", PackageResources.herald_yaml),
      ("campaigns/.gitignore", PackageResources.gitignore),
      ("campaigns/examples/chat.yaml", PackageResources.chat_yaml),
      ("campaigns/examples/post.yaml", PackageResources.post_yaml),
      ("campaigns/examples/tooltip.yaml", PackageResources.tooltip_yaml),
      ("campaigns/examples/bot.yaml", PackageResources.bot_yaml),
    ].map { file($0, $1, project: name) }
  }

  /// The workflow of a host's CI for a project.
  ///
  /// - Parameter isFirst: whether the repository has no CI of GitLab's yet, which then begins with it.
  public static func workflow(
    for host: StarterHost, project: String, isFirst: Bool
  ) -> [StarterFile] {
    switch host {
    case .github:
      [
        (".github/workflows/herald.yml", PackageResources.github_yml),
        (".github/actions/herald/action.yml", PackageResources.github_action_yml),
      ].map { file($0, $1, project: project) }
    case .gitlab:
      ([(".gitlab/herald.yml", PackageResources.gitlab_yml)]
        + (isFirst ? [(".gitlab-ci.yml", PackageResources.gitlab_include_yml)] : []))
        .map { file($0, $1, project: project) }
    }
  }

  private static func file(_ path: String, _ bytes: [UInt8], project: String) -> StarterFile {
    StarterFile(
      path: path,
      text: String(decoding: bytes, as: UTF8.self).replacing(sampleName, with: project))
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
