/// Which message each campaign's file is for.
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

  init(_ desired: DesiredSet, _ owned: Ownership) {
    let wanted = Dictionary(
      desired.messages.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var free = owned.byKey.filter { wanted[$0.key] == nil }
    for campaign in desired.messages {
      if let known = owned.byKey[campaign.key] {
        pairs.append(Pair(desired: campaign, owned: known))
        continue
      }
      if let chain = Self.chain(campaign, wanted: wanted, owned: owned, free: free) {
        stops.append(.ambiguousRename(key: campaign.key, from: chain))
      }
      let former = Self.formerKey(of: campaign, among: free)
      pairs.append(
        Pair(desired: campaign, owned: former.flatMap { free.removeValue(forKey: $0) }))
    }
    leftOver = free.sorted { $0.key < $1.key }.map { (key: $0.key, owned: $0.value) }
  }

  /// The key under which the campaign's message is, when it has been renamed: first what its file
  /// says, then what messages remember.
  private static func formerKey(
    of campaign: DesiredMessage, among free: [String: OwnedMessage]
  ) -> String? {
    if let stated = campaign.formerKeys.first(where: { free[$0] != nil }) { return stated }
    let remembered = free.filter {
      $0.value.record.formerKeys.contains(campaign.key)
    }
    return remembered.keys.min { left, right in
      let leftIsLatest = remembered[left]?.record.formerKeys.last == campaign.key
      let rightIsLatest = remembered[right]?.record.formerKeys.last == campaign.key
      return leftIsLatest == rightIsLatest ? left < right : leftIsLatest
    }
  }

  /// Two renames in a row at once (a → b and b → c): b's message could be meant for either file.
  private static func chain(
    _ campaign: DesiredMessage, wanted: [String: DesiredMessage], owned: Ownership,
    free: [String: OwnedMessage]
  ) -> [String]? {
    for key in campaign.formerKeys {
      guard owned.byKey[key] != nil, let holder = wanted[key] else { continue }
      let alternatives = holder.formerKeys.filter { free[$0] != nil }
      if !alternatives.isEmpty { return [key] + alternatives }
    }
    return nil
  }
}
