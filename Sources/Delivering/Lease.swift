import Planning
import Remote

/// Makes a campaign one's own for a while: nobody else delivers it meanwhile, unless two clocks
/// disagree by more than the part of the lease that is not relied on.
struct Lease: Sendable {
  let remote: any DeliveryRemote
  let settings: DeliverySettings
  let campaign: DeliverableCampaign
  let onEvent: @Sendable (DeliveryEvent) -> Void

  private var message: RemoteMessage { campaign.message }

  enum Outcome {
    case taken(DeliveryLogID, DeliveryLog, LedgerTag)
    case stopped(CampaignDelivery.Stop)
    /// Another delivery has sent a `once` to everybody meanwhile (Unix seconds).
    case completed(at: Int64)
  }

  /// Waits for whoever has it, but not for one who is alive and renews it.
  func take() async throws(RemoteError) -> Outcome {
    let id = try await campaign.openedLog(in: remote, at: settings.now()).id
    var hasWaited = false
    var tries = 0
    while tries < Self.mostTries {
      let (start, lookedAt) = (settings.elapsed(), settings.now())
      guard var log = try await remote.log(id) else { return .stopped(.leaseLost) }
      if let other = log.lease, other.holder != settings.holder, lookedAt < other.until {
        guard !hasWaited, await waits(for: other) else {
          return .stopped(settings.isInterrupted() ? .interrupted : .leased(until: other.until))
        }
        hasWaited = true
        continue
      }
      if message.spec.schedule.send == .once, let completedAt = log.completedAt {
        return .completed(at: completedAt)
      }
      tries += 1
      log.take(
        DeliveryLog.Lease(
          holder: settings.holder, until: settings.now() + settings.leaseLength))
      try await remote.write(log, id, author: message.spec.sender, within: nil)
      // What was long under way, from the look on, may have come over the lease of somebody who looked
      // meanwhile: they see it before they send more, and write what they have sent.
      let isLate = settings.elapsed() - start > settings.settling
      if isLate {
        onEvent(.settling(key: campaign.key, until: settings.now() + settings.leaseLength))
      }
      await settings.sleep(isLate ? .seconds(settings.leaseLength) : settings.settling)
      let kept = try await remote.log(id)
      guard let kept, kept.lease == log.lease else {
        return .stopped(kept?.lease.map { .leased(until: $0.until) } ?? .leaseLost)
      }
      if settings.isInterrupted() { return await release(id, kept, .interrupted) }
      if !isLate { return try await withLedger(id, kept) }
    }
    return .stopped(.leaseLost)
  }

  /// How often the lease is written, where that takes long.
  private static let mostTries = 3

  /// Whether another's lease has run out, and not somebody's patience.
  private func waits(for other: DeliveryLog.Lease) async -> Bool {
    onEvent(.waiting(key: campaign.key, until: other.until))
    while settings.now() < other.until {
      if settings.isInterrupted() { return false }
      await settings.sleep(.seconds(1))
    }
    return true
  }

  /// Finds the ledger, and that it has lost nobody.
  private func withLedger(
    _ id: DeliveryLogID, _ log: DeliveryLog
  ) async throws(RemoteError) -> Outcome {
    var log = log
    let isAccepted = settings.acceptedLedgers.contains(campaign.key)
    guard let ledger = try await ledger(of: log, makesNew: log.tagID == nil || isAccepted) else {
      return await release(id, log, .ledgerLost(expected: log.expectedTagged, tagged: 0))
    }
    if let stop = try await campaign.stop(byTagCalled: ledger.name, in: remote) {
      return await release(id, log, stop)
    }
    // From now on a pause shows in the tag's name; one that came before shows here.
    if let stop = try await campaign.stopByChange(in: remote) {
      return await release(id, log, stop)
    }
    let tagged = try await tagged(ledger, atLeast: log.expectedTagged)
    if log.tagID == nil, !isAccepted, tagged > 0 {
      // Whoever has the tag may have the chat, and nothing remembers that they were sent it.
      return await release(id, log, .recordLost(tagged: tagged))
    }
    log.tagID = ledger.id
    guard tagged >= log.expectedTagged || isAccepted else {
      return await release(id, log, .ledgerLost(expected: log.expectedTagged, tagged: tagged))
    }
    log.expect(tagged: tagged)
    return .taken(id, log, ledger)
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
    // The lease lasts longer.
    let longest = min(settings.searchLag, .seconds(settings.leaseLength) / 2)
    var waited: Duration = .zero
    while true {
      let count = try await remote.count(ledger: ledger.id)
      if count >= wanted || waited >= longest || settings.isInterrupted() {
        return count
      }
      await settings.sleep(.seconds(2))
      waited += .seconds(2)
    }
  }

  /// Leaves the campaign to others; should that not be possible, the lease ends by itself.
  private func release(
    _ id: DeliveryLogID, _ log: DeliveryLog, _ stop: CampaignDelivery.Stop
  ) async -> Outcome {
    let left = (log.lease?.until ?? 0) - settings.now()
    guard left > 0 else { return .stopped(stop) }
    var log = log
    log.lease = nil
    do throws(RemoteError) {
      try await remote.write(log, id, author: message.spec.sender, within: .seconds(left))
    } catch {
      return .stopped(stop)
    }
    return .stopped(stop)
  }
}
