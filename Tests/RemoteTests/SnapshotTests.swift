import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite("Reading a workspace")
struct SnapshotTests {
  @Test("the workspace, its admins and the messages of all pages are read")
  func whole() async throws {
    let remote = ScriptedRemote.workspace(
      [kept(draft("b"), id: "1"), kept(draft("c"), id: "2")], [kept(draft("a"), id: "3")])
    let snapshot = try await remote.reader.snapshot(of: ["acme"])
    #expect(
      snapshot.workspace == Workspace(id: "acme0001", name: "Acme", timeZone: "America/New_York"))
    #expect(snapshot.admins == [Admin(id: "5001", email: "ana@acme.test", name: "Ana")])
    #expect(snapshot.messages.map(\.externalID) == ["acme/a", "acme/b", "acme/c"])
  }

  @Test("only the projects' messages are asked for, each project once")
  func projects() async throws {
    let remote = ScriptedRemote.workspace { _ in .json(["data": [], "total_count": 0]) }
    _ = try await remote.reader.snapshot(of: ["acme", "old", "acme"])
    #expect(
      remote.calls.filter { $0.contains("messages") } == [
        "GET /messages?per_page=150&external_id_prefix=acme%2F",
        "GET /messages?per_page=150&external_id_prefix=old%2F",
      ])
  }

  @Test("messages of others need not be understood, from a server that does not narrow its list")
  func others() async throws {
    let remote = ScriptedRemote.workspace([
      ["id": "1", "external_id": "other/a", "format": "hologram"],
      ["id": "2", "external_id": nil], ["id": "3"], kept(draft("a"), id: "4"),
      ["id": "5", "external_id": "acme"], ["id": "6", "external_id": "acme-2/x"],
    ])
    let snapshot = try await remote.reader.snapshot(of: ["acme"])
    #expect(snapshot.messages.map(\.id) == ["4"])
  }

  @Test("what has moved between projects is found in the whole workspace, whatever else is there")
  func moved() async throws {
    let moved = replacing(
      ["metadata", "herald", "former_ids"], of: kept(draft("a"), id: "4"), with: ["old/a"])
    let remote = ScriptedRemote.workspace(
      [
        ["id": "1", "external_id": "other/a", "format": "hologram"], ["id": "2"],
        kept(draft("b"), id: "3"),
      ],
      [
        replacing(["format"], of: moved, with: "hologram"),
        replacing(["metadata", "herald", "key"], of: moved, with: 7),
        ["id": "6", "metadata": ["herald": "by hand"]],
      ].enumerated().map { replacing(["id"], of: $1, with: .string("\(4 + $0)")) })
    #expect(
      try await remote.reader.bystanders().moved == [
        MovedMessage(
          id: "4", externalID: "acme/a", state: .live, project: "acme", key: "a",
          formerIDs: ["old/a"])
      ])
    #expect(remote.calls.first == "GET /messages?per_page=150")
  }

  @Test("a message of the project that cannot be understood is named")
  func odd() async {
    let odd = replacing(["format"], of: kept(draft(), id: "17"), with: "hologram")
    let remote = ScriptedRemote.workspace([odd])
    let error = await #expect(throws: RemoteError.self) {
      try await remote.reader.snapshot(of: ["acme"])
    }
    #expect(error?.description.contains("message 17: `/format`") == true)
  }

  @Test("every request asks for JSON in the version that is known, with the token")
  func headers() async throws {
    let remote = ScriptedRemote.workspace([])
    _ = try await remote.reader.snapshot(of: ["acme"])
    #expect(remote.requests.count == 3)
    for request in remote.requests {
      #expect(request.headers["Accept"] == "application/json")
      #expect(request.headers["Intercom-Version"] == "2.16")
      #expect(request.bearerToken != nil)
      #expect(request.body.isEmpty)
    }
  }

  @Test(
    "a workspace that is not described is an error",
    arguments: [
      ("/me", ["app": nil]), ("/me", []), ("/me", ["app": ["name": "x"]]), ("/admins", [:]),
      ("/admins", ["admins": "none"]),
    ] as [(String, JSONValue)])
  func wrongWorkspace(path: String, answer: JSONValue) async {
    let remote = ScriptedRemote { request, _ in
      if request.url.hasSuffix(path) { return .json(answer) }
      if request.url.hasSuffix("/me") { return .json(ScriptedRemote.me) }
      if request.url.hasSuffix("/admins") { return .json(ScriptedRemote.admins) }
      return .json(["data": [], "total_count": 0])
    }
    let error = await #expect(throws: RemoteError.self) {
      try await remote.reader.snapshot(of: ["acme"])
    }
    #expect(error?.description.contains("`GET \(path)`") == true)
  }

  @Test("a page that fails fails the whole: no part is taken for all")
  func brokenPage() async {
    let remote = ScriptedRemote.workspace { number in
      number == 0
        ? .json([
          "data": [kept(draft("a"))], "total_count": 2,
          "pages": ["next": ["starting_after": "1"]],
        ]) : .refusal(500)
    }
    await #expect(throws: RemoteError.serverFailed(status: 500, mayHaveLanded: false)) {
      try await remote.reader.snapshot(of: ["acme"])
    }
  }
}

@Suite("The face that planning is given")
struct ReadOnlyTests {
  @Test("it has no way to write")
  func type() {
    let faces: [Any.Type] = [MessagesReader.self, MessagesClient.self]
    #expect(faces.map { $0 is any Destination.Type } == [false, true])
  }

  @Test("a plan through it asks and never writes")
  func requests() async throws {
    let remote = ScriptedRemote.workspace(
      [kept(draft("gone"), id: "1")], [kept(draft("changed"), id: "2")])
    let desired = DesiredSet(
      project: "acme", environment: "production",
      messages: [
        DesiredMessage(
          key: "changed", spec: draft { $0.body = "New." }.spec,
          place: Place(path: "a.yaml", line: 1)),
        DesiredMessage(key: "new", spec: draft().spec, place: Place(path: "b.yaml", line: 1)),
      ])
    let snapshot = try await remote.reader.snapshot(of: ["acme"])
    let plan = Planner(desired, over: snapshot, commit: nil, now: 0).plan()
    #expect(plan.changes.count == 3)
    #expect(remote.requests.count == 4)
    #expect(remote.requests.allSatisfy { $0.method == .get && $0.body.isEmpty })
  }
}
