import HTTP
import Testing

@Suite("One patience for all requests")
struct PatienceBudgetTests {
  private var budget = PatienceBudget(.seconds(60))

  @Test("nothing is spent while nothing is in trouble")
  func idle() { #expect(budget.left(at: moment(1_000)) == .seconds(60)) }

  @Test("time in trouble is spent, whoever is in it, and counted once")
  mutating func union() {
    budget.begin(at: moment(10))
    budget.begin(at: moment(15))
    #expect(budget.left(at: moment(20)) == .seconds(50))
    budget.end(at: moment(20))
    budget.end(at: moment(25))
    #expect(budget.left(at: moment(100)) == .seconds(45))
    budget.begin(at: moment(100))
    #expect(budget.left(at: moment(110)) == .seconds(35))
  }

  @Test("it is never less than nothing")
  mutating func empty() {
    budget.begin(at: moment(0))
    #expect(budget.left(at: moment(61)) == .zero)
  }

  @Test("who runs out of it ends it for all")
  mutating func exhausted() {
    budget.exhaust()
    #expect(budget.left(at: moment(0)) == .zero)
  }

  private func moment(_ seconds: Double) -> Moment {
    Moment(elapsed: .seconds(seconds), unixSeconds: 0)
  }
}
