import Campaigns
public import Diagnostics
import Planning
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
