import Campaigns
import Diagnostics
import Testing

@Suite("Places in a campaign")
struct CampaignRangeTests {
  private func text(at path: [String]) throws -> String {
    let sample = try Sample(
      """
      campaign: placed
      format: chat
      audience: &all { everyone: true }
      copy:
        body: "Quoted."
        cta: { label: Open, url: "https://acme.test" }
      """)
    let campaign = try #require(sample.content.campaigns.first)
    return campaign.file.text(in: campaign.label(at: path).range)
  }

  @Test(
    "A path leads to the value's bytes; one that the file lacks to what encloses it",
    arguments: [
      (["campaign"], "placed"), (["copy", "body"], "\"Quoted.\""),
      (["copy", "cta", "label"], "Open"),
      (["copy", "cta", "colour"], #"{ label: Open, url: "https://acme.test" }"#),
      (["schedule", "start"], "campaign"),
    ] as [([String], String)])
  func paths(_ path: [String], _ expected: String) throws {
    #expect(try text(at: path) == expected)
  }
}
