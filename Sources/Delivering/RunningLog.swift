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
  /// The log as it was written last.
  private var written: DeliveryLog
  /// Unix seconds, the first at which the campaign is not one's own any more.
  var leaseUntil: Int64 { log.lease?.until ?? 0 }

  init(_ log: DeliveryLog, key: String) {
    self.log = log
    written = log
    open = Set(log.inFlight)
    order = log.inFlight
    result = CampaignDelivery(key: key, end: .done)
  }

  /// What became of one person.
  enum Outcome: Sendable {
    /// On a day of the workspace, at a revision of the campaign.
    case sent(on: CalendarDate?, revision: Int)
    case had
    case uncertain
    case refused(String)
    /// There is no such contact any more.
    case gone
    case notTried
  }

  /// Notes that a log was written.
  func note(written: DeliveryLog) { self.written = written }

  /// What has happened since the log was written last, in a log that somebody else has written since.
  func added(to other: DeliveryLog) -> DeliveryLog {
    var sum = other
    for row in log.sends {
      let known = written.sends.first { $0.day == row.day && $0.revision == row.revision }
      sum.count(row.count - (known?.count ?? 0), on: row.day, revision: row.revision)
    }
    for contact in log.uncertain { sum.doubt(contact) }
    sum.firstSentAt = [sum.firstSentAt, log.firstSentAt].compactMap(\.self).min()
    sum.tagID = sum.tagID ?? log.tagID
    return sum
  }

  /// Notes who may be sent to from now on, once the log is written: whoever is being sent to already
  /// comes once, however often search has them.
  func reserve(
    _ people: [Recipient], leaseUntil: Int64, holder: String
  ) -> (people: [Recipient], log: DeliveryLog) {
    order.removeAll { !open.contains($0) }
    let new = people.filter { open.insert($0.id).inserted }
    order += new.map(\.id)
    log.inFlight = order
    log.lease = DeliveryLog.Lease(holder: holder, until: leaseUntil)
    return (new, log)
  }

  func settle(_ id: String, _ outcome: Outcome, at now: Int64) {
    open.remove(id)
    switch outcome {
    case .sent(let day, let revision):
      if log.firstSentAt == nil { log.firstSentAt = now }
      if let day { log.count(1, on: day, revision: revision) }
      result.sent += 1
    case .had: result.hadIt += 1
    case .uncertain:
      log.doubt(id)
      // It may be on their screen: what is fixed once people have seen it is fixed.
      if log.firstSentAt == nil { log.firstSentAt = now }
      result.newlyUncertain.append(id)
    case .refused(let words): result.refusals[words, default: 0] += 1
    case .gone: result.gone += 1
    case .notTried: break
    }
  }

  /// The first reason counts.
  func halt(_ reason: CampaignDelivery.Stop) { if stop == nil { stop = reason } }

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
