package import Audiences
package import Planning
package import Remote

/// Delivers what is due, campaign after campaign: shows and hides posts, and sends chats.
package struct Deliverer: Sendable {
  private let remote: any DeliveryRemote
  private var settings: DeliverySettings
  /// Of the workspace: its days are the ones that count.
  private let zone: ZoneClock
  /// Shared by all deliveries, as is the pace: a limit is not exceeded by going on.
  private let allowance: Allowance
  private let pacer: Pacer

  package init(_ remote: any DeliveryRemote, _ settings: DeliverySettings, zone: ZoneClock) {
    self.remote = remote
    self.settings = settings
    self.zone = zone
    allowance = Allowance(settings.limit)
    pacer = Pacer(settings)
  }

  /// How often a campaign may change while it is delivered, before the next run is left to it.
  private static let mostChanges = 4

  /// What somebody changes meanwhile is delivered as it is then.
  ///
  /// - Parameters:
  ///   - again: the campaigns as they are when it is asked; those that are gone are left out.
  ///   - onEvent: told what happens, as it happens.
  package func deliver(
    _ campaigns: [DeliverableCampaign],
    again: () async throws(RemoteError) -> [DeliverableCampaign],
    onEvent: @escaping @Sendable (DeliveryEvent) -> Void
  ) async -> DeliveryReport {
    var report = await deliver(campaigns, onEvent: onEvent)
    // That a ledger has lost people was known of the first time alone.
    var notAccepting = self
    notAccepting.settings.acceptedLedgers = []
    for _ in 0..<Self.mostChanges {
      let changed = report.changedKeys
      guard !changed.isEmpty, !settings.isInterrupted() else { break }
      do throws(RemoteError) {
        let now = try await again()
        for key in changed where !now.contains(where: { $0.key == key }) {
          report.add(CampaignDelivery(key: key, end: .stopped(.removed)))
        }
        let rest = now.filter { changed.contains($0.key) }
        for result in await notAccepting.deliver(rest, onEvent: onEvent).campaigns {
          report.add(result)
        }
      } catch {
        // What was sent is told all the same.
        for key in changed { report.add(CampaignDelivery(key: key, end: .stopped(.failed(error)))) }
      }
    }
    return report
  }

  /// - Parameter onEvent: told what happens, as it happens.
  package func deliver(
    _ campaigns: [DeliverableCampaign], onEvent: @escaping @Sendable (DeliveryEvent) -> Void
  ) async -> DeliveryReport {
    var report = DeliveryReport()
    var hopeless: RemoteError?
    for campaign in campaigns {
      let result: CampaignDelivery
      if settings.isInterrupted() {
        result = campaign.untouched(.stopped(.interrupted))
      } else if let hopeless {
        result = campaign.untouched(.stopped(.failed(hopeless)))
      } else {
        onEvent(.started(key: campaign.key))
        result = await deliver(campaign, onEvent)
      }
      if case .stopped(.failed(let error)) = result.end, error.isFatal { hopeless = error }
      onEvent(.finished(result))
      report.campaigns.append(result)
    }
    return report
  }

  private func deliver(
    _ campaign: DeliverableCampaign, _ onEvent: @escaping @Sendable (DeliveryEvent) -> Void
  ) async -> CampaignDelivery {
    switch Due(campaign, at: settings.now()) {
    case .nothing(let reason): return campaign.untouched(.nothing(reason))
    case .post(let post, let isLive): return await set(post, isLive: isLive, of: campaign)
    case .chat:
      return await ChatDelivery(
        remote: remote, settings: settings, allowance: allowance, pacer: pacer, zone: zone,
        campaign: campaign, onEvent: onEvent
      ).run()
    }
  }

  /// Shows a post or takes it back, and remembers it: so that who takes it back by hand is told apart.
  private func set(
    _ post: DeliverableCampaign.Post, isLive: Bool, of campaign: DeliverableCampaign
  ) async -> CampaignDelivery {
    let message = campaign.message
    let end: CampaignDelivery.End = isLive ? .published : .withdrawn
    if settings.isRehearsal { return CampaignDelivery(key: campaign.key, end: end) }
    do throws(RemoteError) {
      if let stop = try await campaign.stopByChange(in: remote) {
        return campaign.untouched(.stopped(stop))
      }
      var (id, log) = try await campaign.openedLog(in: remote, at: settings.now())
      // That people may have seen it is noted before, and that it is shown after: a draft that is noted
      // as shown would be one that somebody took back.
      if isLive, log.firstSentAt == nil {
        log.firstSentAt = settings.now()
        try await remote.write(log, id, author: message.spec.sender, within: nil)
      }
      if !isLive {
        log.publishedRevision = nil
        try await remote.write(log, id, author: message.spec.sender, within: nil)
      }
      // Somebody may have paused it since.
      if let stop = try await campaign.stopByChange(in: remote) {
        return campaign.untouched(.stopped(stop))
      }
      try await remote.setPost(post.itemID, isLive: isLive)
      if isLive {
        log.publishedRevision = message.record?.revision
        try await remote.write(log, id, author: message.spec.sender, within: nil)
      }
      return CampaignDelivery(key: campaign.key, end: end)
    } catch {
      return CampaignDelivery(key: campaign.key, end: .stopped(.failed(error)))
    }
  }
}

extension DeliverableCampaign {
  /// What came of it where nobody was sent it this time.
  func untouched(_ end: CampaignDelivery.End) -> CampaignDelivery {
    var result = CampaignDelivery(key: key, end: end)
    result.uncertainInAll = log?.log.uncertainCount ?? 0
    return result
  }

  /// Whether anything is to be done for it at an instant (Unix seconds).
  package func isDue(at now: Int64) -> Bool {
    switch Due(self, at: now) {
    case .nothing: false
    case .post, .chat: true
    }
  }
}
