import Audiences
public import Campaigns
public import Diagnostics
import Planning
import Remote
import YAML

/// Whether the workspace knows the admins that files name.
public enum WorkspaceDiagnostics {
  public static let all: [DiagnosticKind] = [unknownSender]

  static let unknownSender = DiagnosticKind(
    "unknown-sender",
    summary: "a campaign comes from an admin that the workspace does not have",
    explanation: """
      `from` names the teammate that people see as the sender: an admin of the workspace, by e-mail \
      address or id. This one is not among the admins of the environment's workspace, so nothing is \
      planned. Check the spelling, invite the person to the workspace, or name another.
      """)
}

extension LoadedProject {
  /// What the files name that the workspace does not have, or has otherwise.
  ///
  /// Names come with people: a workspace that nobody is in is not asked for more than it has.
  func findings(
    _ desired: DesiredSet, _ snapshot: Snapshot, _ facts: WorkspaceFacts,
    _ workspace: any WorkspaceReading
  ) async throws(Failure) -> [Diagnostic] {
    var facts = facts
    if desired.namesMissing(in: facts),
      try await workspace.counts(of: [.everyone])[0].everyone == 0
    {
      facts.isDeserted = true
    }
    return senderProblems(desired, snapshot)
      + content.problems(of: desired, in: snapshot.workspace, knowing: facts)
  }

  /// Events that some campaigns name and nobody has ever done, as far as the workspace counts people.
  func unseenEvents(
    of keys: Set<String>, in desired: DesiredSet, _ place: Workspace,
    _ workspace: any WorkspaceReading
  ) async -> Result<[Diagnostic], Failure> {
    let events = desired.events(of: keys)
    let names = Set(events.map(\.name)).sorted()
    guard !names.isEmpty else { return .success([]) }
    do throws(Failure) {
      let counts = try await workspace.counts(
        of: names.map { .event(name: $0, EventTest(.ever)) })
      let unseen = Set(zip(names, counts).filter { $0.1.isNobodyOfSome }.map(\.0))
      guard !unseen.isEmpty else { return .success([]) }
      let all = desired.events(of: Set(desired.messages.map(\.key))).map(\.name)
      return .success(
        content.problems(
          ofUnseen: events.filter { unseen.contains($0.name) }, in: place,
          among: Set(all).subtracting(unseen)))
    } catch {
      return .failure(error)
    }
  }

  /// A diagnostic for each campaign whose sender the workspace does not have.
  func senderProblems(_ desired: DesiredSet, _ snapshot: Snapshot) -> [Diagnostic] {
    let known = snapshot.admins.map(\.email)
    return desired.messages.compactMap { message in
      let sender = message.spec.sender
      guard snapshot.admin(for: sender) == nil else { return nil }
      let near = suggestion(for: sender.text, among: known)
      let help =
        near.map { "did you mean `\($0)`?" }
        ?? "its admins are \(known.map { "`\($0)`" }.joined(separator: ", "))"
      return Diagnostic(
        WorkspaceDiagnostics.unknownSender,
        "the workspace \(snapshot.workspace.name) has no admin `\(sender.text)`",
        at: senderLabel(of: message.key), help: [help])
    }
  }

  /// Where a campaign, or the project for it, says who it comes from.
  private func senderLabel(of key: String) -> Label? {
    guard let campaign = content.campaigns.first(where: { $0.key == key }) else { return nil }
    if campaign.sender == nil { return Label(project.file, project.node.range) }
    return campaign.label(at: ["from"])
  }
}

extension PeopleCount {
  /// Whether there are people, and none of them.
  fileprivate var isNobodyOfSome: Bool {
    guard let matching, let everyone else { return false }
    return matching.count == 0 && everyone > 0
  }
}

extension WorkspaceReading {
  /// What it knows people by, as far as these campaigns name it.
  func facts(for desired: DesiredSet) async -> Result<WorkspaceFacts, Failure> {
    let topics = desired.topics
    guard !topics.isEmpty else { return .success(.none) }
    do throws(RemoteError) {
      return .success(try await facts(about: topics))
    } catch {
      return .failure(.remote(error))
    }
  }
}

extension LoadedProject {
  /// What a look at an environment's workspace finds wrong with names in files. Writes nothing.
  public func problems(
    inWorkspaceOf environment: Environment, _ options: ConnectionOptions,
    _ surroundings: Surroundings
  ) async throws(Failure) -> [Diagnostic] {
    let desired = try desired(in: environment)
    let open = try await folder.connectForReading(to: environment, options, surroundings)
    return try await open.closing { workspace throws(Failure) in
      async let facts = workspace.facts(for: desired)
      async let looking = workspace.look()
      let snapshot = try await looking.get()
      let found = try await findings(desired, snapshot, await facts.get(), workspace)
      let unseen = try await unseenEvents(
        of: Set(desired.messages.map(\.key)), in: desired, snapshot.workspace, workspace
      ).get()
      return (found + unseen).sortedByPlace()
    }
  }
}

extension WorkspaceReading {
  /// The workspace and its admins, without messages.
  fileprivate func look() async -> Result<Snapshot, Failure> {
    do throws(RemoteError) {
      return .success(try await snapshot(of: []))
    } catch {
      return .failure(.remote(error))
    }
  }
}
