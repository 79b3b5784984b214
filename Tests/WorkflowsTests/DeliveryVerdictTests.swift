import Delivering
import Planning
import Remote
import Testing

@testable import Workflows

@Suite("How a delivery exits")
struct DeliveryVerdictTests {
  private static let away = RemoteError.unreachable(reason: "gone", mayHaveLanded: false)

  @Test(
    "goes by what stopped it",
    arguments: [
      (.interrupted, [.interrupted]), (.limit, []), (.paused, []), (.ended(endsAt: 0), []),
      (.removed, []), (.leased(until: 0), []), (.renamed("x"), [.stopped]),
      (.ledgerLost(expected: 3, tagged: 1), [.stopped]), (.recordLost(tagged: 1), [.stopped]),
      (.changed, [.failed]), (.leaseLost, [.failed]), (.failed(away), [.unreachable]),
    ] as [(CampaignDelivery.Stop, Set<Verdict>)])
  func stops(_ stop: CampaignDelivery.Stop, verdicts: Set<Verdict>) {
    let result = CampaignDelivery(key: "news", end: .stopped(stop))
    #expect(DeliveryReport(campaigns: [result]).verdicts == verdicts)
  }

  @Test("says that not everybody has it, where that is so")
  func partial() {
    var result = CampaignDelivery(key: "news", end: .done)
    #expect(DeliveryReport(campaigns: [result]).verdicts.isEmpty)
    result.gone = 2
    #expect(DeliveryReport(campaigns: [result]).verdicts.isEmpty)
    result.refusals = ["no": 1]
    #expect(DeliveryReport(campaigns: [result]).verdicts == [.partial])
    result.refusals = [:]
    result.newlyUncertain = ["c1"]
    #expect(DeliveryReport(campaigns: [result]).verdicts == [.partial])
    result.newlyUncertain = []
    result.untraced = 2
    #expect(DeliveryReport(campaigns: [result]).verdicts.isEmpty)
    result.newlyUntraced = 1
    #expect(DeliveryReport(campaigns: [result]).verdicts == [.partial])
    result.newlyUntraced = 0
    result.left = 1
    #expect(DeliveryReport(campaigns: [result]).verdicts == [.partial])
    // Whoever goes on looks at them.
    result.end = .stopped(.limit)
    #expect(DeliveryReport(campaigns: [result]).verdicts.isEmpty)
    var failed = CampaignDelivery(key: "news", end: .stopped(.failed(Self.away)))
    failed.sent = 1
    #expect(DeliveryReport(campaigns: [failed]).verdicts == [.unreachable, .partial])
  }
}
