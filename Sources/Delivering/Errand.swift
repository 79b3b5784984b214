import Audiences
import Planning
import Remote

/// Sending one person one chat: what is asked and told of them, one after the other.
struct Errand: Sendable {
  let remote: any DeliveryRemote
  let settings: DeliverySettings
  let pacer: Pacer
  let campaign: DeliverableCampaign
  let ledger: LedgerTag
  /// The day in the workspace.
  let today: @Sendable () -> CalendarDate?
  /// Somebody with all that fills the copy.
  let completed: @Sendable (Recipient) async throws(RemoteError) -> Recipient
  let running: RunningLog
  let keeper: LogKeeper
  /// Whether to go on with those whom the workspace took nothing for.
  let question: SharedQuestion<CampaignDelivery.Stop?>

  private var spec: MessageSpec { campaign.message.spec }

  struct Ending: Sendable {
    let outcome: RunningLog.Outcome
    /// Why nobody else is to be sent to.
    let stop: CampaignDelivery.Stop?

    init(_ outcome: RunningLog.Outcome, stop: CampaignDelivery.Stop? = nil) {
      self.outcome = outcome
      self.stop = stop
    }
  }

  func run(for found: Recipient) async -> Ending {
    await pacer.wait()
    if let stop = await stopBefore() { return Ending(.notTried, stop: stop) }
    let person: Recipient
    do throws(RemoteError) {
      // Search lags behind: only the person's own tags say whether they have it.
      if try await remote.has(found.id, ledger: ledger.id) { return Ending(.had) }
      person = try await completed(found)
    } catch .notFound {
      return Ending(.gone)
    } catch {
      return Ending(.notTried, stop: .failed(error))
    }
    guard let time = await leaseLeft() else { return Ending(.notTried, stop: .leaseLost) }
    let claimed: LedgerTag
    do throws(RemoteError) {
      claimed = try await remote.claim(person.id, ledger: ledger.id, within: time)
    } catch .notFound {
      return await withoutClaim()
    } catch {
      return Ending(error.mayHaveLanded ? .left : .notTried, stop: .failed(error))
    }
    if let stop = await stop(byTagCalled: claimed.name) {
      return await withdraw(person, .notTried, stop: stop)
    }
    return await send(to: person)
  }

  /// Once they are tagged, nothing is waited for without asking everything again: what the claim tells
  /// of a pause would be old.
  private func send(to person: Recipient) async -> Ending {
    if let ending = await trySending(to: person) { return ending }
    let start = settings.now()
    var wait = Duration.milliseconds(500)
    repeat {
      // What is asked takes of the limit, too: were each to ask, nothing would be left for a send.
      if let stop = await question.answer({ await stopBeforeAgain() }) {
        return await withdraw(person, .notTried, stop: stop)
      }
      if let ending = await trySending(to: person) { return ending }
      await settings.sleep(wait)
      wait = min(wait * 2, .seconds(10))
    } while settings.now() - max(start, await running.lastSentAt) < Self.patience
    return await withdraw(person, .notTried, stop: .failed(.limited))
  }

  /// Seconds for which the workspace may take nothing for anybody.
  private static let patience: Int64 = 90

  /// Nil where the workspace takes nothing now.
  private func trySending(to person: Recipient) async -> Ending? {
    do throws(RemoteError) {
      try await remote.send(
        OutgoingMessage(sender: spec.sender, recipient: person, html: spec.html(for: person)))
      return Ending(.sent(on: today(), revision: campaign.message.record?.revision ?? 0))
    } catch .limited {
      return nil
    } catch {
      // Only a definite refusal says that they have not got it.
      if error.mayHaveLanded { return Ending(.uncertain, stop: Self.stop(after: error)) }
      return await withdraw(person, .refused("\(error)"), stop: Self.stop(after: error))
    }
  }

  private static func stop(after error: RemoteError) -> CampaignDelivery.Stop? {
    error.isFatal ? .failed(error) : nil
  }

  /// What it means that the tag or the person is gone: without the tag nobody is sent anything.
  private func withoutClaim() async -> Ending {
    do throws(RemoteError) {
      if try await remote.ledger(ledger.id) != nil { return Ending(.gone) }
    } catch {
      return Ending(.notTried, stop: .failed(error))
    }
    return Ending(.notTried, stop: await ledgerLost())
  }

  /// Takes the tag back from somebody who was not sent anything: who keeps it would never be sent it.
  /// Once the lease is over, the tag may be that of somebody else who has sent it to them.
  private func withdraw(
    _ person: Recipient, _ outcome: RunningLog.Outcome, stop: CampaignDelivery.Stop?
  ) async -> Ending {
    guard let time = await leaseLeft() else {
      return Ending(.doubtful, stop: stop ?? .leaseLost)
    }
    do throws(RemoteError) {
      try await remote.release(person.id, ledger: ledger.id, within: time)
      await running.noteReleased(at: settings.now())
      return Ending(outcome, stop: stop)
    } catch .notFound {
      return Ending(outcome, stop: stop)
    } catch {
      return Ending(.left, stop: stop ?? Self.stop(after: error))
    }
  }
}

// MARK: - Why nobody is to be sent to

extension Errand {
  private func stopBefore() async -> CampaignDelivery.Stop? {
    if let stop = await running.stop { return stop }
    if settings.isInterrupted() { return .interrupted }
    do throws(RemoteError) {
      try await keeper.renewIfDue()
    } catch {
      return .failed(error)
    }
    if let stop = await running.stop { return stop }
    return await stopNow()
  }

  /// The same for somebody who is tagged, after a wait.
  private func stopBeforeAgain() async -> CampaignDelivery.Stop? {
    if let stop = await stopBefore() { return stop }
    do throws(RemoteError) {
      guard let tag = try await remote.ledger(ledger.id) else { return await ledgerLost() }
      return await stop(byTagCalled: tag.name)
    } catch {
      return .failed(error)
    }
  }

  private func stop(byTagCalled name: String) async -> CampaignDelivery.Stop? {
    do throws(RemoteError) {
      if let stop = try await campaign.stop(byTagCalled: name, in: remote) { return stop }
    } catch {
      return .failed(error)
    }
    return await stopNow()
  }

  /// The campaign has ended, or is not one's own for long enough.
  private func stopNow() async -> CampaignDelivery.Stop? {
    if await running.stop == .leaseLost { return .leaseLost }
    let now = settings.now()
    if let end = spec.schedule.endsAt, end <= now { return .ended(endsAt: end) }
    return now < (await running.leaseUntil) - settings.leaseCaution ? nil : .leaseLost
  }

  private func ledgerLost() async -> CampaignDelivery.Stop {
    .ledgerLost(expected: await running.log.expectedTagged, tagged: 0)
  }

  /// For how long the campaign is certainly one's own; nil where it is not.
  private func leaseLeft() async -> Duration? {
    // The clock tells whole seconds.
    let left = await running.leaseUntil - settings.now() - 1
    return left > 0 ? .seconds(left) : nil
  }
}
