import Diagnostics
import Foundation
import ProjectFiles
import YAML

/// The file of GitLab's CI that a repository has already, as far as jobs that are added depend on it.
struct GitLabCI {
  static let fileName = ".gitlab-ci.yml"

  /// The last of the stages that it lists, which are then all that jobs can be in; nil where it lists
  /// none, or cannot be understood.
  let lastStage: String?

  /// Nil where nothing has the file's name.
  init?(at path: String) {
    guard ProjectFolder.isTaken(path) else { return nil }
    let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
    let documents = YAMLReader().read(SourceFile(path: path, bytes: bytes)).documents
    lastStage = documents.last?.root?.member("stages")?.lastText
  }
}

extension Node {
  fileprivate func member(_ key: String) -> Node? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  fileprivate var lastText: String? {
    guard case .sequence(let nodes) = content, case .scalar(let scalar)? = nodes.last?.content
    else { return nil }
    return scalar.text
  }
}
