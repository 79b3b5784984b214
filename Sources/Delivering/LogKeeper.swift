import Planning
import Remote

/// Writes the log of a campaign that is one's own, one time after the other, and renews the lease with
/// each: what is not one's own any more is not written over, and what others have added is kept.
actor LogKeeper {
  private let remote: any DeliveryRemote
  private let settings: DeliverySettings
  private let campaign: DeliverableCampaign
  private let id: DeliveryLogID
  private let running: RunningLog
  private let turns = Turns()

  init(
    _ remote: any DeliveryRemote, _ settings: DeliverySettings, _ campaign: DeliverableCampaign,
    _ id: DeliveryLogID, _ running: RunningLog
  ) {
    self.remote = remote
    self.settings = settings
    self.campaign = campaign
    self.id = id
    self.running = running
  }

  /// Renews the lease where a part of it has passed. To be called wherever time passes.
  func renewIfDue() async throws(RemoteError) {
    guard await isDue() else { return }
    await turns.take()
    defer { turns.pass() }
    if await isDue() { _ = try await write(reserving: []) }
  }

  /// Writes who may be sent to next. Fewer than are named, or nobody, where there is a reason.
  func reserve(_ people: [Recipient]) async throws(RemoteError) -> [Recipient] {
    await turns.take()
    defer { turns.pass() }
    return try await write(reserving: people)
  }

  /// Writes what has come of it, and ends the lease. Should that fail, both end by themselves. To a log
  /// that somebody else has taken over, what they cannot know is added, and the lease stays theirs.
  ///
  /// - Parameter completedAt: Unix seconds at which everybody who matched was tried; nil where they were
  ///   not.
  func close(completedAt: Int64?) async {
    await turns.take()
    defer { turns.pass() }
    do throws(RemoteError) {
      let held = try await remote.log(id)
      let isOwn = held.map(isOwn) ?? true
      if let held, isOwn { await running.absorb(held, at: settings.now()) }
      var log = await running.close(completedAt: completedAt, at: settings.now())
      if let held, !isOwn {
        await running.halt(.leaseLost)
        log = await running.added(to: held, at: settings.now())
      }
      try await remote.write(
        log, id, author: campaign.message.spec.sender, within: await timeToClose())
    } catch {
      await running.halt(.failed(error))
    }
  }

  /// Once the lease is over, somebody may take the campaign and not know of this write: they look again
  /// after a while.
  private func timeToClose() async -> Duration {
    let left = await running.leaseUntil - settings.now()
    return max(settings.settling, .seconds(min(left, settings.leaseCaution)))
  }

  private func write(reserving people: [Recipient]) async throws(RemoteError) -> [Recipient] {
    guard await running.stop == nil else { return [] }
    let end = await running.leaseUntil
    async let loss = asResult { () throws(RemoteError) in try await stopByLoss() }
    async let change = asResult { [campaign, remote] () throws(RemoteError) in
      try await campaign.stopByChange(in: remote)
    }
    let stops = (try await loss.get(), try await change.get())
    let left = end - settings.now()
    if let stop = stops.0 ?? stops.1 ?? (left > 0 ? nil : .leaseLost) {
      await running.halt(stop)
      return []
    }
    let until = settings.now() + settings.leaseLength
    let (new, log) = await running.reserve(people, leaseUntil: until)
    do throws(RemoteError) {
      try await remote.write(
        log, id, author: campaign.message.spec.sender, within: .seconds(left))
    } catch {
      if !error.mayHaveLanded { await running.noteRefused() }
      throw error
    }
    // What is answered after the lease has ended may have come over what another has written.
    guard settings.now() < end else {
      await running.halt(.leaseLost)
      return []
    }
    await running.noteWritten()
    return new
  }

  /// Why the campaign is not one's own any more; what others have added is taken over where it is.
  private func stopByLoss() async throws(RemoteError) -> CampaignDelivery.Stop? {
    guard let held = try await remote.log(id), isOwn(held) else { return .leaseLost }
    await running.absorb(held, at: settings.now())
    return nil
  }

  private func isOwn(_ held: DeliveryLog) -> Bool { held.lease?.holder == settings.holder }

  private func isDue() async -> Bool {
    let renewedAt = await running.leaseUntil - settings.leaseLength
    return settings.now() - renewedAt >= settings.leaseCaution
  }
}
