public import Audiences
public import Diagnostics
public import Planning

/// An event that a campaign asks about, waits for or counts as its goal.
public struct NamedEvent: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    /// The way to a condition of its audience.
    case rule([Int])
    case trigger, goal
  }

  public let name: String
  let key: String
  let place: Place
}

extension DesiredSet {
  /// What a workspace must say for names in these campaigns to be checked; nothing where they name
  /// nothing.
  public var topics: WorkspaceFacts.Topics {
    messages.reduce(into: []) { topics, message in
      topics.formUnion(message.spec.audience.topics)
      if message.spec.hasPlaceholders { topics.formUnion(.attributes) }
    }
  }

  /// Whether they name anything that a workspace does not have.
  public func namesMissing(in facts: WorkspaceFacts) -> Bool {
    messages.contains { message in
      message.spec.audience.misfits(in: facts).contains { $0.problem.isOfMissingName }
        || message.spec.hasPlaceholders
          && message.spec.placeholders.contains { !(facts.attributes?.fills($0) ?? true) }
    }
  }

  /// The events that some of these campaigns name.
  public func events(of keys: Set<String>) -> [NamedEvent] {
    if keys.isEmpty { return [] }
    return messages.filter { keys.contains($0.key) }.flatMap { message in
      var events = message.spec.audience.namedEvents.map {
        NamedEvent(name: $0.name, key: message.key, place: .rule($0.path))
      }
      if case .event(let name) = message.spec.display.trigger {
        events.append(NamedEvent(name: name, key: message.key, place: .trigger))
      }
      if let goal = message.spec.goal {
        events.append(NamedEvent(name: goal.event, key: message.key, place: .goal))
      }
      return events
    }
  }
}

extension ProjectContent {
  /// What campaigns name that a workspace does not have, or has otherwise; at its place, with the
  /// severity that the project wants.
  public func problems(
    of desired: DesiredSet, in workspace: Workspace, knowing facts: WorkspaceFacts
  ) -> [Diagnostic] {
    let misfits = desired.messages.compactMap { message in
      let misfits = message.spec.audience.misfits(in: facts)
      return misfits.isEmpty ? nil : (message, misfits)
    }
    let filled =
      facts.attributes == nil || facts.isDeserted
      ? [] : desired.messages.filter(\.spec.hasPlaceholders)
    guard !misfits.isEmpty || !filled.isEmpty || !facts.silence.isEmpty else { return [] }
    var check = WorkspaceCheck(self, workspace.name, facts)
    for (message, misfits) in misfits { check.report(misfits, of: message) }
    for message in filled { check.checkPlaceholders(of: message) }
    let silence = facts.silence.isEmpty ? [] : [Self.silence(of: workspace, facts.silence)]
    return settled(check.diagnostics + silence)
  }

  /// The same of events that nobody has done.
  ///
  /// - Parameter names: what else the project calls events.
  public func problems(
    ofUnseen events: [NamedEvent], in workspace: Workspace, among names: Set<String>
  ) -> [Diagnostic] {
    guard !events.isEmpty else { return [] }
    var check = WorkspaceCheck(self, workspace.name, .none)
    let others = names.subtracting(events.map(\.name)).sorted()
    for event in events {
      check.report(
        unseen: event.name, [event.place], of: event.key,
        near: suggestion(for: event.name, among: others))
    }
    return settled(check.diagnostics)
  }

  /// Without what comments allow, and with the severities that the project wants. What several
  /// campaigns have from one audience document is told once.
  func settled(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var strongest: [Diagnostic: Severity] = [:]
    for diagnostic in diagnostics {
      var plain = diagnostic
      plain.severity = .warning
      if strongest[plain] != .error { strongest[plain] = diagnostic.severity }
    }
    let allowances = Dictionary(files.map { ($0.file.path, $0.allowances) }) { first, _ in first }
    let standing = strongest.compactMap { plain, severity -> Diagnostic? in
      let allowed = plain.primary.flatMap { allowances[$0.file.path] } ?? []
      if allowed.contains(where: { $0.allows(plain) }) { return nil }
      var diagnostic = plain
      diagnostic.severity = severity
      return diagnostic
    }
    return (project?.leveled(standing) ?? standing).sortedByPlace()
  }

  private static func silence(
    of workspace: Workspace, _ topics: WorkspaceFacts.Topics
  ) -> Diagnostic {
    let names: [(WorkspaceFacts.Topics, String)] = [
      (.attributes, "attributes"), (.tags, "tags"), (.segments, "segments"),
      (.newsfeeds, "newsfeeds"),
    ]
    let missing = names.filter { topics.contains($0.0) }.map(\.1)
    return Diagnostic(
      .silentWorkspace,
      "the workspace \(workspace.name) does not say which \(Shown.join(missing, "and")) it has",
      at: nil,
      help: ["names in files were not checked: they may be misspelt"])
  }
}

extension MessageSpec {
  fileprivate var hasPlaceholders: Bool {
    let copy = [title, body, callToAction?.label, callToAction?.url].compactMap(\.self)
    if copy.contains(where: \.mayHavePlaceholder) { return true }
    return bot?.steps.contains { step in
      step.say.mayHavePlaceholder || step.replies.contains { $0.label.mayHavePlaceholder }
    } ?? false
  }

  /// The names of what is filled when it is shown.
  fileprivate var placeholders: [String] {
    let steps = bot?.steps.flatMap { [$0.say] + $0.replies.map(\.label) } ?? []
    let texts = [title, body, callToAction?.label, callToAction?.url].compactMap(\.self) + steps
    return texts.flatMap(PlaceholderScan.pieces).compactMap { piece in
      switch piece {
      case .placeholder(let placeholder): placeholder.name
      case .malformed: nil
      }
    }
  }
}

extension String {
  fileprivate var mayHavePlaceholder: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte == Byte.openBrace, previous == Byte.openBrace { return true }
      previous = byte
    }
    return false
  }
}
