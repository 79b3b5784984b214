internal import Planning

/// What a campaign is for, as far as it says so itself.
///
/// Its tags say it, and its key where they do not: the last word of `product-launch` or
/// `csv-export-launch`. Words for two purposes say nothing. A tooltip, a bot and a message that
/// waits for an event are no announcements, whatever they belong to.
enum Purpose {
  /// Something new, told once.
  case announcement
  /// Something to know or to settle, which stays until it is.
  case notice
  /// First steps, for everyone who comes.
  case onboarding

  private static let words: [String: Purpose] = [
    "announcement": .announcement, "launch": .announcement, "release": .announcement,
    "notice": .notice, "alert": .notice, "outage": .notice, "incident": .notice,
    "maintenance": .notice,
    "onboarding": .onboarding, "activation": .onboarding, "welcome": .onboarding,
  ]

  init?(of campaign: Campaign) {
    let said = campaign.tags.isEmpty ? [] : Set(campaign.tags.compactMap(Self.read))
    guard said.count <= 1, let purpose = said.first ?? Self.read(campaign.key) else { return nil }
    if case .announcement = purpose, !Self.canAnnounce(campaign) { return nil }
    self = purpose
  }

  private static func read(_ name: String) -> Purpose? {
    // Bytes beyond ASCII are taken for letters: none of the words has any.
    let end = name.utf8.reversed().drop { !isInWord($0) }
    let last = end.prefix(while: isInWord)
    guard (5...12).contains(last.count) else { return nil }
    return words[String(decoding: last.reversed(), as: UTF8.self).lowercased()]
  }

  private static func isInWord(_ byte: UInt8) -> Bool {
    Byte.isLetter(byte) || Byte.isDigit(byte) || byte >= 0x80
  }

  private static func canAnnounce(_ campaign: Campaign) -> Bool {
    switch campaign.display.trigger {
    case .event: return false
    case .pageLoad, .delay: break
    }
    switch campaign.format {
    case .chat, .post: return true
    case .tooltip, .bot: return false
    }
  }
}
