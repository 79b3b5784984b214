/// Which message each campaign's file is for.
///
/// A campaign whose key the workspace has is for that message. Another one may have been renamed: first
/// what its file says (`previously`) counts, then what messages remember of their former keys.
struct Matching {
  struct Pair {
    let desired: DesiredMessage
    /// Nil when it has to be made.
    let owned: OwnedMessage?
  }

  /// In the order of keys.
  private(set) var pairs: [Pair] = []
  /// Owned messages that no file is for, in the order of keys.
  private(set) var leftOver: [(key: String, owned: OwnedMessage)] = []
  private(set) var stops: [Stop] = []

  init(_ campaigns: [DesiredMessage], _ owned: Ownership) {
    let wanted = Dictionary(
      campaigns.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var free = owned.byKey.filter { wanted[$0.key] == nil }
    var renamed: [String: OwnedMessage] = [:]
    let new = campaigns.filter { owned.byKey[$0.key] == nil }
    for campaign in new {
      let choice = Self.stated(by: campaign, wanted: wanted, owned: owned, free: free)
      if let doubt = choice.doubt {
        stops.append(.ambiguousRename(key: campaign.key, from: doubt))
      }
      if let key = choice.key { renamed[campaign.key] = free.removeValue(forKey: key) }
    }
    for campaign in new where renamed[campaign.key] == nil && !free.isEmpty {
      let choice = Self.remembering(campaign.key, free: free)
      if let doubt = choice.doubt {
        stops.append(.ambiguousRename(key: campaign.key, from: doubt))
      }
      if let key = choice.key { renamed[campaign.key] = free.removeValue(forKey: key) }
    }
    pairs = campaigns.map {
      Pair(desired: $0, owned: owned.byKey[$0.key] ?? renamed[$0.key])
    }
    leftOver = free.sorted { $0.key < $1.key }.map { (key: $0.key, owned: $0.value) }
  }

  private struct Choice {
    var key: String?
    /// Keys between which a person has to decide.
    var doubt: [String]?
  }

  /// What `previously` says.
  private static func stated(
    by campaign: DesiredMessage, wanted: [String: DesiredMessage], owned: Ownership,
    free: [String: OwnedMessage]
  ) -> Choice {
    let candidates = campaign.formerKeys.filter { free[$0] != nil }
    var choice = choose(among: candidates, free)
    // A key that another campaign holds, or has just taken: the message could be meant for either.
    let contested = campaign.formerKeys.filter { key in
      guard let message = owned.byKey[key], free[key] == nil else { return false }
      guard let holder = wanted[key] else { return true }
      // Its file is as it was: nothing says that the message should go elsewhere.
      return message.record.lastApplied != holder.spec
    }
    if !contested.isEmpty {
      let others = contested.flatMap { wanted[$0]?.formerKeys ?? [] }
      let unclear = contested + candidates + others.filter { free[$0] != nil }
      choice.doubt = unclear.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    return choice
  }

  /// What messages remember: a file with one of their former keys is a rename back.
  private static func remembering(_ key: String, free: [String: OwnedMessage]) -> Choice {
    let remembered = free.filter { $0.value.record.formerKeys.contains(key) }
    let latest = remembered.filter { $0.value.record.formerKeys.last == key }
    return choose(among: (latest.isEmpty ? remembered : latest).keys.sorted(), free)
  }

  /// The one that is not archived; in doubt the first. Of archived ones alone, the latest.
  private static func choose(
    among keys: [String], _ free: [String: OwnedMessage]
  ) -> Choice {
    let present = keys.filter { free[$0].map { $0.message.state != .archived } ?? false }
    if let first = present.first {
      return Choice(key: first, doubt: present.count > 1 ? present : nil)
    }
    return Choice(
      key: keys.max { left, right in
        (free[left]?.message.updatedAt ?? 0, right) < (free[right]?.message.updatedAt ?? 0, left)
      })
  }
}
