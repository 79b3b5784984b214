import Planning
import Testing

@Suite("A plan for some campaigns")
struct SelectionTests {
  private static func word(_ word: String) -> Selection.Term { .word(word, path: word) }

  private static func plan(
    _ files: [DesiredMessage], over messages: [RemoteMessage], only: [Selection.Term] = [],
    except: [Selection.Term] = [], limits: Limits = Limits(deletes: .percent(100))
  ) -> Plan {
    Sample.plan(
      Sample.desired(files, limits: limits), over: messages,
      intent: Intent(selection: Selection(only: only, except: except)))
  }

  private static let files = [
    Sample.file("first", path: "exports/first.yaml") { $0.tags = ["launch"] },
    Sample.file("second", path: "exports/more/second.yaml") { $0.tags = ["launch", "news"] },
    Sample.file("third", path: "third.yaml"),
  ]

  @Test(
    "has those that the selection names, and leaves out the rest",
    arguments: [
      ([word("first")], [], ["first"]),
      ([word("first"), word("third")], [], ["first", "third"]),
      ([.tag("launch")], [], ["first", "second"]),
      ([.path("exports")], [], ["first", "second"]),
      ([.path("exports/more")], [], ["second"]),
      ([.path("exports/more/second.yaml")], [], ["second"]),
      ([.path("")], [], ["first", "second", "third"]),
      ([.path("exports/mor")], [], []),
      ([.word("exports", path: "exports")], [], ["first", "second"]),
      ([], [word("first")], ["second", "third"]),
      ([], [.tag("news"), .path("third.yaml")], ["first"]),
      ([.tag("launch")], [.tag("news")], ["first"]),
    ] as [([Selection.Term], [Selection.Term], [String])])
  func named(only: [Selection.Term], except: [Selection.Term], keys: [String]) {
    let plan = Self.plan(Self.files, over: [], only: only, except: except)
    #expect(plan.changes.map(\.key) == keys)
    #expect(
      plan.notes.filter { $0.name == "left-out" }
        == (keys.count == 3 ? [] : [.leftOut(3 - keys.count)]))
  }

  @Test("A word is a key where a campaign has it, whatever folder is called so")
  func keyBeforeFolder() {
    let files = [
      Sample.file("exports", path: "a.yaml"), Sample.file("other", path: "exports/b.yaml"),
    ]
    let plan = Self.plan(files, over: [], only: [.word("exports", path: "exports")])
    #expect(plan.changes.map(\.key) == ["exports"])
  }

  @Test("What has no file is deleted only where the selection names it")
  func deletes() {
    let messages = ["gone", "also-gone"].map { Applied($0).message } + [Applied("kept").message]
    let files = [Sample.file("kept"), Sample.file("new")]
    #expect(
      Self.plan(files, over: messages, only: [Self.word("new")]).changes.map(\.key) == ["new"])
    let named = Self.plan(files, over: messages, only: [Self.word("gone")])
    #expect(named.changes.map(\.key) == ["gone"])
    #expect(named.changes.map(\.action) == [.delete])
    let byFile = Self.plan(files, over: messages, only: [.path("also-gone.yaml")])
    #expect(byFile.changes.map(\.key) == ["also-gone"])
    let others = Self.plan(files, over: messages, except: [Self.word("gone")])
    #expect(others.changes.map(\.key) == ["also-gone", "new"])
  }

  @Test("A message without a file is found by the tags that it was applied with")
  func tagsOfMessages() {
    let message = Applied("gone", edit: { $0.tags = ["launch"] }).message
    let files = [Sample.file("kept") { $0.tags = ["other"] }]
    let messages = [message, Applied("kept", edit: { $0.tags = ["other"] }).message]
    #expect(
      Self.plan(files, over: messages, only: [.tag("launch")]).changes.map(\.key) == ["gone"])
  }

  @Test("Neither half of a rename is planned without the other", arguments: ["old", "new"])
  func rename(word: String) {
    let files = [Sample.file("new", formerKeys: ["old"]), Sample.file("other")]
    let messages = [Applied("old").message]
    let only = Self.plan(files, over: messages, only: [Self.word(word)])
    #expect(only.changes.map(\.key) == ["new"])
    #expect(only.changes.map(\.movedFrom) == ["acme/old"])
    #expect(
      Self.plan(files, over: messages, except: [Self.word(word)]).changes.map(\.key) == ["other"])
  }

  @Test("A key that a campaign had before any rename selects it")
  func formerKey() {
    let files = [Sample.file("new", formerKeys: ["ancient"]), Sample.file("other")]
    let plan = Self.plan(files, over: [], only: [Self.word("ancient")])
    #expect(plan.changes.map(\.key) == ["new"])
  }

  @Test("A key that is somebody's now is not taken for a former one")
  func presentKeyFirst() {
    let files = [Sample.file("new", formerKeys: ["old"]), Sample.file("old")]
    let messages = [Applied("new") { $0.formerKeys = ["old"] }.message]
    let plan = Self.plan(files, over: messages, only: [Self.word("old")])
    #expect(plan.changes.map(\.key) == ["old"])
  }

  @Test("A change that needs another one's place stops when that one is left out")
  func torn() {
    let files = [Sample.file("zz"), Sample.file("bb")]
    let messages = [Applied("zz") { $0.externalID = "acme/bb" }.message]
    let part = Self.plan(files, over: messages, only: [Self.word("bb")])
    #expect(part.stops == [.tornApart(change: 1, key: "bb", needs: "zz")])
    #expect(Self.plan(files, over: messages, except: [Self.word("bb")]).stops.isEmpty)
    #expect(Self.plan(files, over: messages).stops.isEmpty)
  }

  @Test("The limit on deletes is of all that is live, not of what is selected")
  func limit() {
    let messages = (1...8).map { Applied("m\($0)").message }
    let files = (1...5).map { Sample.file("m\($0)") }
    let limits = Limits(deletes: .percent(25))
    #expect(Self.plan(files, over: messages, limits: limits).stops.count == 1)
    let two = Self.plan(
      files, over: messages, only: [Self.word("m6"), Self.word("m7")], limits: limits)
    #expect(two.changes.count == 2)
    #expect(two.stops.isEmpty)
    let none = Limits(deletes: .count(1))
    let refused = Self.plan(
      files, over: messages, only: [Self.word("m6"), Self.word("m7")], limits: none)
    #expect(refused.stops == [.tooManyDeletes(count: 2, live: 8, allowed: 1)])
  }

  @Test("When every file is gone, naming one message does not let it go")
  func everythingGone() {
    let messages = [Applied("a").message, Applied("b").message]
    let plan = Self.plan([], over: messages, only: [Self.word("a")])
    #expect(plan.stops == [.everythingGone(owned: 2)])
  }

  @Test("A doubt about a rename concerns those whom it is about")
  func doubt() {
    let files = [Sample.file("new", formerKeys: ["a", "b"]), Sample.file("calm")]
    let messages = [Applied("a").message, Applied("b").message, Applied("calm").message]
    #expect(Self.plan(files, over: messages).stops.count == 1)
    #expect(Self.plan(files, over: messages, only: [Self.word("calm")]).stops.isEmpty)
    #expect(Self.plan(files, over: messages, only: [Self.word("new")]).stops.count == 1)
  }

  @Test("A term that names nothing is told")
  func unmatched() {
    let terms = [Self.word("frist"), .tag("lunch"), .path("export"), Self.word("first")]
    let planner = Planner(
      Sample.desired(Self.files),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: [], messages: []),
      intent: Intent(selection: Selection(only: terms)), commit: nil, now: 0)
    #expect(planner.unmatchedTerms == Array(terms.dropLast()))
  }

  @Test("A term that names nothing selects nothing")
  func unmatchedSelectsNothing() {
    #expect(Self.plan(Self.files, over: [], only: [Self.word("frist")]).isEmpty)
  }
}
