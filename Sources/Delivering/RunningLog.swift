import Audiences
import Remote

/// The log of a campaign while it is delivered, and what has happened since it was written last.
actor RunningLog {
  private(set) var log: DeliveryLog
  private(set) var result: CampaignDelivery
  private(set) var stop: CampaignDelivery.Stop?
  /// Unix seconds, the first at which the campaign is not one's own any more, as far as it is written.
  private(set) var leaseUntil: Int64
  /// Unix seconds at which the last person was sent it here; 0 for nobody yet.
  private(set) var lastSentAt: Int64 = 0
  private let holder: String

  /// Ids of those who were reserved and are not settled.
  private var open: Set<String> = []
  /// Ids of those whom an earlier delivery, or one that lost its lease, was sending to: whether what it
  /// asked for will still be done, nobody knows. Somebody of them who is tagged may have it.
  private var inherited: Set<String>
  /// Both, in their order, and some who are settled.
  private var order: [String]
  /// Ids of those of whom nobody knows whether they have it: they are not sent it again.
  private var doubted: Set<String>

  /// The log as it was when the campaign was taken.
  private let taken: DeliveryLog
  /// The log as it was given away to be written since: the last ones.
  private var versions: [DeliveryLog]
  /// Whether the last of them is written, or never will be.
  private var isLastVersionSettled = true
  /// Ids of those who were sent it, and were in flight in one of them.
  private var sentSince: Set<String> = []

  init(_ log: DeliveryLog, key: String) {
    self.log = log
    taken = log
    versions = [log]
    inherited = Set(log.inFlight)
    order = log.inFlight
    doubted = Set(log.uncertain)
    holder = log.lease?.holder ?? ""
    leaseUntil = log.lease?.until ?? 0
    result = CampaignDelivery(key: key, end: .done)
  }

  /// How many versions are remembered: what somebody adds to one that is older is not seen.
  private static let longestHistory = 16
}

// MARK: - People

extension RunningLog {
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

  /// Ids of those who are left of an earlier delivery, in their order.
  var leftOver: [String] { order.filter(inherited.contains) }

  /// Notes that the tag was taken from somebody.
  func noteReleased(at now: Int64) { log.releasedAt = now }

  /// Notes that nothing that was asked for somebody will be done any more.
  func forget(_ id: String) { inherited.remove(id) }

  func settle(_ id: String, _ outcome: Outcome, at now: Int64) {
    var outcome = outcome
    if case .had = outcome, inherited.contains(id) { outcome = .doubtful }
    if case .left = outcome { return }
    open.remove(id)
    switch outcome {
    case .sent(let day, let revision):
      if log.firstSentAt == nil { log.firstSentAt = now }
      if let day { log.count(1, on: day, revision: revision) }
      sentSince.insert(id)
      lastSentAt = now
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
    switch outcome {
    case .sent, .uncertain, .doubtful, .gone: inherited.remove(id)
    // An earlier request to tag them may still arrive.
    case .had, .refused, .notTried, .left: break
    }
  }

  /// Whether it was not noted before.
  private func doubt(_ id: String) -> Bool {
    log.doubt(id)
    result.newlyUncertain.append(id)
    return doubted.insert(id).inserted
  }

  /// Whether everybody who was reserved, or left, is settled, and nobody was refused.
  var hasTriedAll: Bool { open.isEmpty && inherited.isEmpty && result.refusals.isEmpty }

  private func isInFlight(_ id: String) -> Bool { open.contains(id) || inherited.contains(id) }
}

// MARK: - Versions

extension RunningLog {
  /// Notes which tag is the ledger, and how many had it before anybody is sent it.
  func begin(with ledger: LedgerCheck.Ledger) {
    log.tagID = ledger.tag.id
    let untraced = log.untraced
    log.expect(tagged: ledger.tagged, inFlight: inherited.count)
    result.untraced = log.untraced
    result.newlyUntraced = ledger.isAccepted ? 0 : log.untraced - untraced
  }

  /// The log with those who may be sent to once it is written: whoever is being sent to already comes
  /// once, however often search has them, and of whom nobody knows, not at all.
  func reserve(
    _ people: [Recipient], leaseUntil: Int64
  ) -> (people: [Recipient], log: DeliveryLog) {
    order.removeAll { !isInFlight($0) }
    let new = people.filter { !doubted.contains($0.id) && open.insert($0.id).inserted }
    order += new.map(\.id).filter { !inherited.contains($0) }
    log.inFlight = order
    log.lease = DeliveryLog.Lease(holder: holder, until: leaseUntil)
    log.serial += 1
    versions = (versions + [log]).suffix(Self.longestHistory)
    isLastVersionSettled = false
    sentSince.formIntersection(([taken] + versions).flatMap(\.inFlight))
    return (new, log)
  }

  /// Notes that the last version was written.
  func noteWritten() {
    isLastVersionSettled = true
    leaseUntil = log.lease?.until ?? 0
  }

  /// Notes that the last version was not written, and will not be.
  func noteRefused() { isLastVersionSettled = true }

  /// Takes over what somebody who lost the campaign has added to a version of this log.
  func absorb(_ held: DeliveryLog, at now: Int64) {
    if held.serial == versions.last?.serial { isLastVersionSettled = true }
    guard let index = versions.lastIndex(where: { $0.serial == held.serial }),
      held != versions[index]
    else { return }
    let before = Set(log.inFlight)
    log.add(held, beyond: versions[index], at: now)
    // So that it is taken over once.
    versions[index] = held
    let left = log.inFlight.filter { !before.contains($0) && !isInFlight($0) }
    inherited.formUnion(left)
    order += left
    doubted.formUnion(log.uncertain)
  }

  /// What has happened here, in a log that somebody else has written since.
  func added(to other: DeliveryLog, at now: Int64) -> DeliveryLog {
    // A write that came late comes over what it did not see.
    let serial = other.pastHolders.last { $0.holder == holder }?.serial
    let known = versions.last { $0.serial == serial } ?? taken
    var own = log
    own.inFlight = order.filter(isInFlight)
    var sum = other
    // Who was taken for uncertain there is known here.
    let certain = sentSince.intersection(sum.uncertain)
    sum.settle(certain)
    sum.forgiven = max(0, sum.forgiven - certain.count)
    sum.add(own, beyond: known, at: now)
    return sum
  }

  /// The log as it is at the end: nobody's any more.
  ///
  /// - Parameters:
  ///   - completedAt: Unix seconds at which everybody who matched was tried; nil where they were not.
  ///   - now: Unix seconds.
  func close(completedAt: Int64?, at now: Int64) -> DeliveryLog {
    log.inFlight = order.filter(isInFlight)
    log.leftAt = log.inFlight.isEmpty ? nil : open.isEmpty ? log.leftAt : now
    // A write that got no answer may still arrive: nobody else is to begin before.
    if isLastVersionSettled { log.lease = nil }
    if let completedAt, hasTriedAll { log.completedAt = completedAt }
    return log
  }
}

// MARK: - How it ends

extension RunningLog {
  /// The first reason counts.
  func halt(_ reason: CampaignDelivery.Stop) { if stop == nil { stop = reason } }

  /// - Parameter undecided: of how many it could not be told whether they match.
  func report(undecided: Int) -> CampaignDelivery {
    var result = result
    result.undecided = undecided
    if let stop { result.end = .stopped(stop) }
    result.newlyUncertain.sort()
    result.uncertainInAll = log.uncertainCount
    result.left = order.count(where: isInFlight)
    return result
  }
}
