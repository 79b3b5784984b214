/// What names a receipt: somebody was given a message as it was at one version of its content.
struct ReceiptKey: Sendable, Hashable {
  let contactID: Int64
  let messageID: Int64
  let contentVersion: Int64

  init(contactID: Int64, messageID: Int64, contentVersion: Int64) {
    self.contactID = contactID
    self.messageID = messageID
    self.contentVersion = contentVersion
  }

  /// Nil for a text that is no receipt's id.
  init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Reference(text: String($0)).id }
    guard parts.count == 3, let contact = parts[0], let message = parts[1], let version = parts[2]
    else { return nil }
    self.init(contactID: contact, messageID: message, contentVersion: version)
    // One receipt has one name: leading zeros make another.
    if self.text != text { return nil }
  }

  /// As clients know it; opaque to them.
  var text: String { "\(contactID)-\(messageID)-\(contentVersion)" }
}

/// That somebody was shown a message, and what came of it. Each thing is noted once, with the time
/// of the first; nothing happens before the receipt does, whatever the clocks say.
struct Receipt: Sendable, Equatable {
  let key: ReceiptKey
  /// The day in the workspace's time zone, by its number since 1970-01-01.
  let day: Int
  /// The first impression, in Unix seconds.
  let createdAt: Int64
  var impressions: Int64
  /// The view of a page that the last impression was in, as the page names it.
  var view: String?
  var clickedAt: Int64?
  var dismissedAt: Int64?
  var repliedAt: Int64?
  var completedAt: Int64?
  var goalAt: Int64?
  /// Whether a simulation and no person was shown it.
  let isSimulated: Bool
}

/// Somebody's receipts of one message, in the order of their versions, which is that of time.
typealias ReceiptsOfMessage = [Receipt]

extension Receipt {
  func has(_ measure: Measure) -> Bool {
    switch measure {
    case .received: true
    case .clicked: clickedAt != nil
    case .dismissed: dismissedAt != nil
    case .replied: repliedAt != nil
    case .completed: completedAt != nil
    case .engaged: clickedAt != nil || repliedAt != nil
    case .reachedGoal: goalAt != nil
    case .simulated: isSimulated
    }
  }
}
