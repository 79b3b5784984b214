import Audiences
import Planning
import Testing

@Suite("Drift")
struct DriftTests {
  private func drift(_ files: [DesiredMessage], over messages: [RemoteMessage]) -> Drift {
    Planner(
      Sample.desired(files),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: Sample.admins,
        messages: messages),
      commit: nil, now: 1_000
    ).drift()
  }

  private func changed(_ key: String = "a", body: String = "By hand") -> RemoteMessage {
    Applied(key) { $0.outside = { $0.body = body } }.message
  }

  @Test("what others changed is told field by field, from what was last applied")
  func outside() throws {
    let drift = drift(
      [Sample.file("a"), Sample.file("b")], over: [changed(), Applied("b").message])
    let message = try #require(drift.messages.first)
    #expect(drift.messages.count == 1 && drift.intact == 1)
    #expect(message.key == "a" && message.spec.body == "By hand")
    #expect(message.place == Place(path: "a.yaml", line: 1))
    #expect(
      message.fields == [
        FieldChange(
          "copy.body", before: .copy("Hello there"), after: .copy("By hand"), cause: .outside)
      ])
  }

  @Test("what the files alone changed is none")
  func files() {
    #expect(
      drift([Sample.file("a") { $0.body = "New" }], over: [Applied("a").message]).messages == [])
  }

  @Test("what the file says already is none")
  func pulled() {
    let drift = drift([Sample.file("a") { $0.body = "By hand" }], over: [changed()])
    #expect(drift.messages == [] && drift.intact == 1)
  }

  @Test("where the file says something new as well, it is a conflict")
  func conflict() {
    let drift = drift([Sample.file("a") { $0.body = "New" }], over: [changed()])
    #expect(drift.messages.first?.fields.map(\.cause) == [.conflict])
  }

  @Test("another wording of the same audience is none")
  func wording() {
    let message = Applied("a", edit: { $0.audience = .tag("beta") }) {
      $0.outside = { $0.audience = .all([.tag("beta")]) }
    }
    #expect(
      drift([Sample.file("a") { $0.audience = .tag("beta") }], over: [message.message]).messages
        == [])
  }

  @Test("a pause and an archive made outside are", arguments: [MessageState.paused, .archived])
  func state(_ state: MessageState) {
    let drift = drift([Sample.file("a")], over: [Applied("a") { $0.state = state }.message])
    #expect(
      drift.messages.first?.fields == [
        FieldChange(
          "status", before: .text("live"), after: .text(state.rawValue), cause: .outside)
      ])
  }

  @Test("what herald archived itself is none, and what was changed on it since is")
  func archivedByUs() {
    let archived = Applied("a") {
      $0.state = .archived
      $0.archivedFrom = .live
    }
    #expect(drift([Sample.file("z")], over: [archived.message]).messages == [])
    var touched = archived
    touched.outside = { $0.body = "By hand" }
    let drift = drift([Sample.file("z")], over: [touched.message])
    #expect(drift.messages.first?.fields.map(\.name) == ["copy.body"])
    #expect(drift.messages.first?.place == nil)
    #expect(drift.messages.first?.lastFile == "a.yaml")
  }

  @Test("a message that was renamed in the files is told under its new key")
  func renamed() {
    let drift = drift([Sample.file("new", formerKeys: ["a"])], over: [changed()])
    #expect(drift.messages.map(\.key) == ["new"])
  }

  @Test("what the files say by now is taken over: written once, with nothing changed for anybody")
  func takenOver() throws {
    let plan = Sample.plan([Sample.file("a") { $0.body = "By hand" }], over: [changed()])
    let change = try #require(plan.changes.first)
    #expect(plan.changes.count == 1 && plan.stops == [])
    #expect(change.action == .update && change.fields == [])
    #expect(change.consequences == [.takesOver(fields: ["copy.body"])])
    let draft = try #require(change.drafts.first)
    #expect(draft.spec.body == "By hand" && draft.record.lastApplied.body == "By hand")
  }

  @Test("a pause that the file takes over is lifted by the file")
  func pauseTakenOver() throws {
    var message = Applied("a") { $0.state = .paused }
    let paused = Sample.plan([Sample.file("a") { $0.status = .paused }], over: [message.message])
    #expect(paused.changes.map(\.consequences) == [[.takesOver(fields: ["status"])]])
    message.base.status = .paused
    let lifted = Sample.plan([Sample.file("a")], over: [message.message])
    #expect(lifted.changes.map(\.stateAfter) == [.live])
  }
}
