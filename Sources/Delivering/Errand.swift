import Planning
import Remote

/// Sending one person one chat: what is asked and told of them, one after the other.
struct Errand: Sendable {
  let remote: any DeliveryRemote
  let settings: DeliverySettings
  let pacer: Pacer
  let spec: MessageSpec
  let ledger: LedgerTag
  /// What the ledger's tag is called as long as nobody stops the delivery.
  let name: String
  /// Somebody with all that fills the copy.
  let completed: @Sendable (Recipient) async throws(RemoteError) -> Recipient
  let desk: DeliveryDesk

  struct Result: Sendable {
    let outcome: DeliveryDesk.Outcome
    /// Why nobody else is to be sent to.
    let stop: CampaignDelivery.Stop?

    init(_ outcome: DeliveryDesk.Outcome, stop: CampaignDelivery.Stop? = nil) {
      self.outcome = outcome
      self.stop = stop
    }
  }

  /// How long before its end, in seconds, a lease is no longer relied on.
  private var caution: Int64 { max(1, settings.leaseLength / 4) }

  /// Why nobody is to be sent to right now: the campaign has ended, or is not one's own for long enough.
  private func stopNow() async -> CampaignDelivery.Stop? {
    let now = settings.now()
    if let end = spec.schedule.endsAt, end <= now { return .ended(endsAt: end) }
    return now < (await desk.leaseUntil) - caution ? nil : .leaseLost
  }

  func run(for found: Recipient) async -> Result {
    // Nothing is waited for once they are tagged: what the claim tells of a pause would be old.
    await pacer.wait()
    if let stop = await desk.stop { return Result(.notTried, stop: stop) }
    if settings.isInterrupted() { return Result(.notTried, stop: .interrupted) }
    if let stop = await stopNow() { return Result(.notTried, stop: stop) }
    let person: Recipient
    do throws(RemoteError) {
      // Search lags behind: only the person's own tags say whether they have it.
      if try await remote.has(found.id, ledger: ledger.id) { return Result(.had) }
      person = try await completed(found)
    } catch .notFound {
      return Result(.gone)
    } catch {
      return Result(.notTried, stop: .failed(error))
    }
    let claimed: LedgerTag
    do throws(RemoteError) {
      claimed = try await remote.claim(person.id, ledger: ledger.id)
    } catch .notFound {
      return await withoutClaim()
    } catch {
      return await withdraw(person, .notTried, stop: .failed(error))
    }
    // Whoever pauses the campaign renames its tag, and a rename to anything is meant as one.
    guard claimed.name == name else {
      let stop: CampaignDelivery.Stop =
        claimed.name == name + LedgerTag.pauseMark ? .paused : .renamed(claimed.name)
      return await withdraw(person, .notTried, stop: stop)
    }
    if let stop = await stopNow() { return await withdraw(person, .notTried, stop: stop) }
    do throws(RemoteError) {
      try await remote.send(
        OutgoingMessage(sender: spec.sender, recipient: person, html: spec.html(for: person)))
      return Result(.sent)
    } catch {
      // Only a definite refusal says that they have not got it.
      if error.mayHaveLanded { return Result(.uncertain, stop: Self.stop(after: error)) }
      return await withdraw(person, .refused("\(error)"), stop: Self.stop(after: error))
    }
  }

  private static func stop(after error: RemoteError) -> CampaignDelivery.Stop? {
    error.isFatal ? .failed(error) : nil
  }

  /// What it means that the tag or the person is gone: without the tag nobody is sent anything.
  private func withoutClaim() async -> Result {
    do throws(RemoteError) {
      if try await remote.ledger(ledger.id) != nil { return Result(.gone) }
    } catch {
      return Result(.notTried, stop: .failed(error))
    }
    let log = await desk.log
    return Result(.notTried, stop: .ledger(sent: log.sent - log.forgiven, tagged: 0))
  }

  /// Takes the tag back from somebody who was not sent anything. Who keeps it would never be sent it:
  /// that is told as well.
  private func withdraw(
    _ person: Recipient, _ outcome: DeliveryDesk.Outcome, stop: CampaignDelivery.Stop?
  ) async -> Result {
    do throws(RemoteError) {
      try await remote.release(person.id, ledger: ledger.id)
      return Result(outcome, stop: stop)
    } catch .notFound {
      return Result(outcome, stop: stop)
    } catch {
      return Result(.uncertain, stop: stop ?? Self.stop(after: error))
    }
  }
}
