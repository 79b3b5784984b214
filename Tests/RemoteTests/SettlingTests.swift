import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite("A write whose answer was lost or repeated")
struct SettlingTests {
  typealias Turn = ScriptedRemote.Turn

  private static let mine = draft(revision: 2)
  private static let theirs = draft(revision: 2) { $0.body = "By hand." }
  private static let update = Step.update(id: "1", etag: "\"4\"", mine)
  private static let lostTurns: [Turn] = [
    .failure(ScriptedRemote.lost), .text("<html>", status: 504), .text("{\"id\":"),
    .json([:], status: 502),
    .json(["id": "1"]), .text("", status: 303), .failure(.malformedAnswer(server: "s")),
  ]

  // MARK: - Create

  @Test("a create that is found counts as done", arguments: lostTurns.indices)
  func createFound(number: Int) async throws {
    let remote = Self.remote(Self.lostTurns[number], reads: [Self.list(Self.mine)])
    let result = try await remote.client.perform(.create(Self.mine))
    #expect(result == .written(try RemoteMessage(wire: kept(Self.mine))))
    #expect(
      remote.calls == [
        "POST /messages", "GET /messages?per_page=150&external_id_prefix=acme%2Fhello",
      ])
  }

  @Test("a create that is not found may still arrive", arguments: lostTurns.indices)
  func createNotFound(number: Int) async {
    let remote = Self.remote(Self.lostTurns[number], reads: [Self.list()])
    #expect(await Self.error(of: .create(Self.mine), remote)?.mayHaveLanded == true)
    #expect(remote.requests.count { $0.method == .post } == 1)
  }

  @Test("a server that says it failed has ended with it", arguments: failedStatuses)
  func failed(status: Int) async throws {
    let failed = RemoteError.serverFailed(status: status, mayHaveLanded: false)
    let create = Self.remote(.refusal(status), reads: [Self.list()])
    #expect(await Self.error(of: .create(Self.mine), create) == failed)
    let update = Self.remote(.refusal(status), reads: [.json(kept(Self.theirs, version: 4))])
    #expect(await Self.error(of: Self.update, update) == failed)
    let delete = Self.remote(.refusal(status), reads: [.json(kept(Self.theirs, version: 4))])
    #expect(await Self.error(of: .delete(id: "1", etag: "\"4\""), delete) == failed)
  }

  @Test("what it did before it failed counts as done", arguments: failedStatuses)
  func failedLate(status: Int) async throws {
    let create = Self.remote(.refusal(status), reads: [Self.list(Self.mine)])
    _ = try await create.client.perform(.create(Self.mine))
    let update = Self.remote(.refusal(status), reads: [.json(kept(Self.mine, version: 5))])
    _ = try await update.client.perform(Self.update)
    let delete = Self.remote(.refusal(status), reads: [.refusal(404)])
    _ = try await delete.client.perform(.delete(id: "1", etag: "\"4\""))
  }

  @Test("an update that failed stays open where another has changed the message since")
  func failedAndMoved() async {
    let remote = Self.remote(.refusal(503), reads: [.json(kept(Self.theirs, version: 6))])
    #expect(await Self.error(of: Self.update, remote)?.mayHaveLanded == true)
  }

  @Test("a refusal after an attempt that got no answer leaves open what that one did")
  func refusedAfterDoubt() async {
    for (status, read) in [
      (412, Turn.json(kept(Self.theirs, version: 6))), (404, .refusal(404)), (401, .refusal(401)),
    ] {
      var answer = HTTPResponse(status: status)
      answer.doubt = .lost
      let remote = Self.remote(.answer(answer), reads: [read])
      #expect(await Self.error(of: Self.update, remote)?.mayHaveLanded == true, "\(status)")
    }
    var conflict = HTTPResponse(status: 409)
    conflict.doubt = .failed
    let remote = Self.remote(.answer(conflict), reads: [Self.list(Self.theirs)])
    #expect(await Self.error(of: .create(Self.mine), remote)?.mayHaveLanded == true)
  }

  @Test("a server that failed after an attempt that got no answer has not ended with that one")
  func failedAfterDoubt() async {
    var answer = HTTPResponse(status: 503)
    answer.doubt = .lost
    let remote = Self.remote(.answer(answer), reads: [.json(kept(Self.theirs, version: 4))])
    #expect(await Self.error(of: Self.update, remote)?.mayHaveLanded == true)
  }

  private static let failedStatuses = [408, 500, 501, 503]

  @Test("a create stays open when reading fails too")
  func createUnread() async {
    let remote = Self.remote(.refusal(503), reads: [.refusal(401)])
    let error = await Self.error(of: .create(Self.mine), remote)
    #expect(error == .serverFailed(status: 503, mayHaveLanded: true))
  }

  @Test("a create that cannot have arrived is not looked for")
  func createUnsent() async {
    let remote = Self.remote(.failure(ScriptedRemote.lostEarly), reads: [])
    #expect(await Self.error(of: .create(Self.mine), remote)?.mayHaveLanded == false)
    #expect(remote.calls == ["POST /messages"])
  }

  @Test("an id that our own repeated create took counts as done, by its holder or by the list")
  func conflictOurs() async throws {
    let named = Self.remote(.refusal(409, ["id": "9"]), reads: [.json(kept(Self.mine, id: "9"))])
    _ = try await named.client.perform(.create(Self.mine))
    #expect(named.calls == ["POST /messages", "GET /messages/9"])
    let unnamed = Self.remote(.refusal(409), reads: [Self.list(Self.mine)])
    _ = try await unnamed.client.perform(.create(Self.mine))
    #expect(unnamed.calls.count == 2)
  }

  @Test("an id that a stranger holds is a conflict")
  func conflictTheirs() async {
    for stranger in [Self.theirs, draft(revision: 1), draft(state: .paused, revision: 2)] {
      let remote = Self.remote(.refusal(409, ["id": "9"]), reads: [.json(kept(stranger))])
      #expect(await Self.error(of: .create(Self.mine), remote) == .conflict(holder: "9"))
    }
    let foreign = kept(Self.mine, ["metadata": [:]])
    let remote = Self.remote(.refusal(409), reads: [.json(["data": [foreign], "total_count": 1])])
    #expect(await Self.error(of: .create(Self.mine), remote) == .conflict(holder: nil))
  }

  @Test("a holder that is gone again is a conflict still")
  func conflictGone() async {
    let remote = Self.remote(.refusal(409, ["id": "9"]), reads: [.refusal(404)])
    #expect(await Self.error(of: .create(Self.mine), remote) == .conflict(holder: "9"))
  }

  @Test(
    "a conflict whose holder cannot be read may be our own",
    arguments: [.refusal(500), .failure(ScriptedRemote.lost), .text("<p>")] as [Turn])
  func conflictUnread(turn: Turn) async {
    let remote = Self.remote(.refusal(409, ["id": "9"]), reads: [turn])
    #expect(await Self.error(of: .create(Self.mine), remote)?.mayHaveLanded == true)
  }

  @Test("other messages that share the id's beginning need not be understood")
  func neighbours() async throws {
    let list: JSONValue = [
      "data": [
        ["id": "3", "external_id": "acme/hello-2", "format": "hologram"], kept(Self.mine),
      ], "total_count": 2,
    ]
    let remote = Self.remote(.refusal(500), reads: [.json(list)])
    _ = try await remote.client.perform(.create(Self.mine))
  }

  // MARK: - Update

  @Test("an update is conditional and replaces the whole")
  func update() async throws {
    let remote = Self.remote(.json(kept(Self.mine, version: 5)), reads: [])
    let result = try await remote.client.perform(Self.update)
    #expect(result == .written(try RemoteMessage(wire: kept(Self.mine, version: 5))))
    let request = try #require(remote.requests.first)
    #expect(remote.calls == ["PUT /messages/1"])
    #expect(request.headers["If-Match"] == "\"4\"")
    #expect(request.headers["Content-Type"] == "application/json")
    #expect(try JSONValue(parsing: request.body) == Self.mine.wire)
  }

  @Test("an update that is found counts as done", arguments: lostTurns.indices)
  func updateFound(number: Int) async throws {
    let remote = Self.remote(
      Self.lostTurns[number], reads: [.json(kept(Self.mine, version: 5))])
    _ = try await remote.client.perform(Self.update)
    #expect(remote.calls == ["PUT /messages/1", "GET /messages/1"])
  }

  @Test("an update that is not found may still arrive", arguments: lostTurns.indices)
  func updateNotFound(number: Int) async {
    let remote = Self.remote(Self.lostTurns[number], reads: [.json(kept(Self.theirs))])
    #expect(await Self.error(of: Self.update, remote)?.mayHaveLanded == true)
  }

  @Test("412 with our own change already there is done")
  func movedByUs() async throws {
    let remote = Self.remote(.refusal(412), reads: [.json(kept(Self.mine, version: 5))])
    _ = try await remote.client.perform(Self.update)
  }

  @Test("412 with another's change is stale, and nothing is written over it")
  func movedByOthers() async {
    let remote = Self.remote(.refusal(412), reads: [.json(kept(Self.theirs, version: 5))])
    #expect(await Self.error(of: Self.update, remote) == .moved)
    #expect(remote.requests.count { $0.method != .get } == 1)
  }

  @Test("412 that cannot be looked into may be our own change")
  func movedUnread() async {
    let remote = Self.remote(.refusal(412), reads: [.failure(ScriptedRemote.lost)])
    #expect(await Self.error(of: Self.update, remote)?.mayHaveLanded == true)
  }

  @Test("an update of what is gone is stale")
  func updateGone() async {
    let remote = Self.remote(.refusal(404), reads: [])
    #expect(await Self.error(of: Self.update, remote) == .moved)
    let later = Self.remote(.refusal(412), reads: [.refusal(404)])
    #expect(await Self.error(of: Self.update, later) == .moved)
  }

  @Test("a refusal is final and not looked into", arguments: [400, 401, 403, 413, 415, 422, 429])
  func refused(status: Int) async {
    let remote = Self.remote(.refusal(status, ["code": "data_invalid"]), reads: [])
    #expect(await Self.error(of: Self.update, remote)?.mayHaveLanded == false)
    #expect(remote.requests.count == 1)
  }

  @Test("an id that is no plain word is percent-encoded")
  func oddID() async throws {
    let remote = Self.remote(.json(kept(Self.mine)), reads: [])
    _ = try await remote.client.perform(.update(id: "../me?x", etag: "\"1\"", Self.mine))
    #expect(remote.calls == ["PUT /messages/..%2Fme%3Fx"])
  }

  // MARK: - Delete

  @Test("a delete is conditional, and what is gone already is deleted")
  func delete() async throws {
    let step = Step.delete(id: "1", etag: "\"4\"")
    let remote = Self.remote(.json(["id": "1", "deleted": true]), reads: [])
    #expect(try await remote.client.perform(step) == .deleted)
    #expect(remote.calls == ["DELETE /messages/1"])
    #expect(remote.requests.first?.headers["If-Match"] == "\"4\"")
    #expect(remote.requests.first?.body.isEmpty == true)
    let again = Self.remote(.refusal(404), reads: [])
    #expect(try await again.client.perform(step) == .deleted)
  }

  @Test("a delete whose answer was lost is done when the message is gone")
  func deleteLost() async throws {
    for turn in [Turn.failure(ScriptedRemote.lost), .refusal(502), .text("", status: 204)] {
      let remote = Self.remote(turn, reads: [.refusal(404)])
      #expect(try await remote.client.perform(.delete(id: "1", etag: "\"4\"")) == .deleted)
    }
  }

  @Test("a delete whose answer was lost stays open while the message is there, or not to be read")
  func deleteOpen() async {
    for read in [Turn.json(kept(Self.mine)), .refusal(500), .failure(ScriptedRemote.lost)] {
      let remote = Self.remote(.failure(ScriptedRemote.lost), reads: [read])
      let error = await Self.error(of: .delete(id: "1", etag: "\"4\""), remote)
      #expect(error?.mayHaveLanded == true)
    }
  }

  @Test("a delete of what has moved is stale")
  func deleteMoved() async {
    let remote = Self.remote(.refusal(412), reads: [])
    #expect(await Self.error(of: .delete(id: "1", etag: "\"4\""), remote) == .moved)
  }

  // MARK: -

  /// Every write may be sent again by what retries, because it is done once at most.
  @Test("all writes may be repeated")
  func repeatable() async throws {
    let remote = Self.remote(.json(kept(Self.mine)), reads: [])
    for step in [Step.create(Self.mine), Self.update, .delete(id: "1", etag: "\"4\"")] {
      _ = try await remote.client.perform(step)
    }
    #expect(remote.requests.count == 3)
    #expect(remote.requests.allSatisfy { $0.isIdempotent })
  }

  private static func remote(_ write: Turn, reads: [Turn]) -> ScriptedRemote {
    ScriptedRemote { request, number in
      guard request.method == .get else { return write }
      guard number - 1 < reads.count else { return .refusal(418) }
      return reads[number - 1]
    }
  }

  private static func list(_ drafts: MessageDraft...) -> Turn {
    .json([
      "data": .array(drafts.map { kept($0) }), "total_count": .integer(Int64(drafts.count)),
    ])
  }

  private static func error(of step: Step, _ remote: ScriptedRemote) async -> RemoteError? {
    await #expect(throws: RemoteError.self) { try await remote.client.perform(step) }
  }
}
