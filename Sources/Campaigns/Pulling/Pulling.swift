public import Diagnostics
public import Planning
internal import YAML

extension ProjectContent {
  /// Writes what others changed on a message into its campaign's file: the values that are literals
  /// of the campaign's own document, each only where the file then says exactly that and the rest of
  /// the project says what it said before.
  ///
  /// Nil when no campaign has the key, or its environment is another one.
  public func pulling(_ message: DriftedMessage, in environment: Environment) -> Pulled? {
    guard let project, let before = lower(for: environment).desired,
      let desired = before.campaigns.first(where: { $0.key == message.key }),
      let campaign = documents.lazy.compactMap(\.campaign).first(where: { $0.key == message.key })
    else { return nil }
    var course = PullCourse(
      content: self, project: project, environment: environment, campaign: campaign,
      message: message, before: before, spec: desired.spec)
    for part in PulledPart.allCases { course.pull(part) }
    return course.result
  }

  /// The project with one file saying something else.
  func replacing(_ file: SourceFile) -> ProjectContent {
    ProjectReader.assemble(
      files.map { $0.file.path == file.path ? ProjectReader.readDocuments(of: file) : $0 },
      in: project)
  }
}

/// Pulls one message's parts, one after the other.
private struct PullCourse {
  private(set) var content: ProjectContent
  let project: Project
  let environment: Environment
  private(set) var campaign: Campaign
  let message: DriftedMessage
  let before: DesiredSet
  /// What the file says by now.
  private(set) var spec: MessageSpec
  private(set) var fields: [String] = []
  private(set) var obstacles: [Pulled.Obstacle] = []

  init(
    content: ProjectContent, project: Project, environment: Environment, campaign: Campaign,
    message: DriftedMessage, before: DesiredSet, spec: MessageSpec
  ) {
    self.content = content
    self.project = project
    self.environment = environment
    self.campaign = campaign
    self.message = message
    self.before = before
    self.spec = spec
  }

  var result: Pulled {
    Pulled(content: content, file: campaign.file, fields: fields, obstacles: obstacles)
  }

  mutating func pull(_ part: PulledPart) {
    let changes = message.fields.filter { PulledPart(field: $0.name) == part }
    guard !changes.isEmpty else { return }
    do throws(PullObstacle) {
      if changes.contains(where: { $0.cause == .conflict }) {
        throw PullObstacle(.conflict, at: label(of: changes))
      }
      if part == .status, message.state == .archived {
        throw PullObstacle(.unsayable, at: label(of: changes))
      }
      try write(part, at: label(of: changes))
      fields += changes.map(\.name)
    } catch {
      obstacles += changes.map { Pulled.Obstacle(field: $0.name, obstacle: error) }
    }
  }

  private mutating func write(_ part: PulledPart, at label: Label) throws(PullObstacle) {
    guard let root = campaign.node else { throw PullObstacle(.layout, at: label) }
    let target = spec.with(part, of: message.spec)
    var writer = PartWriter(
      file: campaign.file, root: root, project: project,
      filling: Filling(environment, content.audiences), current: spec, wanted: message.spec)
    let document = try writer.document(YAMLValue(root), with: part)
    var editor = YAMLEditor(campaign.file)
    do throws(EditRefusal) {
      try editor.change(root, to: document)
    } catch {
      throw PullObstacle(error.reason, at: Label(campaign.file, error.range))
    }
    guard let bytes = editor.bytes else { throw PullObstacle(.layout, at: label) }
    let file = SourceFile(path: campaign.file.path, bytes: bytes)
    let changed = content.replacing(file)
    guard let after = changed.lower(for: environment).desired else {
      throw PullObstacle(.unsayable, at: label)
    }
    guard says(after, target),
      let campaign = changed.documents.lazy.compactMap(\.campaign)
        .first(where: { $0.key == message.key })
    else { throw PullObstacle(.layout, at: label) }
    (content, self.campaign, spec) = (changed, campaign, target)
  }

  /// Whether everything says what it said, but this campaign what it was to say.
  private func says(_ after: DesiredSet, _ target: MessageSpec) -> Bool {
    let (old, new) = (before.messages, after.messages)
    guard old.count == new.count else { return false }
    return zip(old, new).allSatisfy { old, new in
      let wanted = old.key == message.key ? target : old.spec
      return old.key == new.key && old.lifecycle == new.lifecycle
        && old.formerKeys == new.formerKeys && wanted.saysTheSame(as: new.spec)
    }
  }

  private func label(of changes: [FieldChange]) -> Label {
    campaign.label(at: (changes.first?.name ?? "").split(separator: ".").map(String.init))
  }
}

extension EditRefusal {
  fileprivate var reason: PullObstacle.Reason {
    switch self {
    case .shared: .anchor
    case .layout: .layout
    }
  }
}
