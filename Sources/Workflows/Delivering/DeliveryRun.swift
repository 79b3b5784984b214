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
  ///   - settings: made for whoever delivers; they are asked for once the connection is open.
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
      var outlook = try await outlook(
        keys, project, prefixes, environment.name, remote, now: settings.now())
      let zoneName = outlook.workspace.timeZone ?? "UTC"
      guard let zone = ZoneClock(named: zoneName) else {
        throw .unsupported("there is no time zone `\(zoneName)`, which the workspace is in")
      }
      guard await overseer.agrees(to: outlook) else {
        return DeliveryOutcome(outlook: outlook, report: nil)
      }
      let deliverer = Deliverer(remote, settings, zone: zone)
      var report = DeliveryReport()
      var rest = outlook.campaigns
      // What somebody changes meanwhile is delivered as it is then.
      for _ in 0..<Self.mostChanges {
        report.add(await deliverer.deliver(rest) { overseer.watch($0) })
        let changed = report.changedKeys
        guard !changed.isEmpty, !settings.isInterrupted() else { break }
        outlook = try await self.outlook(
          changed, project, prefixes, environment.name, remote, now: settings.now())
        rest = outlook.campaigns
      }
      return DeliveryOutcome(outlook: outlook, report: report)
    }
  }

  /// How often a campaign may change while it is delivered, before the next run is left to it.
  private static let mostChanges = 5

  private func outlook(
    _ keys: [String], _ project: String, _ prefixes: [String], _ environment: String,
    _ remote: any DeliveryRemote, now: Int64
  ) async throws(Failure) -> DeliveryOutlook {
    let board: DeliveryBoard
    do throws(RemoteError) {
      board = try await remote.board(of: prefixes)
    } catch {
      throw .remote(error)
    }
    let own = board.campaigns.filter { $0.message.record?.environment == environment }
    let known = own.compactMap { $0.message.record?.key }
    for key in keys where !known.contains(key) {
      throw .noMessage(key: key, suggestion: suggestion(for: key, among: known))
    }
    return DeliveryOutlook(
      project: project, environment: environment, workspace: board.workspace,
      campaigns: keys.isEmpty
        ? own : own.filter { $0.message.record.map { keys.contains($0.key) } ?? false },
      now: now)
  }
}

extension DeliveryReport {
  /// Adds what came of campaigns that were delivered again.
  mutating func add(_ later: DeliveryReport) {
    for result in later.campaigns {
      if let index = campaigns.firstIndex(where: { $0.key == result.key }) {
        campaigns[index] = campaigns[index].followed(by: result)
      } else {
        campaigns.append(result)
      }
    }
  }

  var changedKeys: [String] {
    campaigns.filter { $0.end == .stopped(.changed) }.map(\.key)
  }

  var verdicts: Set<Verdict> {
    let isPartial = !uncertain.isEmpty || campaigns.contains(where: \.hasRefused)
    var verdicts: Set<Verdict> = isPartial ? [.partial] : []
    for campaign in campaigns {
      guard case .stopped(let stop) = campaign.end else { continue }
      switch stop {
      case .failed(let error): verdicts.formUnion([error.verdict] + (sent > 0 ? [.partial] : []))
      case .interrupted: verdicts.insert(.interrupted)
      case .ledger, .renamed: verdicts.insert(.stopped)
      case .leaseLost, .changed: verdicts.insert(.failed)
      case .leased, .limit, .paused, .ended: break
      }
    }
    return verdicts
  }
}

extension CampaignDelivery {
  fileprivate func followed(by later: CampaignDelivery) -> CampaignDelivery {
    var sum = later
    sum.sent += sent
    sum.hadIt += hadIt
    sum.undecided = max(sum.undecided, undecided)
    sum.newlyUncertain = (newlyUncertain + later.newlyUncertain).sorted()
    sum.refusals.merge(refusals) { $0 + $1 }
    return sum
  }
}
