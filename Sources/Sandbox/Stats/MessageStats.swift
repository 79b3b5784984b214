import Audiences

/// What a message did: totals, and the same by day and by version.
struct MessageStats: Sendable, Equatable {
  struct Day: Sendable, Equatable {
    /// By its number since 1970-01-01, in the workspace's time zone.
    let day: Int
    let tallies: Tallies
  }

  struct Version: Sendable, Equatable {
    let contentVersion: Int64
    /// When the message came to say so, in Unix seconds; nil for a version from before that was kept.
    let createdAt: Int64?
    /// The client's own at that time, a JSON object; nil where it is not asked for or not known.
    let metadata: String?
    let tallies: Tallies
  }

  /// How many pressed a button of a bot.
  struct Step: Sendable, Equatable {
    let contentVersion: Int64
    let step: String
    let reply: Int64
    let people: Int64
  }

  let messageID: Int64
  let externalID: String?
  let contentVersion: Int64
  let totals: Tallies
  /// In their order; days on which nobody received the message are left out.
  let days: [Day]
  /// In their order.
  let versions: [Version]
  let steps: [Step]
}

/// Which stats are asked for.
struct StatsQuery: Sendable, Equatable {
  /// Only of people who received the message on this day or later, by its number since 1970-01-01.
  var since: Int?
  var withMetadata: Bool
}
