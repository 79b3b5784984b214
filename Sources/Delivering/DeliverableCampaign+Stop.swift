import Planning
import Remote

/// Why a campaign is not delivered any further, as the workspace tells it.
extension DeliverableCampaign {
  /// Whoever pauses the campaign renames its tag, and a rename to anything is meant as one. Nil where
  /// the tag has its name.
  func stop(
    byTagCalled name: String, in remote: any DeliveryRemote
  ) async throws(RemoteError) -> CampaignDelivery.Stop? {
    if name == ledgerName { return nil }
    if name == ledgerName + LedgerTag.pauseMark { return .paused }
    // Who deletes a campaign puts its tag aside.
    return try await remote.standing(of: message.id) == nil ? .removed : .renamed(name)
  }

  /// Nil where the campaign is as it was when its delivery began.
  func stopByChange(
    in remote: any DeliveryRemote
  ) async throws(RemoteError) -> CampaignDelivery.Stop? {
    guard let now = try await remote.standing(of: message.id) else { return .removed }
    if now.state != .live { return .paused }
    return now.etag == message.etag ? nil : .changed
  }
}
