import Applying
import Delivering
import JSON
import Planning
import Remote
import Rendering
import Testing

@Suite("What a delivery or a pause came to")
struct DeliveryTests {
  private static let workspace = Workspace(id: "w1", name: "Acme", timeZone: nil)
  private static let lack = RemoteError.lacking(.noNewsfeed("News"))

  private static func failed() -> DeliveryReport {
    DeliveryReport(campaigns: [CampaignDelivery(key: "news", end: .stopped(.failed(lack)))])
  }

  private static func json(_ report: DeliveryReport) -> JSONValue? {
    DeliveryJSON.render(
      report, environment: "test", project: "shop", workspace: workspace, isRehearsal: false)[
        "campaigns"]?.array?.first
  }

  @Test("a failure of a delivery is told with what to do")
  func delivery() {
    let text = DeliveryText(.plain).render(
      Self.failed(), environment: "test", project: "shop", workspace: Self.workspace,
      isRehearsal: false)
    #expect(text.contains("  ! news · 0 sent, then stopped: \(Self.lack)\n"))
    #expect(text.contains("\n      \(Self.lack.help.prefix(40))"))
    let json = Self.json(Self.failed())
    #expect(json?["reason"] == "failed")
    #expect(json?["message"] == .string("\(Self.lack)"))
    #expect(json?["help"] == .string(Self.lack.help))
  }

  @Test("what did not fail has no message")
  func done() {
    let json = Self.json(
      DeliveryReport(campaigns: [CampaignDelivery(key: "news", end: .stopped(.leaseLost))]))
    #expect(json?["message"] == .null)
    #expect(json?["help"] == "run it again: nobody gets it twice")
  }

  @Test("a failure of a pause is told with what to do")
  func pause() {
    let report = PauseReport(
      project: "shop", environment: "test", workspace: Self.workspace,
      results: [.init(key: "news", end: .failed(Self.lack)), .init(key: "old", end: .paused)])
    let text = PauseText(.plain).render(report)
    #expect(text.contains("! news · not paused: \(Self.lack)\n      \(Self.lack.help)\n"))
    let messages = PauseJSON.render(report)["messages"]?.array
    #expect(messages?.first?["detail"] == .string("\(Self.lack)"))
    #expect(messages?.first?["help"] == .string(Self.lack.help))
    #expect(messages?.last?["help"] == .null)
  }
}
