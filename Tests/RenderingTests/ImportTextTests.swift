import Applying
import JSON
import Planning
import Remote
import Rendering
import Testing

@Suite("What an import says")
struct ImportTextTests {
  private static let report = ImportReport(
    environment: "production", project: "acme-growth",
    workspace: Workspace(id: "w", name: "Acme", timeZone: nil),
    imported: [
      .init(
        id: "12", key: "summer-sale", format: .chat, state: .live, path: "summer-sale.yaml",
        isNewFile: true, doubt: nil),
      .init(
        id: "13", key: "digest", format: .post, state: .paused, path: "news/digest.yaml",
        isNewFile: false, doubt: .unreachable(reason: "cut off", mayHaveLanded: true)),
    ],
    skipped: [
      .init(id: "3", name: "Old \u{1B}[2J", reason: .archived),
      .init(
        id: "4", name: nil,
        reason: .claimed(.project("other", environment: "production", key: "theirs"))),
      .init(id: "5", name: "Odd", reason: .unsayable(fields: ["schedule.start", "copy.title"])),
      .init(id: "6", name: "Odd", reason: .failed(.forbidden)),
      .init(
        id: "news-7", name: "News", reason: .hindered([.severalNewsfeeds(["A", "B"]), .markup])),
    ], stops: [], leftAlone: ["project other": 2])

  @Test("a line for each message, and why")
  func text() {
    #expect(
      ImportText(.plain, pathPrefix: "campaigns/").render(Self.report) == """
        herald import · environment production · project acme-growth · workspace Acme

          = summer-sale · chat · live · message 12  campaigns/summer-sale.yaml
          = digest · post · paused · message 13  campaigns/news/digest.yaml (was there)
          ! cut off: `herald plan` shows whether it is the project's now
          ! message 3 · Old ␛[2J: it is archived, and a file would bring it back
          ! message 4: it belongs to the project `other`, environment `production`, as `theirs`: never touched
          ! message 5 · Odd: a file cannot say what it has in schedule.start, copy.title
          ! message 6 · Odd: the token is not allowed to do this (403)
          ! message news-7 · News: it is on several newsfeeds (A, B), and a file names one; its body is more than paragraphs and a link at the end, and a file says no more than those
          ! 2 messages of project other left alone

        Imported: 2 adopted, 5 skipped.

        """)
  }

  @Test("the same as data")
  func json() {
    let json = ImportJSON.render(Self.report)
    #expect(json["imported"]?.array?.compactMap { $0["key"]?.string } == ["summer-sale", "digest"])
    #expect(json["imported"]?.array?.compactMap { $0["settled"]?.boolean } == [true, false])
    #expect(
      json["skipped"]?.array?.compactMap { $0["reason"]?.string } == [
        "archived", "claimed", "unsayable", "failed", "hindered",
      ])
  }

  @Test("in a plan, what is adopted is marked, and nothing else is said to change")
  func plan() {
    let unowned = RemoteMessage(
      id: "9", etag: "\"1\"", externalID: nil, name: "By hand", state: .live,
      spec: Sample.spec(), record: nil)
    let desired = DesiredSet(
      project: "acme-growth", environment: "sandbox", messages: [Sample.file("new")])
    let plan = Planner(
      desired,
      over: Snapshot(
        workspace: Workspace(id: "w1", name: "Acme", timeZone: nil), admins: [], messages: []),
      commit: nil, now: 0
    ).knowing(Bystanders(unowned: [unowned])).plan()
    #expect(
      PlanText(.plain).render(plan, command: "plan")
        == """
        herald plan · environment sandbox · project acme-growth · workspace Acme

          1 = new · chat · live · once                                                  campaigns/new.yaml:2
                message 9 says the same and no file owns it: it is taken over as it is
              … 8 fields unchanged

        Marks: = adopt
        Plan: 0 to create, 0 to change, 1 to adopt, 0 to delete. 0 unchanged.

        """)
  }
}
