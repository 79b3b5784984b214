import JSON
import Planning
import Remote
import TestSupport
import Testing

@Suite("Everything that a campaign can say", .timeLimit(.minutes(5)))
struct GeneratedSpecTests {
  @Test("it survives the wire")
  func wire() throws {
    let seed = TestSeed.fresh(for: "specs on the wire")
    var specs = WideSpecGenerator(seed: seed, senders: [.id("5001"), .email("ana@acme.test")])
    for number in 0..<1_000 {
      let spec = specs.spec()
      let draft = MessageDraft(
        externalID: "acme/a", name: "a", state: MessageState(spec.status), spec: spec,
        record: Record(
          project: "acme", environment: "production", key: "a", lastApplied: spec),
        otherMetadata: [:])
      var answer = try #require(JSONValue(parsing: draft.wire.compact()).object)
      answer["id"] = "1"
      answer["version"] = 1
      answer["updated_at"] = 1
      let message = try RemoteMessage(wire: .object(answer))
      let place = Comment(rawValue: "seed \(seed), spec \(number)")
      var expected = spec
      expected.sender = .id(spec.sender.text)
      #expect(message.spec.bytes == expected.bytes, place)
      #expect(message.spec == expected, place)
      #expect(message.record == draft.record, place)
    }
  }

  @Test(
    "it survives the remote, and saying it again changes nothing",
    arguments: DestinationKind.allCases)
  func remote(kind: DestinationKind) async throws {
    let seed = TestSeed.fresh(for: "specs in a workspace")
    try await kind.open { test in
      var specs = WideSpecGenerator(seed: seed, senders: test.senders)
      for number in 0..<150 {
        let place = Comment(rawValue: "seed \(seed), spec \(number)")
        let draft = draft("k\(number)", of: test, spec: specs.spec())
        do {
          let made = try await test.create(draft)
          #expect(made.spec.bytes == draft.spec.bytes, place)
          #expect(made.record == draft.record, place)
          let again = try await test.written(.update(id: made.id, etag: made.etag, draft))
          #expect(again.spec.bytes == draft.spec.bytes, place)
        } catch {
          Issue.record(error, place)
        }
      }
      let kept = try await test.messages()
      #expect(kept.count == 150)
      specs = WideSpecGenerator(seed: seed, senders: test.senders)
      let sent = (0..<150).map { draft("k\($0)", of: test, spec: specs.spec()) }
      let byID = Dictionary(uniqueKeysWithValues: kept.map { ($0.externalID ?? "", $0) })
      for draft in sent {
        let message = byID[draft.externalID]
        #expect(message?.spec.bytes == draft.spec.bytes, "seed \(seed), \(draft.externalID)")
        #expect(message?.record == draft.record, "seed \(seed), \(draft.externalID)")
      }
    }
  }
}
