import Planning
import Remote

/// Finds the tag of those who have a chat, and whether it has lost anybody, before anybody is sent it.
struct LedgerCheck: Sendable {
  let remote: any DeliveryRemote
  let settings: DeliverySettings
  let campaign: DeliverableCampaign
  let running: RunningLog
  let keeper: LogKeeper

  /// The tag that counts as the ledger.
  struct Ledger {
    let tag: LedgerTag
    /// How many have it.
    let tagged: Int
    /// Whether a person said that it counts as it is.
    let isAccepted: Bool
  }

  /// Nil where the delivery is to stop.
  func run() async throws(RemoteError) -> Ledger? {
    let log = await running.log
    let isAccepted = settings.acceptedLedgers.contains(campaign.key)
    guard let ledger = try await ledger(of: log, makesNew: log.tagID == nil || isAccepted) else {
      return await halt(.ledgerLost(expected: log.expectedTagged, tagged: 0))
    }
    if let stop = try await campaign.stop(byTagCalled: ledger.name, in: remote) {
      return await halt(stop)
    }
    // From now on a pause shows in the tag's name; one that came before shows here.
    if let stop = try await campaign.stopByChange(in: remote) { return await halt(stop) }
    let tagged = try await tagged(ledger, atLeast: log.expectedTagged)
    guard await running.stop == nil else { return nil }
    if log.tagID == nil, !isAccepted, tagged > 0 {
      // Whoever has the tag may have the chat, and nothing remembers that they were sent it.
      return await halt(.recordLost(tagged: tagged))
    }
    guard tagged >= log.expectedTagged || isAccepted else {
      return await halt(.ledgerLost(expected: log.expectedTagged, tagged: tagged))
    }
    return Ledger(tag: ledger, tagged: tagged, isAccepted: isAccepted)
  }

  private func halt(_ stop: CampaignDelivery.Stop) async -> Ledger? {
    await running.halt(stop)
    return nil
  }

  /// - Parameter makesNew: whether one is made where there is none.
  private func ledger(
    of log: DeliveryLog, makesNew: Bool
  ) async throws(RemoteError) -> LedgerTag? {
    if let tagID = log.tagID, let known = try await remote.ledger(tagID) { return known }
    return makesNew ? try await remote.ledger(named: campaign.ledgerName) : nil
  }

  /// How many have the tag; search lags, so fewer than there should be are counted again.
  private func tagged(
    _ ledger: LedgerTag, atLeast wanted: Int
  ) async throws(RemoteError) -> Int {
    var waited: Duration = .zero
    while true {
      let count = try await remote.count(ledger: ledger.id)
      if settings.isInterrupted() { await running.halt(.interrupted) }
      guard count < wanted, waited < settings.searchLag, await running.stop == nil else {
        return count
      }
      await settings.sleep(Self.pause)
      waited += Self.pause
      try await keeper.renewIfDue()
    }
  }

  private static let pause = Duration.seconds(2)
}
