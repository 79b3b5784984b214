import Delivering
import Rendering
import Testing

@Suite("The progress of a delivery")
struct DeliveryMilestonesTests {
  @Test("in a log, each thousand messages is a line, and the end of a campaign that did something")
  func milestones() {
    var milestones = DeliveryMilestones()
    var lines: [String] = []
    func tell(_ event: DeliveryEvent) {
      if let line = milestones.line(for: event, now: 0) { lines.append(line) }
    }
    var (long, none) = (
      CampaignDelivery(key: "long", end: .done), CampaignDelivery(key: "none", end: .done)
    )
    long.sent = 2_100
    none.hadIt = 5
    tell(.started(key: "long"))
    for portion in 1...35 { tell(.progress(key: "long", sent: portion * 60)) }
    tell(.finished(long))
    tell(.finished(none))
    tell(.finished(CampaignDelivery(key: "old", end: .nothing(.paused))))
    tell(.finished(CampaignDelivery(key: "post", end: .published)))
    tell(.finished(CampaignDelivery(key: "cut", end: .stopped(.paused))))
    tell(.waiting(key: "next", until: 9))
    tell(.settling(key: "next", until: 120))
    // A run that follows counts anew.
    tell(.progress(key: "long", sent: 1_000))
    #expect(
      lines == [
        "long: 1,020 sent\n", "long: 2,040 sent\n", "long: 2,100 sent\n", "post: shown now\n",
        "cut: 0 sent, then stopped: somebody paused it\n",
        "next: another delivery has it, for 9 s at most\n",
        "next: the workspace was slow to answer, or did not, and another delivery may have it: "
          + "waiting 120 s\n",
        "long: 1,000 sent\n",
      ])
  }
}
