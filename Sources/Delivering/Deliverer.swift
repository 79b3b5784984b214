package import Audiences
package import Planning
package import Remote

/// Delivers what is due, campaign after campaign: shows and hides posts, and sends chats.
package struct Deliverer: Sendable {
  private let remote: any DeliveryRemote
  private let settings: DeliverySettings
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

  /// - Parameter onEvent: told what happens, as it happens.
  package func deliver(
    _ campaigns: [DeliverableCampaign], onEvent: @escaping @Sendable (DeliveryEvent) -> Void
  ) async -> DeliveryReport {
    var report = DeliveryReport()
    var hopeless: RemoteError?
    for campaign in campaigns {
      let key = campaign.message.record?.key ?? campaign.message.id
      let result: CampaignDelivery
      if settings.isInterrupted() {
        result = CampaignDelivery(key: key, end: .stopped(.interrupted))
      } else if let hopeless {
        result = CampaignDelivery(key: key, end: .stopped(.failed(hopeless)))
      } else {
        onEvent(.started(key: key))
        result = await deliver(campaign, key, onEvent)
      }
      if case .stopped(.failed(let error)) = result.end, error.isFatal { hopeless = error }
      onEvent(.finished(result))
      report.campaigns.append(result)
    }
    return report
  }

  private func deliver(
    _ campaign: DeliverableCampaign, _ key: String,
    _ onEvent: @escaping @Sendable (DeliveryEvent) -> Void
  ) async -> CampaignDelivery {
    switch Due(campaign, at: settings.now()) {
    case .nothing(let reason):
      var result = CampaignDelivery(key: key, end: .nothing(reason))
      result.uncertainInAll = campaign.log?.log.uncertainCount ?? 0
      return result
    case .post(let post, let isLive):
      return await set(post, isLive: isLive, of: campaign, key)
    case .chat:
      return await ChatDelivery(
        remote: remote, settings: settings, allowance: allowance, pacer: pacer, zone: zone,
        message: campaign.message, key: key, onEvent: onEvent
      ).run(campaign.log)
    }
  }

  /// Shows a post or takes it back, and remembers it: so that who takes it back by hand is told apart.
  private func set(
    _ post: DeliverableCampaign.Post, isLive: Bool, of campaign: DeliverableCampaign, _ key: String
  ) async -> CampaignDelivery {
    let message = campaign.message
    let end: CampaignDelivery.End = isLive ? .published : .withdrawn
    if settings.isRehearsal { return CampaignDelivery(key: key, end: end) }
    do throws(RemoteError) {
      var (id, log) = try await opened(campaign, key)
      // That people may have seen it is noted before, and that it is shown after: a draft that is noted
      // as shown would be one that somebody took back.
      if isLive, log.firstSentAt == nil {
        log.firstSentAt = settings.now()
        try await remote.write(log, id, author: message.spec.sender)
      }
      if !isLive {
        log.publishedRevision = nil
        try await remote.write(log, id, author: message.spec.sender)
      }
      try await remote.setPost(post.itemID, isLive: isLive)
      if isLive {
        log.publishedRevision = message.record?.revision
        try await remote.write(log, id, author: message.spec.sender)
      }
      return CampaignDelivery(key: key, end: end)
    } catch {
      return CampaignDelivery(key: key, end: .stopped(.failed(error)))
    }
  }

  private func opened(
    _ campaign: DeliverableCampaign, _ key: String
  ) async throws(RemoteError) -> (id: DeliveryLogID, log: DeliveryLog) {
    if let known = campaign.log { return known }
    return try await remote.open(
      DeliveryLog(
        campaignID: campaign.message.id, externalID: campaign.message.externalID ?? key, tagID: nil,
        openedAt: settings.now()),
      author: campaign.message.spec.sender)
  }
}

extension DeliverableCampaign {
  /// Whether anything is to be done for it at an instant (Unix seconds).
  package func isDue(at now: Int64) -> Bool {
    switch Due(self, at: now) {
    case .nothing: false
    case .post, .chat: true
    }
  }
}

/// What is to be done for a campaign at an instant.
enum Due {
  case nothing(CampaignDelivery.Reason)
  case post(DeliverableCampaign.Post, isLive: Bool)
  case chat

  /// - Parameter now: Unix seconds.
  init(_ campaign: DeliverableCampaign, at now: Int64) {
    let message = campaign.message
    let schedule = message.spec.schedule
    switch message.state {
    case .draft: self = .nothing(.draft)
    case .paused: self = .nothing(.paused)
    case .archived: self = .nothing(.archived)
    case .live:
      if let end = schedule.endsAt, end <= now {
        if let post = campaign.post, post.isLive {
          self = .post(post, isLive: false)
        } else {
          self = .nothing(.ended(endsAt: end))
        }
      } else if let start = schedule.startsAt, now < start {
        self = .nothing(.notBegun(startsAt: start))
      } else {
        self = Due(present: campaign)
      }
    }
  }

  private init(present campaign: DeliverableCampaign) {
    switch campaign.message.spec.format {
    case .post:
      // One that is shown and not noted was cut short.
      guard let post = campaign.post, !post.isLive || !post.isNoted else {
        self = .nothing(.asItIs)
        return
      }
      self = .post(post, isLive: true)
    case .chat:
      let completedAt = campaign.log?.log.completedAt
      if campaign.message.spec.schedule.send == .once, let completedAt {
        self = .nothing(.completed(at: completedAt))
      } else {
        self = .chat
      }
    case .tooltip, .bot: self = .nothing(.unsupported)
    }
  }
}
