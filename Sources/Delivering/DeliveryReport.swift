public import Remote

/// What a delivery did, campaign by campaign in the order of keys.
public struct DeliveryReport: Sendable, Hashable {
  public var campaigns: [CampaignDelivery] = []

  public init(campaigns: [CampaignDelivery] = []) { self.campaigns = campaigns }

  public var sent: Int { campaigns.reduce(0) { $0 + $1.sent } }
  public var uncertain: [String] { campaigns.flatMap(\.newlyUncertain) }
}

/// What became of one campaign in one delivery.
public struct CampaignDelivery: Sendable, Hashable {
  public let key: String
  public var end: End
  /// How many were sent it, and it was answered that they were.
  public var sent = 0
  /// Ids of those of whom it is not known whether they got it.
  public var newlyUncertain: [String] = []
  /// How many contacts the workspace refused to send it to, by its words.
  public var refusals: [String: Int] = [:]
  /// How many are no contacts any more.
  public var gone = 0
  /// Of how many it is not known yet whether what was asked for them, by this delivery or an earlier one,
  /// will still be done: the next one looks at them again.
  public var left = 0
  /// How many have the tag of whom nothing remembers that they were sent it, or may have been: somebody
  /// tagged them, or what remembered it is lost.
  public var untraced = 0
  /// How many of those were not told of before.
  public var newlyUntraced = 0
  /// How many had it already, though search did not know yet.
  public var hadIt = 0
  /// How many it would be sent to; only in a rehearsal.
  public var wouldSend = 0
  /// Of how many it could not be told whether they match: they were not sent it.
  public var undecided = 0
  /// How many are uncertain since its first delivery, those included.
  public var uncertainInAll = 0

  public init(key: String, end: End) {
    self.key = key
    self.end = end
  }

  /// What the remote, or herald of it, said when it failed; nil when it did not.
  public var failure: RemoteError? {
    if case .stopped(.failed(let error)) = end { error } else { nil }
  }

  public enum End: Sendable, Hashable {
    /// Everybody who matches has it, or was tried.
    case done
    /// A post is seen now.
    case published
    /// A post that has ended is not seen any more.
    case withdrawn
    /// Nothing was to be done, and why.
    case nothing(Reason)
    /// It was stopped, and why.
    case stopped(Stop)
  }

  public enum Reason: Sendable, Hashable {
    case draft, paused, archived
    /// Unix seconds.
    case notBegun(startsAt: Int64)
    case ended(endsAt: Int64)
    /// A `once` has gone to everybody who matched.
    case completed(at: Int64)
    /// A post that is as it is to be.
    case asItIs
    /// This remote cannot deliver its format.
    case unsupported
  }

  public enum Stop: Sendable, Hashable {
    case interrupted
    case limit
    /// Somebody paused it, here or in the workspace, while it was sent.
    case paused
    /// Its schedule ended while it was sent (Unix seconds).
    case ended(endsAt: Int64)
    /// Somebody renamed the ledger's tag to this.
    case renamed(String)
    /// Somebody applied a change meanwhile: the next run goes by that.
    case changed
    /// Somebody deleted the campaign.
    case removed
    /// Somebody else delivers it until then (Unix seconds).
    case leased(until: Int64)
    /// Its lease ran out, or somebody else took it.
    case leaseLost
    /// Somebody deleted the ledger's tag, or took it from people: so many should have it, and so many
    /// do.
    case ledgerLost(expected: Int, tagged: Int)
    /// So many have the tag, and nothing remembers that they were sent it: somebody deleted the record
    /// of the delivery, or tagged them.
    case recordLost(tagged: Int)
    case failed(RemoteError)
  }
}

extension DeliveryReport {
  /// Adds what came of a campaign that was delivered again.
  mutating func add(_ later: CampaignDelivery) {
    if let index = campaigns.firstIndex(where: { $0.key == later.key }) {
      campaigns[index] = campaigns[index].followed(by: later)
    } else {
      campaigns.append(later)
    }
  }

  var changedKeys: [String] {
    campaigns.filter { $0.end == .stopped(.changed) }.map(\.key)
  }
}

extension CampaignDelivery {
  fileprivate func followed(by later: CampaignDelivery) -> CampaignDelivery {
    var sum = later
    sum.sent += sent
    sum.hadIt += hadIt
    sum.gone += gone
    sum.undecided = max(sum.undecided, undecided)
    sum.newlyUncertain = (newlyUncertain + later.newlyUncertain).sorted()
    sum.uncertainInAll = max(sum.uncertainInAll, uncertainInAll)
    sum.refusals.merge(refusals) { $0 + $1 }
    sum.untraced = max(sum.untraced, untraced)
    sum.newlyUntraced += newlyUntraced
    return sum
  }
}

/// What happens during a delivery, as it happens.
public enum DeliveryEvent: Sendable, Hashable {
  case started(key: String)
  /// Another delivery has it; it is waited for until then (Unix seconds) at most.
  case waiting(key: String, until: Int64)
  /// Its lease took so long to be written that another's may be under it: that one's end is waited for
  /// (Unix seconds).
  case settling(key: String, until: Int64)
  /// So many were sent it so far in this delivery.
  case progress(key: String, sent: Int)
  case finished(CampaignDelivery)
}
