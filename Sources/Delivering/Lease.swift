import Planning
import Remote

/// Makes a campaign one's own for a while: nobody else delivers it meanwhile, unless two clocks
/// disagree by more than the lease is long.
struct Lease: Sendable {
  let remote: any DeliveryRemote
  let settings: DeliverySettings
  let message: RemoteMessage
  let key: String
  let onEvent: @Sendable (DeliveryEvent) -> Void

  enum Outcome {
    case taken(DeliveryLogID, DeliveryLog, LedgerTag)
    case stopped(CampaignDelivery.Stop)
  }

  /// Waits for whoever has it, but not for one who is alive and renews it.
  func take(
    _ known: (id: DeliveryLogID, log: DeliveryLog)?
  ) async throws(RemoteError) -> Outcome {
    var (id, log) = try await opened(known)
    if let other = log.lease, other.holder != settings.holder, settings.now() < other.until {
      guard let free = try await wait(for: other, id) else {
        return .stopped(settings.isInterrupted() ? .interrupted : .leased(until: other.until))
      }
      log = free
    }
    for _ in 0..<Self.attempts {
      log.lease = DeliveryLog.Lease(
        holder: settings.holder, until: settings.now() + settings.leaseLength)
      let start = settings.elapsed()
      try await remote.write(log, id, author: message.spec.sender)
      let isLate = settings.elapsed() - start > settings.settling
      // What was long under way may have come over the lease of somebody who looked meanwhile: they see
      // it before they send more, and write what they have sent.
      await settings.sleep(isLate ? .seconds(settings.leaseLength) : settings.settling)
      guard let kept = try await remote.log(id), kept.lease == log.lease else {
        return .stopped(.leaseLost)
      }
      log = kept
      if settings.isInterrupted() { return await release(id, log, .interrupted) }
      if !isLate { return try await withLedger(id, log) }
    }
    return await release(id, log, .leaseLost)
  }

  /// How often the lease is written, where that takes long.
  private static let attempts = 3

  private func opened(
    _ known: (id: DeliveryLogID, log: DeliveryLog)?
  ) async throws(RemoteError) -> (id: DeliveryLogID, log: DeliveryLog) {
    if let known, let log = try await remote.log(known.id) { return (known.id, log) }
    return try await remote.open(
      DeliveryLog(
        campaignID: message.id, externalID: message.externalID ?? key, tagID: nil,
        openedAt: settings.now()),
      author: message.spec.sender)
  }

  /// The log, once another's lease has run out; nil where it was renewed.
  private func wait(
    for other: DeliveryLog.Lease, _ id: DeliveryLogID
  ) async throws(RemoteError) -> DeliveryLog? {
    onEvent(.waiting(key: key, until: other.until))
    while settings.now() < other.until {
      if settings.isInterrupted() { return nil }
      await settings.sleep(.seconds(1))
    }
    guard let log = try await remote.log(id) else { return nil }
    return log.lease == nil || log.lease == other ? log : nil
  }

  /// Finds the ledger, and that it has lost nobody.
  private func withLedger(
    _ id: DeliveryLogID, _ log: DeliveryLog
  ) async throws(RemoteError) -> Outcome {
    var log = log
    let name = LedgerTag.name(of: message.externalID ?? key, isPaused: false)
    let isAccepted = settings.acceptedLedgers.contains(key)
    var found: LedgerTag?
    if let tagID = log.tagID { found = try await remote.ledger(tagID) }
    if found == nil, log.tagID == nil || isAccepted {
      found = try await remote.ledger(named: name)
    }
    guard let ledger = found else {
      return await release(id, log, .ledger(sent: log.sent, tagged: 0))
    }
    guard ledger.name == name else {
      return await release(
        id, log, ledger.name == name + LedgerTag.pauseMark ? .paused : .renamed(ledger.name))
    }
    if log.tagID == nil, !isAccepted {
      // Whoever has the tag may have the chat, and nothing remembers that they were sent it.
      let tagged = try await remote.count(ledger: ledger.id)
      if tagged > 0 { return await release(id, log, .ledger(sent: 0, tagged: tagged)) }
    }
    log.tagID = ledger.id
    // From now on a pause shows in the tag's name; one that came before shows here.
    guard let now = try await remote.campaign(message.id), now.etag == message.etag else {
      return await release(id, log, .changed)
    }
    guard now.state == .live else { return await release(id, log, .paused) }
    let tagged = try await tagged(ledger, atLeast: log.sent - log.forgiven)
    if tagged < log.sent - log.forgiven {
      guard isAccepted else {
        return await release(id, log, .ledger(sent: log.sent - log.forgiven, tagged: tagged))
      }
      log.forgiven = log.sent - tagged
    }
    return .taken(id, log, ledger)
  }

  /// How many have the tag; search lags, so fewer than there should be are counted again.
  private func tagged(
    _ ledger: LedgerTag, atLeast wanted: Int
  ) async throws(RemoteError) -> Int {
    guard wanted > 0 else { return 0 }
    var waited: Duration = .zero
    while true {
      let count = try await remote.count(ledger: ledger.id)
      if count >= wanted || waited >= settings.searchLag || settings.isInterrupted() {
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
    var log = log
    log.lease = nil
    do throws(RemoteError) {
      try await remote.write(log, id, author: message.spec.sender)
    } catch {
      return .stopped(stop)
    }
    return .stopped(stop)
  }
}
