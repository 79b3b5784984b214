import Audiences
package import Delivering

/// The progress of a delivery where a log is kept instead of watched: a line after so many messages, and
/// one at the end of each campaign of which there is something to tell.
package struct DeliveryMilestones: Sendable {
  private static let step = 1_000
  /// How many steps were told, by campaign.
  private var told: [String: Int] = [:]

  package init() {}

  /// - Parameter now: Unix seconds.
  package mutating func line(for event: DeliveryEvent, now: Int64) -> String? {
    switch event {
    case .started: return nil
    case .waiting, .settling: return DeliveryText(.plain).progress(event, now: now)
    case .progress(let key, let sent):
      let steps = sent / Self.step
      guard steps > told[key, default: 0] else { return nil }
      told[key] = steps
      return DeliveryText(.plain).progress(event, now: now)
    case .finished(let campaign):
      told[campaign.key] = nil
      guard campaign.didSomething else { return nil }
      return "\(campaign.key.visibleLine): \(DeliveryText.words(campaign, isRehearsal: false))\n"
    }
  }
}

extension CampaignDelivery {
  fileprivate var didSomething: Bool {
    switch end {
    case .done: sent > 0
    case .published, .withdrawn, .stopped: true
    case .nothing: false
    }
  }
}
