public import Campaigns
public import Diagnostics
public import Planning
public import ProjectFiles

extension LoadedProject {
  /// What others changed in an environment's workspace on what is selected. Looks, and writes nothing.
  ///
  /// - Throws: `unknownSelection` among others.
  public func drift(
    in environment: Environment, of selection: Selection, _ options: ConnectionOptions,
    _ surroundings: Surroundings
  ) async throws(Failure) -> Drift {
    let desired = try desired(in: environment)
    let open = try await folder.connectForReading(to: environment, options, surroundings)
    let held = try await open.closing { workspace throws(Failure) in
      try await snapshot(workspace)
    }
    let planner = Planner(
      desired, over: held, intent: Intent(selection: selection), commit: nil,
      now: surroundings.now())
    try check(selection, planner)
    return planner.drift()
  }

  /// Puts what others changed on messages into the files of their campaigns; writes no file yet.
  ///
  /// - Throws: `unknownKey` for a key that no campaign has in the environment.
  public func pulling(
    _ keys: [String], of drift: Drift, in environment: Environment
  ) throws(Failure) -> PulledFiles {
    let known = try desired(in: environment).campaigns.map(\.key)
    var pulled = PulledFiles(before: content)
    for key in keys {
      guard known.contains(key) else {
        throw .unknownKey(key, suggestion: suggestion(for: key, among: known))
      }
      guard let message = drift.messages.first(where: { $0.key == key }) else {
        pulled.untouched.append(key)
        continue
      }
      pulled.pull(message, in: environment)
    }
    return pulled
  }
}

/// Files as they are to be, with what was pulled into them.
public struct PulledFiles: Sendable {
  /// One message's part of it.
  public struct Message: Sendable {
    public let message: DriftedMessage
    /// Those of its fields that its file says now.
    public let fields: [FieldChange]
    public let obstacles: [Pulled.Obstacle]
  }

  public fileprivate(set) var messages: [Message] = []
  /// Keys of campaigns whose messages nobody has changed.
  public fileprivate(set) var untouched: [String] = []

  /// The files that change, as they were and as they will be.
  public private(set) var changes: [(old: SourceFile, new: SourceFile)] = []
  private var content: ProjectContent

  init(before content: ProjectContent) { self.content = content }

  fileprivate mutating func pull(_ message: DriftedMessage, in environment: Environment) {
    guard let pulled = content.pulling(message, in: environment) else { return }
    messages.append(
      Message(
        message: message, fields: message.fields.filter { pulled.fields.contains($0.name) },
        obstacles: pulled.obstacles))
    guard !pulled.fields.isEmpty else { return }
    if let index = changes.firstIndex(where: { $0.new.path == pulled.file.path }) {
      changes[index].new = pulled.file
    } else if let old = content.file(at: pulled.file.path) {
      changes.append((old, pulled.file))
    }
    content = pulled.content
  }

  /// Writes the files, all of them or none.
  ///
  /// - Throws: `unwritable`.
  public func write() throws(Failure) {
    try changes.map { FileChange($0.old, to: $0.new.bytes) }.carryOut()
  }
}
