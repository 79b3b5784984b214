import Audiences
import JSON
import Planning
import Remote
import Testing

@Suite("A message on the wire")
struct WireTests {
  @Test("what a draft says is read back equal", arguments: samples)
  func roundTrip(draft: MessageDraft) throws {
    let text = kept(draft, id: "7", version: 3).compact()
    let message = try RemoteMessage(wire: JSONValue(parsing: text))
    #expect(message.id == "7")
    #expect(message.etag == "\"3\"")
    #expect(message.externalID == draft.externalID)
    #expect(message.name == draft.name)
    #expect(message.state == draft.state)
    #expect(message.record == draft.record)
    #expect(message.recordProblem == nil)
    #expect(message.otherMetadata == draft.otherMetadata)
    var spec = draft.spec
    spec.status = message.spec.status
    #expect(message.spec == spec)
  }

  @Test(
    "the status is the state's, and an archived message is a draft",
    arguments: [
      (.draft, .draft), (.live, .live), (.paused, .paused), (.archived, .draft),
    ] as [(MessageState, Status)])
  func status(state: MessageState, status: Status) throws {
    #expect(try RemoteMessage(wire: kept(draft(state: state))).spec.status == status)
  }

  @Test("times that the server knows are read, and null is none")
  func times() throws {
    let seen = try RemoteMessage(
      wire: kept(draft(), ["live_at": 5, "shown_at": 6, "audience_frozen_at": 7]))
    #expect([seen.liveAt, seen.shownAt, seen.audienceFrozenAt] == [5, 6, 7])
    let new = try RemoteMessage(wire: kept(draft(), ["live_at": .null, "shown_at": .null]))
    #expect([new.liveAt, new.shownAt, new.audienceFrozenAt] == [nil, nil, nil])
  }

  @Test("tags are in order however the server keeps them")
  func tags() throws {
    let message = try RemoteMessage(wire: kept(draft(), ["tags": ["z", "a", "m"]]))
    #expect(message.spec.tags == ["a", "m", "z"])
  }

  @Test("a field that a later server adds is left alone")
  func unknownField() throws {
    let message = try RemoteMessage(wire: kept(draft(), ["color": "red"]))
    #expect(message.spec == draft().spec)
  }

  @Test("a message without a record is nobody's, and its metadata is kept")
  func foreign() throws {
    let message = try RemoteMessage(wire: kept(draft(), ["metadata": ["crm": 1]]))
    #expect(message.record == nil)
    #expect(message.recordProblem == nil)
    #expect(message.otherMetadata == ["crm": 1])
  }

  @Test("a record that cannot be read is a problem of the record alone")
  func badRecord() throws {
    let wire = replacing(
      ["metadata", "herald", "last_applied", "format"], of: kept(draft()), with: "hologram")
    let message = try RemoteMessage(wire: wire)
    #expect(message.record == nil)
    #expect(message.recordProblem == SpecJSONError("/last_applied/format", .unknownChoice))
  }

  @Test("a record of a newer herald is not taken for one of ours")
  func newerRecord() throws {
    let wire = replacing(["metadata", "herald", "version"], of: kept(draft()), with: 99)
    #expect(try RemoteMessage(wire: wire).recordProblem?.reason == .newerVersion(99))
  }

  @Test(
    "what is not of the expected shape is an error with its path",
    arguments: [
      (["format"], "hologram", "/format"), (["state"], "gone", "/state"),
      (["id"], nil, "/id"), (["id"], 7, "/id"), (["version"], nil, "/version"),
      (["version"], "3", "/version"), (["version"], 3.5, "/version"),
      (["from"], nil, "/from"), (["from"], "ana", "/from"), (["from", "id"], nil, "/from/id"),
      (["to"], nil, "/to"), (["to", "audience"], nil, "/to/audience"),
      (["to", "audience"], ["nonsense": 1], "/to/audience"), (["title"], 1, "/title"),
      (["cta"], [], "/cta"), (["cta"], ["label": "x"], "/cta/url"), (["bot"], 1, "/bot"),
      (["display"], nil, "/display"), (["display", "frequency"], "hourly", "/display/frequency"),
      (["display", "trigger", "type"], "scroll", "/display/trigger/type"),
      (["display", "pages"], "all", "/display/pages"),
      (["display", "pages"], [1], "/display/pages"), (["schedule"], nil, "/schedule"),
      (["schedule", "send"], "weekly", "/schedule/send"),
      (["schedule", "starts_at"], "now", "/schedule/starts_at"),
      (["goal"], ["within": ["amount": 1, "unit": "day"]], "/goal/event"),
      (["goal"], ["event": "x", "within": "soon"], "/goal/within"), (["tags"], "a", "/tags"),
      (["updated_at"], nil, "/updated_at"), (["metadata"], "crm", "/metadata"),
      (["metadata"], [], "/metadata"), (["external_id"], 1, "/external_id"),
    ] as [([String], JSONValue?, String)])
  func wrongShape(path: [String], value: JSONValue?, place: String) {
    let wire = replacing(path, of: kept(draft()), with: value)
    let error = #expect(throws: SpecJSONError.self) { try RemoteMessage(wire: wire) }
    #expect(error?.path == place)
  }

  @Test("what is no object is an error", arguments: [.null, [], "x", 1, true] as [JSONValue])
  func noObject(value: JSONValue) {
    #expect(throws: SpecJSONError.self) { try RemoteMessage(wire: value) }
  }

  @Test("the metadata of others is sent along with the record")
  func otherMetadata() {
    let metadata = draft(otherMetadata: ["crm": ["id": 7]]).wire["metadata"]
    #expect(metadata?["crm"] == ["id": 7])
    #expect(metadata?["herald"]?["project"] == "acme")
  }
}
