import Planning
import Remote

/// Writes the log of a campaign that is one's own, one time after the other, and renews the lease with
/// each: what is not one's own any more is not written over.
actor LogKeeper {
  private let remote: any DeliveryRemote
  private let settings: DeliverySettings
  private let campaign: DeliverableCampaign
  private let id: DeliveryLogID
  private let running: RunningLog
  private var isWriting = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

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
    await enter()
    defer { leave() }
    if await isDue() { _ = try await write(reserving: []) }
  }

  /// Writes who may be sent to next. Fewer than are named, or nobody, where there is a reason.
  func reserve(_ people: [Recipient]) async throws(RemoteError) -> [Recipient] {
    await enter()
    defer { leave() }
    return try await write(reserving: people)
  }

  /// Writes what has come of it, and ends the lease. Should that fail, both end by themselves. To a log
  /// that somebody else has taken over, what they cannot know is added, and the lease stays theirs.
  ///
  /// - Parameter completedAt: Unix seconds at which everybody who matched had it; nil where they have
  ///   not.
  func close(completedAt: Int64?) async {
    await enter()
    defer { leave() }
    let own = await running.close(completedAt: completedAt)
    do throws(RemoteError) {
      var log = own
      if let held = try await remote.log(id), held.lease?.holder != settings.holder {
        await running.halt(.leaseLost)
        log = await running.added(to: held)
      }
      try await remote.write(
        log, id, author: campaign.message.spec.sender, within: .seconds(settings.leaseCaution))
    } catch {
      await running.halt(.failed(error))
    }
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
    try await remote.write(
      log, id, author: campaign.message.spec.sender, within: .seconds(left))
    // What is answered after the lease has ended may have come over what another has written.
    guard settings.now() < end else {
      await running.halt(.leaseLost)
      return []
    }
    await running.note(written: log)
    return new
  }

  /// Why the campaign is not one's own any more.
  private func stopByLoss() async throws(RemoteError) -> CampaignDelivery.Stop? {
    let lease = try await remote.log(id)?.lease
    return lease?.holder == settings.holder ? nil : .leaseLost
  }

  private func isDue() async -> Bool {
    let renewedAt = await running.leaseUntil - settings.leaseLength
    return settings.now() - renewedAt >= settings.leaseCaution
  }

  // MARK: One after the other

  private func enter() async {
    if isWriting {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isWriting = true
    }
  }

  private func leave() {
    if waiting.isEmpty {
      isWriting = false
    } else {
      waiting.removeFirst().resume()
    }
  }
}
