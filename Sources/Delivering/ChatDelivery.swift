import Audiences
import Planning
import Remote

/// One delivery of one chat: everybody who matches now and has not got it is sent it, each at most
/// once.
///
/// For each person the ledger's tag comes first and the message second; who is stopped between the
/// two leaves the person tagged. So that this is told, and not only survived, whoever may be sent to
/// next is written into the log before.
struct ChatDelivery: Sendable {
  let remote: any DeliveryRemote
  let settings: DeliverySettings
  let allowance: Allowance
  let pacer: Pacer
  let zone: ZoneClock
  let campaign: DeliverableCampaign
  let onEvent: @Sendable (DeliveryEvent) -> Void
  private let question = SharedQuestion<CampaignDelivery.Stop?>()

  private var message: RemoteMessage { campaign.message }
  private var key: String { campaign.key }

  /// How many people are written into the log at a time. At a pace, those who are sent to soon: they
  /// are to match then, too.
  private var windowSize: Int {
    let most = 2 * settings.parallelism
    guard settings.pause > .zero else { return most }
    return min(most, max(1, Int(Self.soon / settings.pause)))
  }

  private static let soon = Duration.seconds(10)

  /// How many people a page of those who match has.
  private var pageSize: Int { settings.pause > .zero ? windowSize : SearchPages.largest }

  func run() async -> CampaignDelivery {
    do throws(RemoteError) {
      if settings.isRehearsal { return try await rehearse() }
      let lease = Lease(remote: remote, settings: settings, campaign: campaign, onEvent: onEvent)
      switch try await lease.take() {
      case .stopped(let stop): return campaign.untouched(.stopped(stop))
      case .completed(let at): return campaign.untouched(.nothing(.completed(at: at)))
      case .taken(let id, let log): return await deliver(id, log)
      }
    } catch {
      return campaign.untouched(.stopped(.failed(error)))
    }
  }

  /// Counts whom it would go to, as far as search knows who has it.
  private func rehearse() async throws(RemoteError) -> CampaignDelivery {
    let pages = try await pages(without: campaign.log?.log.tagID)
    var result = campaign.untouched(.done)
    // Somebody may come twice.
    var seen = SeenPeople()
    while let page = try await pages.next() {
      result.undecided = pages.undecided()
      guard !settings.isInterrupted() else {
        result.end = .stopped(.interrupted)
        return result
      }
      for person in page where !seen.contains(person.id) {
        guard await allowance.take(1) == 1 else { return result }
        seen.insert(person.id)
        result.wouldSend += 1
      }
    }
    return result
  }

  private func pages(without ledgerID: String?) async throws(RemoteError) -> RecipientPages {
    try await remote.recipients(
      of: message.spec, without: ledgerID, at: Moment(now: settings.now(), in: zone),
      pageSize: pageSize)
  }

  private func deliver(_ id: DeliveryLogID, _ log: DeliveryLog) async -> CampaignDelivery {
    let running = RunningLog(log, key: key)
    if settings.isInterrupted() { await running.halt(.interrupted) }
    let keeper = LogKeeper(remote, settings, campaign, id, running)
    // Whoever was untagged just before the search is not found by it.
    let findsAll = settings.isKnown(log.releasedAt)
    var pages: RecipientPages?
    var isWhole = false
    do throws(RemoteError) {
      if let ledger = try await ledger(running, keeper) {
        // Of whom nothing can arrive any more, search knows.
        try await lookAtLeftOver(
          running, keeper, ledger.tag, isSettled: settings.isSettled(log.leftAt))
        await running.begin(with: ledger)
        let found = try await self.pages(without: ledger.tag.id)
        pages = found
        isWhole = try await sendToAll(found, running, keeper, ledger.tag)
        if isWhole { try await lookAtLeftOver(running, keeper, ledger.tag, isSettled: false) }
      }
    } catch {
      await running.halt(.failed(error))
    }
    let isOver = isWhole && findsAll && message.spec.schedule.send == .once
    await keeper.close(completedAt: isOver ? settings.now() : nil)
    return await running.report(undecided: pages?.undecided() ?? 0)
  }

  private func ledger(
    _ running: RunningLog, _ keeper: LogKeeper
  ) async throws(RemoteError) -> LedgerCheck.Ledger? {
    guard await running.stop == nil else { return nil }
    return try await LedgerCheck(
      remote: remote, settings: settings, campaign: campaign, running: running, keeper: keeper
    ).run()
  }

  /// Whoever was being sent to when an earlier delivery ended, and is tagged, may have it. Who is not
  /// tagged may be soon: until nothing that was asked for them can arrive any more, they are looked at
  /// again.
  private func lookAtLeftOver(
    _ running: RunningLog, _ keeper: LogKeeper, _ ledger: LedgerTag, isSettled: Bool
  ) async throws(RemoteError) {
    for contact in await running.leftOver {
      try await keeper.renewIfDue()
      guard await running.stop == nil else { return }
      do throws(RemoteError) {
        if try await remote.has(contact, ledger: ledger.id) {
          await running.settle(contact, .doubtful, at: settings.now())
        } else if isSettled {
          await running.forget(contact)
        }
      } catch .notFound {
        await running.forget(contact)
      }
    }
  }

  /// Whether everybody who matches was looked at.
  ///
  /// The next people are looked for and written into the log while these are sent to, so that the
  /// workspace's limit is all that is waited for.
  private func sendToAll(
    _ pages: RecipientPages, _ running: RunningLog, _ keeper: LogKeeper, _ ledger: LedgerTag
  ) async throws(RemoteError) -> Bool {
    var people = Windows(pages: pages, size: windowSize)
    var present: [Recipient]?
    (present, people) = try await reserve(people, running, keeper).get()
    while true {
      guard let window = present else {
        guard await running.stop == nil, !people.isEmpty else { break }
        // The limit may have got back what was not sent.
        (present, people) = try await reserve(people, running, keeper).get()
        if present == nil, !people.isEmpty { await running.halt(.limit) }
        continue
      }
      async let following = reserve(people, running, keeper)
      await send(window, running, keeper, ledger, completed: pages.completed)
      onEvent(.progress(key: key, sent: await running.result.sent))
      (present, people) = try await following.get()
    }
    return await running.stop == nil
  }

  /// Writes into the log whom the limit allows to be sent to next, and renews the lease. Nobody where
  /// there is nobody left, or no reason to go on.
  private func reserve(
    _ people: Windows, _ running: RunningLog, _ keeper: LogKeeper
  ) async -> Result<([Recipient]?, Windows), RemoteError> {
    var people = people
    do throws(RemoteError) {
      let window = try await people.peek { () throws(RemoteError) in
        try await keeper.renewIfDue()
        return await running.stop == nil
      }
      guard await running.stop == nil else { return .success((nil, people)) }
      let chosen = Array(window.prefix(await allowance.take(window.count)))
      guard !chosen.isEmpty else { return .success((nil, people)) }
      let new: [Recipient]
      do throws(RemoteError) {
        new = try await keeper.reserve(chosen)
      } catch {
        await allowance.give(back: chosen.count)
        throw error
      }
      await allowance.give(back: chosen.count - new.count)
      if new.isEmpty, await running.stop != nil { return .success((nil, people)) }
      people.drop(chosen.count)
      return .success((new, people))
    } catch {
      return .failure(error)
    }
  }

  /// Sends to each, several at once, until one of them says to stop.
  private func send(
    _ people: [Recipient], _ running: RunningLog, _ keeper: LogKeeper, _ ledger: LedgerTag,
    completed: @escaping @Sendable (Recipient) async throws(RemoteError) -> Recipient
  ) async {
    let errand = Errand(
      remote: remote, settings: settings, pacer: pacer, campaign: campaign, ledger: ledger,
      today: { [settings, zone] in
        CalendarDate(daysSince1970: Moment(now: settings.now(), in: zone).today)
      }, completed: completed, running: running, keeper: keeper, question: question)
    var waiting = people[...]
    await withTaskGroup(of: (String, Errand.Ending).self) { group in
      var underWay = 0
      while true {
        while underWay < settings.parallelism, await running.stop == nil,
          let person = waiting.popFirst()
        {
          group.addTask { (person.id, await errand.run(for: person)) }
          underWay += 1
        }
        guard let (id, result) = await group.next() else { break }
        underWay -= 1
        await settle(id, result, running)
      }
    }
    for person in waiting {
      await running.settle(person.id, .notTried, at: settings.now())
    }
    await allowance.give(back: waiting.count)
  }

  private func settle(_ id: String, _ result: Errand.Ending, _ running: RunningLog) async {
    await running.settle(id, result.outcome, at: settings.now())
    if let stop = result.stop { await running.halt(stop) }
    switch result.outcome {
    case .sent, .uncertain: break
    case .had, .refused, .gone, .notTried, .doubtful, .left: await allowance.give(back: 1)
    }
  }
}
