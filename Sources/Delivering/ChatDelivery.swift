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
  let message: RemoteMessage
  let key: String
  let onEvent: @Sendable (DeliveryEvent) -> Void

  /// How many people are written into the log at a time: each time renews the lease, so no more than
  /// can be sent to in a quarter of it.
  private var windowSize: Int {
    let most = 2 * settings.parallelism
    guard settings.pause > .zero else { return most }
    return min(most, max(1, Int(.seconds(settings.leaseLength) / settings.pause / 4)))
  }

  func run(_ known: (id: DeliveryLogID, log: DeliveryLog)?) async -> CampaignDelivery {
    do throws(RemoteError) {
      if settings.isRehearsal { return try await rehearse(known?.log) }
      let lease = Lease(
        remote: remote, settings: settings, message: message, key: key, onEvent: onEvent)
      switch try await lease.take(known) {
      case .stopped(let stop): return stopped(stop, known?.log)
      case .taken(let id, let log, let ledger): return await deliver(id, log, ledger)
      }
    } catch {
      return stopped(.failed(error), known?.log)
    }
  }

  private func stopped(
    _ stop: CampaignDelivery.Stop, _ log: DeliveryLog?
  ) -> CampaignDelivery {
    var result = CampaignDelivery(key: key, end: .stopped(stop))
    result.uncertainInAll = log?.uncertainCount ?? 0
    return result
  }

  /// Counts whom it would go to, as far as search knows who has it.
  private func rehearse(_ log: DeliveryLog?) async throws(RemoteError) -> CampaignDelivery {
    let pages = try await pages(without: log?.tagID)
    var result = stopped(.interrupted, log)
    result.end = .done
    // Somebody may come twice. Of a million people, their ids would be too much to keep.
    var seen: Set<Int> = []
    while let page = try await pages.next() {
      result.undecided = pages.undecided()
      guard !settings.isInterrupted() else {
        result.end = .stopped(.interrupted)
        return result
      }
      for person in page where seen.insert(person.id.hashValue).inserted { result.wouldSend += 1 }
    }
    return result
  }

  private func pages(without ledgerID: String?) async throws(RemoteError) -> RecipientPages {
    try await remote.recipients(
      of: message.spec, without: ledgerID, at: Moment(now: settings.now(), in: zone))
  }

  private func deliver(
    _ id: DeliveryLogID, _ log: DeliveryLog, _ ledger: LedgerTag
  ) async -> CampaignDelivery {
    let desk = DeliveryDesk(log, key: key)
    var pages: RecipientPages?
    let isWhole: Bool
    do throws(RemoteError) {
      try await recover(desk, ledger)
      let found = try await self.pages(without: ledger.id)
      pages = found
      isWhole = try await sendToAll(found, desk, id, ledger)
    } catch {
      await desk.halt(.failed(error))
      isWhole = false
    }
    await close(desk, id, isWhole: isWhole)
    return await desk.report(undecided: pages?.undecided() ?? 0)
  }

  /// Whoever was being sent to when an earlier delivery was killed, and is tagged, may have it.
  private func recover(_ desk: DeliveryDesk, _ ledger: LedgerTag) async throws(RemoteError) {
    for contact in await desk.log.inFlight {
      let has: Bool
      do throws(RemoteError) {
        has = try await remote.has(contact, ledger: ledger.id)
      } catch .notFound {
        has = false
      }
      await desk.settle(
        contact, has ? .uncertain : .notTried, on: nil, revision: 0, at: settings.now())
    }
  }

  /// Whether everybody who matches was looked at.
  ///
  /// The next people are looked for and written into the log while these are sent to, so that the
  /// workspace's limit is all that is waited for.
  private func sendToAll(
    _ pages: RecipientPages, _ desk: DeliveryDesk, _ id: DeliveryLogID, _ ledger: LedgerTag
  ) async throws(RemoteError) -> Bool {
    var people = Windows(pages: pages, size: windowSize)
    var present: [Recipient]?
    (present, people) = try await reserve(people, desk, id).get()
    while true {
      guard let window = present else {
        guard await desk.stop == nil, !people.isEmpty else { break }
        // The limit may have got back what was not sent.
        (present, people) = try await reserve(people, desk, id).get()
        if present == nil, !people.isEmpty { await desk.halt(.limit) }
        continue
      }
      async let following = reserve(people, desk, id)
      await send(window, desk, ledger, completed: pages.completed)
      onEvent(.progress(key: key, sent: await desk.result.sent))
      (present, people) = try await following.get()
    }
    return await desk.stop == nil
  }

  /// Writes into the log whom the limit allows to be sent to next, and renews the lease. Nobody where
  /// there is nobody left, or no reason to go on.
  private func reserve(
    _ people: Windows, _ desk: DeliveryDesk, _ id: DeliveryLogID
  ) async -> Result<([Recipient]?, Windows), RemoteError> {
    var people = people
    do throws(RemoteError) {
      guard await desk.stop == nil else { return .success((nil, people)) }
      let window = try await people.peek()
      let chosen = Array(window.prefix(await allowance.take(window.count)))
      guard !chosen.isEmpty else { return .success((nil, people)) }
      async let held = heldStop(id)
      async let changed = changeStop()
      let (loss, change) = (try await held.get(), try await changed.get())
      if let stop = loss ?? change {
        await allowance.give(back: chosen.count)
        await desk.halt(stop)
        return .success((nil, people))
      }
      people.drop(chosen.count)
      let until = settings.now() + settings.leaseLength
      let (new, log) = await desk.reserve(chosen, leaseUntil: until, holder: settings.holder)
      await allowance.give(back: chosen.count - new.count)
      try await remote.write(log, id, author: message.spec.sender)
      await desk.note(written: log)
      return .success((new, people))
    } catch {
      return .failure(error)
    }
  }

  /// Why the campaign is not one's own any more.
  private func heldStop(
    _ id: DeliveryLogID
  ) async -> Result<CampaignDelivery.Stop?, RemoteError> {
    do throws(RemoteError) {
      let lease = try await remote.log(id)?.lease
      return .success(lease?.holder == settings.holder ? nil : .leaseLost)
    } catch {
      return .failure(error)
    }
  }

  /// Why the campaign is not as it was when its delivery began.
  private func changeStop() async -> Result<CampaignDelivery.Stop?, RemoteError> {
    do throws(RemoteError) {
      guard let now = try await remote.campaign(message.id) else { return .success(.changed) }
      if now.state != .live { return .success(.paused) }
      return .success(now.etag == message.etag ? nil : .changed)
    } catch {
      return .failure(error)
    }
  }

  /// Sends to each, several at once, until one of them says to stop.
  private func send(
    _ people: [Recipient], _ desk: DeliveryDesk, _ ledger: LedgerTag,
    completed: @escaping @Sendable (Recipient) async throws(RemoteError) -> Recipient
  ) async {
    let errand = Errand(
      remote: remote, settings: settings, pacer: pacer, spec: message.spec, ledger: ledger,
      name: LedgerTag.name(of: message.externalID ?? key, isPaused: false), completed: completed,
      desk: desk)
    var waiting = people[...]
    await withTaskGroup(of: (String, Errand.Result).self) { group in
      var running = 0
      while true {
        while running < settings.parallelism, await desk.stop == nil,
          let person = waiting.popFirst()
        {
          group.addTask { (person.id, await errand.run(for: person)) }
          running += 1
        }
        guard let (id, result) = await group.next() else { break }
        running -= 1
        await settle(id, result, desk)
      }
    }
    for person in waiting {
      await desk.settle(person.id, .notTried, on: nil, revision: 0, at: settings.now())
    }
    await allowance.give(back: waiting.count)
  }

  private func settle(_ id: String, _ result: Errand.Result, _ desk: DeliveryDesk) async {
    let now = settings.now()
    await desk.settle(
      id, result.outcome,
      on: CalendarDate(daysSince1970: Moment(now: now, in: zone).today),
      revision: message.record?.revision ?? 0, at: now)
    if let stop = result.stop { await desk.halt(stop) }
    switch result.outcome {
    case .sent, .uncertain: break
    case .had, .refused, .gone, .notTried: await allowance.give(back: 1)
    }
  }

  /// Writes what has come of it, and ends the lease. Should that fail, both end by themselves. To a log
  /// that somebody else has taken over, what they cannot know is added, and the lease stays theirs.
  private func close(_ desk: DeliveryDesk, _ id: DeliveryLogID, isWhole: Bool) async {
    // Who was refused is tried again another time.
    let hasRefused = await desk.result.hasRefused
    let isOver = isWhole && !hasRefused && message.spec.schedule.send == .once
    let own = await desk.close(completedAt: isOver ? settings.now() : nil)
    do throws(RemoteError) {
      var log = own
      if let held = try await remote.log(id), held.lease?.holder != settings.holder {
        await desk.halt(.leaseLost)
        log = await desk.added(to: held)
      }
      try await remote.write(log, id, author: message.spec.sender)
    } catch {
      await desk.halt(.failed(error))
    }
  }
}

/// People in portions of a size, from pages of another.
struct Windows: Sendable {
  private let pages: RecipientPages
  private let size: Int
  private var rest: ArraySlice<Recipient> = []
  private var isAtEnd = false

  init(pages: RecipientPages, size: Int) {
    self.pages = pages
    self.size = size
  }

  /// Whether there is certainly nobody left.
  var isEmpty: Bool { isAtEnd && rest.isEmpty }

  /// The next portion; nobody at the end.
  mutating func peek() async throws(RemoteError) -> ArraySlice<Recipient> {
    while rest.count < size, !isAtEnd {
      if let page = try await pages.next() { rest += page } else { isAtEnd = true }
    }
    return rest.prefix(size)
  }

  mutating func drop(_ count: Int) { rest = rest.dropFirst(count) }
}
