import Audiences
import JSON
import Planning
import TestSupport
import Testing

@Suite("What is remembered with a message")
struct RecordTests {
  private static func record(_ spec: MessageSpec = Sample.spec()) -> Record {
    Record(
      project: "acme", environment: "production", key: "a", formerKeys: ["b", "c"],
      formerIDs: ["old/a", "older/b"], lifecycle: Lifecycle(protect: true, onRemoval: .delete),
      revision: 12,
      provenance: Provenance(
        file: "x/a.yaml", commit: GitCommit(id: "c0ffee", author: "Ana <ana@acme.test>"),
        appliedAt: 1_800_000_000),
      history: [
        Revision(number: 10, key: "b", provenance: Provenance()),
        Revision(
          number: 11, key: "a",
          provenance: Provenance(
            file: "a.yaml", commit: GitCommit(id: "beef", hasEdits: true), appliedAt: 1)),
      ], archivedFrom: .paused,
      lastApplied: spec)
  }

  private static func edited(_ name: String, _ value: JSONValue?) -> JSONValue {
    var object = record().json
    object[name] = value
    return .object(object)
  }

  private static func problem(_ json: JSONValue) -> SpecJSONError? {
    do throws(SpecJSONError) {
      _ = try Record(json: json)
      return nil
    } catch {
      return error
    }
  }

  @Test("a thousand generated specs read back equal, through their text")
  func generated() throws {
    var generator = SpecGenerator(random: SeededRandom(seed: TestSeed.fixed(5)))
    for number in 0..<1_000 {
      let spec = generator.spec()
      let text = JSONValue.object(spec.json).compactText
      #expect(try MessageSpec(json: JSONValue(parsing: text)) == spec, "spec \(number)")
      let record = Self.record(spec)
      #expect(try Record(json: .object(record.json)) == record, "record \(number)")
    }
  }

  @Test("a record without the members that may be absent reads")
  func minimal() throws {
    let record = Record(
      project: "acme", environment: "e", key: "a", lastApplied: Sample.spec())
    #expect(try Record(json: .object(record.json)) == record)
    #expect(record.json["archived_from"] == nil)
    #expect(record.json["commit"] == nil)
  }

  @Test("members that a later herald adds are left alone")
  func added() {
    #expect(Self.problem(Self.edited("reach", 12)) == nil)
  }

  @Test("a newer version is not read, and says so")
  func newer() {
    let problem = Self.problem(Self.edited("version", 2))
    #expect(problem == SpecJSONError("/version", .newerVersion(2)))
    #expect(problem?.description.contains("update herald") == true)
  }

  @Test(
    "what is wrong is named by a pointer",
    arguments: [
      ("project", nil, "/project"), ("key", 3, "/key"), ("former_keys", ["a", 1], "/former_keys"),
      ("former_ids", "a", "/former_ids"),
      ("on_removal", "explode", "/on_removal"), ("revision", "12", "/revision"),
      ("revision", 0, "/revision"), ("revision", 9_223_372_036_854_775_807, "/revision"),
      ("archived_from", "gone", "/archived_from"), ("last_applied", [], "/last_applied"),
      ("protect", "yes", "/protect"), ("history", "r1", "/history"),
      ("history", [["revision": 1]], "/history/0/key"),
      ("history", [["revision": 0, "key": "a"]], "/history/0/revision"),
      ("applied_at", "now", "/applied_at"), ("author", 1, "/author"),
    ] as [(String, JSONValue?, String)])
  func wrong(name: String, value: JSONValue?, path: String) {
    #expect(Self.problem(Self.edited(name, value))?.path == path)
  }

  @Test("a wrong part of a spec is named by its whole pointer")
  func wrongSpec() throws {
    var spec = Sample.spec().json
    spec["bot"] = ["start": "a", "steps": [["id": "a", "say": "x", "replies": [["label": "y"]]]]]
    #expect(
      Self.problem(Self.edited("last_applied", .object(spec)))?.path
        == "/last_applied/bot/steps/0/replies/0/end")
    spec["bot"] = nil
    spec["audience"] = ["attribute": "x"]
    #expect(
      Self.problem(Self.edited("last_applied", .object(spec)))?.path == "/last_applied/audience")
  }

  @Test("an error holds nothing of what was read")
  func silent() {
    let problem = Self.problem(Self.edited("on_removal", "hunter2"))
    #expect(problem?.description.contains("hunter2") == false)
  }
}
