package import Audiences
import Campaigns
package import Delivering
import Diagnostics
package import Planning
package import ProjectFiles
package import Remote

/// Who oversees a delivery: agrees to it, and is told what happens.
package protocol DeliveryOverseer: Sendable {
  /// Asked before anything is sent.
  func agrees(to outlook: DeliveryOutlook) async -> Bool
  func watch(_ event: DeliveryEvent)
}

/// What would be delivered, before it is.
package struct DeliveryOutlook: Sendable {
  package let project: String
  package let environment: String
  package let workspace: Workspace
  /// In the order of keys.
  package let campaigns: [DeliverableCampaign]
  /// Unix seconds.
  package let now: Int64

  /// Those of which something is to be done now.
  package var due: [DeliverableCampaign] { campaigns.filter { $0.isDue(at: now) } }
}

/// What came of a delivery.
package struct DeliveryOutcome: Sendable {
  package let outlook: DeliveryOutlook
  /// Nil where it was not agreed to.
  package let report: DeliveryReport?

  package var verdicts: Set<Verdict> { report?.verdicts ?? [.failed] }
}

extension ProjectHead {
  /// Delivers what is due in an environment whose remote shows no messages by itself.
  ///
  /// - Parameters:
  ///   - keys: of the campaigns that are meant; all where there is none.
  /// - Throws: `noMessage`, `unsupported`, among others.
  package func deliver(
    _ keys: [String], in name: String?, _ options: ConnectionOptions, _ settings: DeliverySettings,
    _ surroundings: Surroundings, _ overseer: some DeliveryOverseer,
    onOpen: @Sendable (_ endPatience: @escaping @Sendable () -> Void) -> Void
  ) async throws(Failure) -> DeliveryOutcome {
    let environment = try chosenEnvironment(name)
    let project = try names(of: name).project
    let open = try await folder.connectForDelivering(
      in: environment, options, surroundings)
    onOpen { open.endPatience() }
    return try await open.closing { remote throws(Failure) in
      let prefixes = [project] + formerNames
      let board: DeliveryBoard
      do throws(RemoteError) {
        board = try await remote.board(of: prefixes)
      } catch {
        throw .remote(error)
      }
      let outlook = DeliveryOutlook(
        project: project, environment: environment.name, workspace: board.workspace,
        campaigns: try chosen(keys, from: board.campaigns(in: environment.name)),
        now: settings.now())
      let zoneName = outlook.workspace.timeZone ?? "UTC"
      guard let zone = ZoneClock(named: zoneName) else {
        throw .unsupported("there is no time zone `\(zoneName)`, which the workspace is in")
      }
      guard await overseer.agrees(to: outlook) else {
        return DeliveryOutcome(outlook: outlook, report: nil)
      }
      let deliverer = Deliverer(remote, settings, zone: zone)
      let report = await deliverer.deliver(
        outlook.campaigns,
        again: {
          () throws(RemoteError) in
          try await remote.board(of: prefixes).campaigns(in: environment.name)
        }
      ) { overseer.watch($0) }
      return DeliveryOutcome(outlook: outlook, report: report)
    }
  }

  private func chosen(
    _ keys: [String], from own: [DeliverableCampaign]
  ) throws(Failure) -> [DeliverableCampaign] {
    let known = own.map(\.key)
    for key in keys where !known.contains(key) {
      throw .noMessage(key: key, suggestion: suggestion(for: key, among: known))
    }
    return keys.isEmpty ? own : own.filter { keys.contains($0.key) }
  }
}

extension DeliveryBoard {
  fileprivate func campaigns(in environment: String) -> [DeliverableCampaign] {
    campaigns.filter { $0.message.record?.environment == environment }
  }
}

extension DeliveryReport {
  var verdicts: Set<Verdict> {
    let isPartial =
      !uncertain.isEmpty
      || campaigns.contains {
        !$0.refusals.isEmpty || $0.newlyUntraced > 0 || $0.end == .done && $0.left > 0
      }
    var verdicts: Set<Verdict> = isPartial ? [.partial] : []
    for campaign in campaigns {
      guard case .stopped(let stop) = campaign.end else { continue }
      switch stop {
      case .failed(let error): verdicts.formUnion([error.verdict] + (sent > 0 ? [.partial] : []))
      case .interrupted: verdicts.insert(.interrupted)
      case .ledgerLost, .recordLost, .renamed: verdicts.insert(.stopped)
      case .leaseLost, .changed: verdicts.insert(.failed)
      case .leased, .limit, .paused, .removed, .ended: break
      }
    }
    return verdicts
  }
}
