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

  /// Why nobody is to be sent to right now: the campaign has ended, or is not one's own for long enough.
  private func stopNow() async -> CampaignDelivery.Stop? {
    let now = settings.now()
    if let end = spec.schedule.endsAt, end <= now { return .ended(endsAt: end) }
    return now < (await running.leaseUntil) - settings.leaseCaution ? nil : .leaseLost
  }

  func run(for found: Recipient) async -> Ending {
    // Nothing is waited for once they are tagged: what the claim tells of a pause would be old.
    await pacer.wait()
    if let stop = await running.stop { return Ending(.notTried, stop: stop) }
    if settings.isInterrupted() { return Ending(.notTried, stop: .interrupted) }
    if let stop = await stopNow() { return Ending(.notTried, stop: stop) }
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
    let claimed: LedgerTag
    do throws(RemoteError) {
      claimed = try await remote.claim(person.id, ledger: ledger.id)
    } catch .notFound {
      return await withoutClaim()
    } catch {
      return await withdraw(person, .notTried, stop: .failed(error))
    }
    do throws(RemoteError) {
      if let stop = try await campaign.stop(byTagCalled: claimed.name, in: remote) {
        return await withdraw(person, .notTried, stop: stop)
      }
    } catch {
      return await withdraw(person, .notTried, stop: .failed(error))
    }
    if let stop = await stopNow() { return await withdraw(person, .notTried, stop: stop) }
    do throws(RemoteError) {
      try await remote.send(
        OutgoingMessage(sender: spec.sender, recipient: person, html: spec.html(for: person)))
      return Ending(.sent(on: today(), revision: campaign.message.record?.revision ?? 0))
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
    let log = await running.log
    return Ending(.notTried, stop: .ledgerLost(expected: log.expectedTagged, tagged: 0))
  }

  /// Takes the tag back from somebody who was not sent anything. Who keeps it would never be sent it:
  /// that is told as well.
  private func withdraw(
    _ person: Recipient, _ outcome: RunningLog.Outcome, stop: CampaignDelivery.Stop?
  ) async -> Ending {
    do throws(RemoteError) {
      try await remote.release(person.id, ledger: ledger.id)
      return Ending(outcome, stop: stop)
    } catch .notFound {
      return Ending(outcome, stop: stop)
    } catch {
      return Ending(.uncertain, stop: stop ?? Self.stop(after: error))
    }
  }
}
