import Campaigns
import Diagnostics
import Testing

@Suite struct `A reason to keep a campaign` {
  private static let campaign = """
    campaign: partner
    format: chat
    audience: { everyone: true }
    copy: { body: Text. }

    """

  @Test func `is read`() throws {
    let sample = try Sample(Self.campaign + "keep: the contract asks for it\n")
    #expect(sample.content.campaigns.map(\.keep) == ["the contract asks for it"])
  }

  @Test func `changes nothing of the message`() throws {
    let sample = try Sample(Self.campaign + "keep: the contract asks for it\n")
    #expect(try sample.lowered() == (try Sample(Self.campaign).lowered()))
  }

  @Test(arguments: ["keep: true", "keep: ''", "keep:", "keep: [a]"])
  func `is a line of text`(line: String) throws {
    let file = SourceFile(path: "a.yaml", text: Self.campaign + line + "\n")
    #expect(try !Fixture.diagnostics(of: file).isEmpty)
  }
}
