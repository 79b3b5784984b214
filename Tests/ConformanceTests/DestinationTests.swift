import Audiences
import JSON
import Planning
import Remote
import Testing

@Suite("Every destination", .timeLimit(.minutes(5)))
struct DestinationTests {
  @Test("what was created is in the next snapshot", arguments: DestinationKind.allCases)
  func create(kind: DestinationKind) async throws {
    try await kind.open { test in
      let draft = draft("a", of: test)
      let made = try await test.create(draft)
      #expect(try await test.messages() == [made])
      #expect(made.externalID == "acme/a")
      #expect(made.state == .live)
      #expect(made.spec == draft.spec)
      #expect(made.record == draft.record)
      #expect(made.liveAt != nil)
      #expect(made.shownAt == nil)
    }
  }

  @Test("people are counted by a rule, and nothing is written", arguments: DestinationKind.allCases)
  func reach(kind: DestinationKind) async throws {
    try await kind.open { test in
      try await test.admit(3)
      let made = try await test.create(draft("a", of: test))
      #expect(try await test.destination.reach(of: .everyone) == .people(3, of: 3))
      #expect(try await test.destination.reach(of: .not(.everyone)) == .people(0, of: 3))
      #expect(try await test.messages() == [made])
    }
  }

  @Test(
    "a newsfeed's readers are at most everyone, whatever else is asked of them",
    arguments: DestinationKind.allCases)
  func newsfeed(kind: DestinationKind) async throws {
    try await kind.open { test in
      try await test.admit(3)
      let nobody = Rule.attribute(name: "email", .text(.is("nobody@acme.test")))
      for (rule, count) in [
        (.newsfeed("News"), .atMost(3, of: 3)),
        (.all([.newsfeed("News"), .not(.newsfeed("Old"))]), .atMost(3, of: 3)),
        (.any([nobody, .newsfeed("News")]), .atMost(3, of: 3)),
        (.all([nobody, .not(.newsfeed("News"))]), .atMost(0, of: 3)),
        (.not(nobody), .people(3, of: 3)),
      ] as [(Rule, PeopleCount)] {
        #expect(try await test.destination.reach(of: rule) == count, "\(rule.summary)")
      }
    }
  }

  @Test("the same create twice makes one message", arguments: DestinationKind.allCases)
  func createTwice(kind: DestinationKind) async throws {
    try await kind.open { test in
      let first = try await test.create(draft("a", of: test))
      #expect(try await test.create(draft("a", of: test)) == first)
      #expect(try await test.messages().count == 1)
    }
  }

  @Test("an id that another message has is a conflict", arguments: DestinationKind.allCases)
  func taken(kind: DestinationKind) async throws {
    try await kind.open { test in
      let first = try await test.create(draft("a", of: test))
      let other = draft("a", of: test, spec: chat(from: test, "Another one."))
      await #expect(throws: RemoteError.conflict(holder: first.id)) {
        try await test.destination.perform(.create(other))
      }
      let second = try await test.create(draft("b", of: test))
      let moved = Step.update(id: second.id, etag: second.etag, draft("a", of: test))
      await #expect(throws: RemoteError.conflict(holder: first.id)) {
        try await test.destination.perform(moved)
      }
      #expect(try await test.messages() == [first, second])
    }
  }

  @Test("an update replaces what the message says", arguments: DestinationKind.allCases)
  func update(kind: DestinationKind) async throws {
    try await kind.open { test in
      let old = try await test.create(draft("a", of: test))
      let new = draft("b", of: test, spec: chat(from: test, "Anew."), state: .paused, revision: 2)
      let made = try await test.written(.update(id: old.id, etag: old.etag, new))
      #expect(made.id == old.id)
      #expect(made.etag != old.etag)
      #expect(made.externalID == "acme/b")
      #expect(made.state == .paused)
      #expect(made.spec.body == "Anew.")
      #expect(made.record == new.record)
      #expect(try await test.messages() == [made])
    }
  }

  @Test("a change of what has moved is refused", arguments: DestinationKind.allCases)
  func stale(kind: DestinationKind) async throws {
    try await kind.open { test in
      let old = try await test.create(draft("a", of: test))
      let others = draft("a", of: test, spec: chat(from: test, "Theirs."), revision: 2)
      let made = try await test.written(.update(id: old.id, etag: old.etag, others))
      let ours = draft("a", of: test, spec: chat(from: test, "Ours."), revision: 2)
      for step in [
        Step.update(id: old.id, etag: old.etag, ours), .delete(id: old.id, etag: old.etag),
      ] {
        await #expect(throws: RemoteError.moved) { try await test.destination.perform(step) }
      }
      #expect(try await test.messages() == [made])
    }
  }

  @Test("the same update twice is done once", arguments: DestinationKind.allCases)
  func updateTwice(kind: DestinationKind) async throws {
    try await kind.open { test in
      let old = try await test.create(draft("a", of: test))
      let new = draft("a", of: test, spec: chat(from: test, "Anew."), revision: 2)
      let step = Step.update(id: old.id, etag: old.etag, new)
      let made = try await test.written(step)
      #expect(try await test.written(step) == made)
    }
  }

  @Test("a message that is deleted twice is gone", arguments: DestinationKind.allCases)
  func deleteTwice(kind: DestinationKind) async throws {
    try await kind.open { test in
      let made = try await test.create(draft("a", of: test))
      let step = Step.delete(id: made.id, etag: made.etag)
      #expect(try await test.destination.perform(step) == .deleted)
      #expect(try await test.destination.perform(step) == .deleted)
      #expect(try await test.messages().isEmpty)
      let update = Step.update(id: made.id, etag: made.etag, draft("a", of: test))
      await #expect(throws: RemoteError.moved) { try await test.destination.perform(update) }
    }
  }

  @Test("an id that became free can be taken again", arguments: DestinationKind.allCases)
  func again(kind: DestinationKind) async throws {
    try await kind.open { test in
      let first = try await test.create(draft("a", of: test))
      _ = try await test.destination.perform(.delete(id: first.id, etag: first.etag))
      #expect(try await test.create(draft("a", of: test)).id != first.id)
    }
  }

  @Test(
    "what is archived and restored keeps its id and history", arguments: DestinationKind.allCases)
  func archive(kind: DestinationKind) async throws {
    try await kind.open { test in
      let made = try await test.create(draft("a", of: test))
      try await test.show(made.id)
      let shown = try #require(try await test.messages().first)
      #expect(shown.shownAt != nil)
      #expect(shown.etag != made.etag)
      let away = draft("a", of: test, state: .archived, revision: 2)
      let archived = try await test.written(.update(id: made.id, etag: shown.etag, away))
      #expect(archived.state == .archived)
      #expect(archived.spec.status == .draft)
      let back = draft("a", of: test, revision: 3)
      let restored = try await test.written(.update(id: made.id, etag: archived.etag, back))
      #expect(restored.id == made.id)
      #expect(restored.state == .live)
      #expect(restored.shownAt == shown.shownAt)
      #expect(restored.liveAt == made.liveAt)
    }
  }

  @Test("the metadata of others is kept", arguments: DestinationKind.allCases)
  func metadata(kind: DestinationKind) async throws {
    let crm: JSONObject = [
      "crm": ["id": 9_007_199_254_740_993, "tags": ["é", "", nil], "score": 0.1], "": true,
    ]
    try await kind.open { test in
      let made = try await test.create(draft("a", of: test, otherMetadata: crm))
      #expect(made.otherMetadata == crm)
      let desired = DesiredSet(
        project: "acme", environment: "production",
        messages: [
          DesiredMessage(
            key: "a", spec: chat(from: test, "Anew."), place: Place(path: "a.yaml", line: 1))
        ])
      let snapshot = try await test.destination.snapshot(of: ["acme"])
      let plan = Planner(desired, over: snapshot, commit: nil, now: 0).plan()
      for step in plan.changes.flatMap(\.steps) { _ = try await test.destination.perform(step) }
      let after = try #require(try await test.messages().first)
      #expect(after.spec.body == "Anew.")
      #expect(after.otherMetadata == crm)
    }
  }

  @Test("only the projects that were asked for are seen", arguments: DestinationKind.allCases)
  func projects(kind: DestinationKind) async throws {
    try await kind.open { test in
      _ = try await test.create(draft("a", of: test))
      #expect(try await test.messages(of: "acm").isEmpty)
      #expect(try await test.messages(of: "ACME").isEmpty)
      #expect(try await test.messages(of: "acme-growth").isEmpty)
      #expect(try await test.messages(of: "%").isEmpty)
      #expect(try await test.destination.snapshot(of: ["other", "acme"]).messages.count == 1)
    }
  }

  @Test(
    "the workspace names itself and who messages can come from",
    arguments: DestinationKind.allCases)
  func workspace(kind: DestinationKind) async throws {
    try await kind.open { test in
      let snapshot = try await test.destination.snapshot(of: ["acme"])
      #expect(!snapshot.workspace.id.isEmpty)
      for sender in test.senders { #expect(snapshot.admin(for: sender) != nil) }
    }
  }
}
