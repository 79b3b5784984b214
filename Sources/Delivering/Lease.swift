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
    case taken(DeliveryLogID, DeliveryLog)
    case stopped(CampaignDelivery.Stop)
    /// Another delivery has sent a `once` to everybody meanwhile (Unix seconds).
    case completed(at: Int64)
  }

  /// Waits for whoever has it, but not for one who is alive and renews it.
  func take() async throws(RemoteError) -> Outcome {
    let id = try await campaign.openedLog(in: remote, at: settings.now()).id
    var waitedFor: DeliveryLog.Lease?
    var tries = 0
    while tries < Self.mostTries {
      let (start, lookedAt) = (settings.elapsed(), settings.now())
      guard var log = try await remote.log(id) else { return .stopped(.leaseLost) }
      if let other = log.lease, other.holder != settings.holder, lookedAt < other.until {
        guard waitedFor == nil || waitedFor == other else {
          return .stopped(.leased(until: other.until))
        }
        if waitedFor == nil { onEvent(.waiting(key: campaign.key, until: other.until)) }
        waitedFor = other
        await wait(until: min(other.until, settings.now() + Self.secondsBetweenLooks))
        if settings.isInterrupted() { return .stopped(.interrupted) }
        continue
      }
      if message.spec.schedule.send == .once, let completedAt = log.completedAt {
        return .completed(at: completedAt)
      }
      tries += 1
      let until = settings.now() + settings.leaseLength
      log.take(DeliveryLog.Lease(holder: settings.holder, until: until), at: settings.now())
      let isAnswered = try await write(log, id)
      // What was long under way, from the look on, may have come over the lease of somebody who looked
      // meanwhile: they see it before they send more, and write what they have sent. And what got no
      // answer may still be under way.
      let isLate = !isAnswered || settings.elapsed() - start > settings.settling
      if isLate {
        let end = settings.now() + DeliverySettings.longestLease
        onEvent(.settling(key: campaign.key, until: end))
        await wait(until: end)
      } else {
        await settings.sleep(settings.settling)
      }
      let kept = try await remote.log(id)
      guard let kept, kept.lease == log.lease else {
        // It was lost on its way.
        if !isAnswered, kept?.lease == nil { continue }
        return .stopped(kept?.lease.map { .leased(until: $0.until) } ?? .leaseLost)
      }
      if !isLate || settings.isInterrupted() { return .taken(id, kept) }
    }
    return .stopped(.leaseLost)
  }

  /// Whether it was answered that it is written; nobody knows where it was not.
  private func write(_ log: DeliveryLog, _ id: DeliveryLogID) async throws(RemoteError) -> Bool {
    do throws(RemoteError) {
      try await remote.write(log, id, author: message.spec.sender, within: nil)
      return true
    } catch {
      guard error.mayHaveLanded, !error.isFatal else { throw error }
      return false
    }
  }

  /// How often the lease is written, where that takes long.
  private static let mostTries = 3

  /// How often whose lease it is is looked at while it is waited for: they may be done before it ends.
  private static let secondsBetweenLooks: Int64 = 5

  /// Waits until an instant (Unix seconds), unless somebody interrupts.
  private func wait(until end: Int64) async {
    while settings.now() < end, !settings.isInterrupted() { await settings.sleep(.seconds(1)) }
  }
}
