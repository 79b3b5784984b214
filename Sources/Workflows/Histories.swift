import Audiences
import Campaigns
import Measuring
import Planning
import Remote

extension Project {
  /// The plan with what the messages have done that it changes or takes away. Asks for none that
  /// nobody has been shown; a workspace that does not tell costs the plan no more than that.
  func history(
    in plan: Plan, over held: Snapshot, _ workspace: any WorkspaceReading
  ) async -> Plan {
    let messages = plan.shownMessages(in: held)
    guard !messages.isEmpty else { return plan }
    do throws(Failure) {
      let stats =
        messages.count <= Self.askedOneByOne
        ? try await workspace.stats(ofAll: messages, withOriginsSince: nil)
        : try await workspace.stats(ofAll: [name] + previously, since: nil)
      let known = Dictionary(
        stats.map { ($0.messageID, History($0)) }, uniquingKeysWith: { first, _ in first })
      return plan.knowing(known, untold: messages.count { known[$0] == nil })
    } catch {
      return plan.knowing([:], untold: messages.count)
    }
  }

  /// More messages than this are asked about together, with all others of the project.
  private static let askedOneByOne = 10
}

extension History {
  fileprivate init(_ stats: MessageStats) {
    self.init(
      recipients: stats.totals.recipients, engaged: stats.totals.engaged,
      simulated: stats.totals.simulated, version: stats.version,
      recipientsOfVersion: stats.present.recipients)
  }
}
