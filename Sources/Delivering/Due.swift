import Planning
import Remote

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
