import Audiences
import Remote

/// The log of a campaign while it is delivered, and what has happened since it was written last.
actor RunningLog {
  private(set) var log: DeliveryLog
  private(set) var result: CampaignDelivery
  /// Ids of those who were reserved and are not settled; at first, those whom an earlier delivery has
  /// left so.
  private var open: Set<String>
  private var order: [String]
  private(set) var stop: CampaignDelivery.Stop?
  /// The log as it was when the campaign was taken.
  private let taken: DeliveryLog
  /// The log as it was written last.
  private var written: DeliveryLog
  /// Ids of those who were sent it since.
  private var sentSince: Set<String> = []
  /// Ids of those of whom nobody knows whether they have it: they are not sent it again.
  private var doubted: Set<String>
  private let holder: String
  /// Unix seconds, the first at which the campaign is not one's own any more, as far as it is written.
  private(set) var leaseUntil: Int64

  init(_ log: DeliveryLog, key: String) {
    self.log = log
    (taken, written) = (log, log)
    open = Set(log.inFlight)
    order = log.inFlight
    doubted = Set(log.uncertain)
    holder = log.lease?.holder ?? ""
    leaseUntil = log.lease?.until ?? 0
    result = CampaignDelivery(key: key, end: .done)
  }

  /// What became of one person.
  enum Outcome: Sendable {
    /// On a day of the workspace, at a revision of the campaign.
    case sent(on: CalendarDate?, revision: Int)
    case had
    /// They are tagged, and what was sent to them got no answer.
    case uncertain
    /// They are tagged, and another delivery may have sent it to them, and counted it.
    case doubtful
    case refused(String)
    /// There is no such contact any more.
    case gone
    case notTried
    /// It is not known whether they are tagged: whoever delivers next looks.
    case left
  }

  /// Notes that a log was written.
  func note(written: DeliveryLog) {
    self.written = written
    leaseUntil = written.lease?.until ?? 0
    sentSince = []
  }

  /// What has happened here, in a log that somebody else has written since. Whether that one began with
  /// what was written from here, it says itself: a write that came late comes over what it did not see.
  func added(to other: DeliveryLog) -> DeliveryLog {
    let known = other.pastHolders.contains(holder) ? written : taken
    var sum = other
    for row in log.sends {
      let count = known.sends.first { $0.day == row.day && $0.revision == row.revision }?.count ?? 0
      sum.count(row.count - count, on: row.day, revision: row.revision)
    }
    // Who was taken for uncertain there is known here.
    sum.uncertain.removeAll(where: sentSince.contains)
    for contact in log.uncertain { sum.doubt(contact) }
    sum.forgiven += max(0, log.forgiven - known.forgiven)
    sum.firstSentAt = [sum.firstSentAt, log.firstSentAt].compactMap(\.self).min()
    sum.completedAt = sum.completedAt ?? log.completedAt
    sum.tagID = sum.tagID ?? log.tagID
    return sum
  }

  /// The log with those who may be sent to once it is written: whoever is being sent to already comes
  /// once, however often search has them, and of whom nobody knows, not at all.
  func reserve(
    _ people: [Recipient], leaseUntil: Int64
  ) -> (people: [Recipient], log: DeliveryLog) {
    order.removeAll { !open.contains($0) }
    let new = people.filter { !doubted.contains($0.id) && open.insert($0.id).inserted }
    order += new.map(\.id)
    log.inFlight = order
    log.lease = DeliveryLog.Lease(holder: holder, until: leaseUntil)
    return (new, log)
  }

  func settle(_ id: String, _ outcome: Outcome, at now: Int64) {
    if case .left = outcome { return }
    open.remove(id)
    switch outcome {
    case .sent(let day, let revision):
      if log.firstSentAt == nil { log.firstSentAt = now }
      if let day { log.count(1, on: day, revision: revision) }
      sentSince.insert(id)
      log.taggedAtLeast += 1
      result.sent += 1
    case .had: result.hadIt += 1
    case .uncertain, .doubtful:
      let isNew = doubt(id)
      if case .doubtful = outcome {
        if isNew { log.forgiven += 1 }
      } else {
        log.taggedAtLeast += 1
      }
      // It may be on their screen: what is fixed once people have seen it is fixed.
      if log.firstSentAt == nil { log.firstSentAt = now }
    case .refused(let words): result.refusals[words, default: 0] += 1
    case .gone: result.gone += 1
    case .notTried, .left: break
    }
  }

  /// Whether it was not noted before.
  private func doubt(_ id: String) -> Bool {
    log.doubt(id)
    result.newlyUncertain.append(id)
    return doubted.insert(id).inserted
  }

  /// The first reason counts.
  func halt(_ reason: CampaignDelivery.Stop) { if stop == nil { stop = reason } }

  /// Whether everybody who was reserved is settled, and nobody was refused.
  var hasTriedAll: Bool { open.isEmpty && result.refusals.isEmpty }

  /// The log as it is at the end: nobody's any more.
  func close(completedAt: Int64?) -> DeliveryLog {
    log.inFlight = order.filter(open.contains)
    log.lease = nil
    if let completedAt { log.completedAt = completedAt }
    return log
  }

  /// - Parameter undecided: of how many it could not be told whether they match.
  func report(undecided: Int) -> CampaignDelivery {
    var result = result
    result.undecided = undecided
    if let stop { result.end = .stopped(stop) }
    result.newlyUncertain.sort()
    result.uncertainInAll = log.uncertainCount
    return result
  }
}
