import Applying
import Planning
import Remote
import Testing

@Suite("Which change comes next")
struct AgendaTests {
  private static let moved = ChangeOutcome.failed(.moved, stepsDone: 0)

  @Test("changes start in the plan's order, then there is nothing to do but wait")
  func order() {
    let changes = Sample.creations("a", "b")
    var agenda = Agenda(changes)
    #expect(agenda.next(interrupted: false) == .start(changes[0]))
    #expect(agenda.next(interrupted: false) == .start(changes[1]))
    #expect(agenda.next(interrupted: false) == .wait)
    #expect(agenda.running == 2)
  }

  @Test("a change waits for the one that it needs")
  func needs() {
    let changes = Sample.dependent()
    var agenda = Agenda(changes)
    #expect(agenda.next(interrupted: false) == .start(changes[0]))
    #expect(agenda.next(interrupted: false) == .wait)
    agenda.finish(ChangeResult(change: changes[0], outcome: .applied))
    #expect(agenda.next(interrupted: false) == .start(changes[1]))
  }

  @Test("a change that comes before the one that it needs waits, too")
  func needsLater() {
    let changes = Array(Sample.dependent().reversed())
    var agenda = Agenda(changes)
    #expect(agenda.next(interrupted: false) == .start(changes[1]))
    #expect(agenda.next(interrupted: false) == .wait)
  }

  @Test("a change is not tried when the one that it needs failed")
  func needsFailed() {
    let changes = Sample.dependent()
    var agenda = Agenda(changes)
    _ = agenda.next(interrupted: false)
    agenda.finish(ChangeResult(change: changes[0], outcome: Self.moved))
    #expect(
      agenda.next(interrupted: false)
        == .skip(
          ChangeResult(
            change: changes[1], outcome: .notAttempted(.needs(change: changes[0].number)))))
    #expect(agenda.next(interrupted: false) == .wait)
  }

  @Test("a change that needs one which is not on the agenda is not tried, nor forgotten")
  func needsAbsent() {
    let changes = Sample.dependent()
    var agenda = Agenda([changes[1]])
    #expect(
      agenda.next(interrupted: false)
        == .skip(
          ChangeResult(
            change: changes[1], outcome: .notAttempted(.needs(change: changes[0].number)))))
    #expect(agenda.next(interrupted: false) == .wait)
  }

  @Test("an error that would end every request stops what has not started")
  func fatal() {
    let changes = Sample.creations("a", "b")
    var agenda = Agenda(changes)
    _ = agenda.next(interrupted: false)
    agenda.finish(
      ChangeResult(change: changes[0], outcome: .failed(.unauthorized, stepsDone: 0)))
    #expect(
      agenda.next(interrupted: false)
        == .skip(
          ChangeResult(change: changes[1], outcome: .notAttempted(.hopeless(change: 1)))))
  }

  @Test("an interruption stops what has not started, what waits included")
  func interrupted() {
    let changes = Sample.dependent()
    var agenda = Agenda(changes)
    _ = agenda.next(interrupted: false)
    #expect(agenda.next(interrupted: false) == .wait)
    #expect(
      agenda.next(interrupted: true)
        == .skip(ChangeResult(change: changes[1], outcome: .notAttempted(.interrupted))))
    #expect(agenda.running == 1)
  }
}
