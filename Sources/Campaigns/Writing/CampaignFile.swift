public import Diagnostics
public import Planning
internal import YAML

/// Writes files for messages that have none, each read back before it counts: what a file cannot say
/// is refused, never approximated.
public struct CampaignFileWriter {
  private let project: Project
  private let environment: Environment
  private let senders: [Admin]
  private var writer: CampaignWriter

  /// For what an environment's workspace holds.
  public init(_ project: Project, _ environment: Environment, admins: [Admin]) {
    self.project = project
    self.environment = environment
    senders = admins
    writer = CampaignWriter(project)
  }

  /// The file of one campaign. Where the project has other environments, it is kept to this one: what
  /// was taken from one workspace must not go out in another unasked.
  ///
  /// - Parameter path: as people are shown it.
  /// - Throws: what the file could not say.
  public mutating func text(
    _ key: String, _ spec: MessageSpec, _ lifecycle: Lifecycle, path: String
  ) throws(Unsayable) -> String {
    let spec = spec.naming(senders)
    let document = kept(writer.document(key, spec, lifecycle))
    let text = YAMLWriter().write(document)
    let file = SourceFile(path: path, text: text)
    let content = ProjectReader.assemble([ProjectReader.readDocuments(of: file)], in: project)
    let problems = content.diagnostics.filter { $0.severity == .error }
    if !problems.isEmpty { throw .wrong(problems) }
    let (desired, found) = content.lower(for: environment)
    guard let message = desired?.messages.first else { throw .wrong(found) }
    let different = message.differences(from: spec, lifecycle)
    if message.key != key || !different.isEmpty { throw .different(different) }
    return text
  }

  private func kept(_ document: YAMLValue) -> YAMLValue {
    guard project.environments.count > 1, case .mapping(let pairs) = document.content else {
      return document
    }
    return .mapping(
      pairs + [.init("only_in", .sequence([.text(environment.name)], flow: true))])
  }
}

/// What keeps a message from being said by a file.
public enum Unsayable: Error, Sendable, Hashable {
  /// The file would be wrong.
  case wrong([Diagnostic])
  /// The file would say something else in these fields.
  case different([String])
}
