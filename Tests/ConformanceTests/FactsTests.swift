import Audiences
import Remote
import Testing

@Suite struct `What a workspace knows people by` {
  @Test(arguments: DestinationKind.allCases)
  func `has the attributes of every workspace, with their types`(
    kind: DestinationKind
  ) async throws {
    try await kind.open { open in
      let facts = try await open.destination.facts(about: [.attributes, .tags, .segments])
      #expect(facts.silence.isEmpty && facts.tags == [])
      let attributes = try #require(facts.attributes)
      let types: [(String, AttributeFacts.Owner, AttributeType)] = [
        ("signed_up_at", .person, .date), ("email", .person, .text),
        ("unsubscribed_from_emails", .person, .boolean), ("monthly_spend", .company, .number),
        ("name", .company, .text),
      ]
      for (name, owner, type) in types {
        #expect(attributes.attribute(name, of: owner)?.type == type, "\(name)")
      }
    }
  }
}
