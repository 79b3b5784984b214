import Applying
import Planning
import Remote
import Synchronization
import Testing

@Suite("Carrying out a plan")
struct ApplierTests {
  private static func apply(
    _ changes: [Change], to destination: ScriptedDestination, parallelism: Int = 1,
    onEvent: (ApplyEvent) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) async -> ApplyReport {
    await Applier(
      destination: destination, parallelism: parallelism, isInterrupted: isInterrupted
    ).apply(changes, onEvent: onEvent)
  }

  @Test("nothing to do is done")
  func nothing() async {
    let report = await Self.apply([], to: ScriptedDestination())
    #expect(report.results.isEmpty)
    #expect(report.isComplete)
    #expect(!report.wroteAnything)
  }

  @Test("one at a time is in the plan's order")
  func order() async {
    let destination = ScriptedDestination()
    let report = await Self.apply(Sample.creations("a", "b", "c"), to: destination)
    #expect(await destination.performed == ["a", "b", "c"])
    #expect(await destination.mostUnderWay == 1)
    #expect(report.isComplete)
    #expect(report.applied.map(\.key) == ["a", "b", "c"])
  }

  @Test("as many are under way as allowed, and no more", arguments: [2, 8])
  func parallelism(limit: Int) async {
    let destination = ScriptedDestination(crowd: limit)
    let report = await Self.apply(
      Sample.creations(count: limit * 5), to: destination, parallelism: limit)
    #expect(await destination.mostUnderWay == limit)
    #expect(report.isComplete)
  }

  @Test("independent changes go on when one fails")
  func independent() async {
    let destination = ScriptedDestination(failing: ["b": .moved])
    let report = await Self.apply(Sample.creations("a", "b", "c"), to: destination)
    #expect(
      report.results.map(\.outcome) == [.applied, .failed(.moved, stepsDone: 0), .applied])
    #expect(!report.isComplete)
    #expect(report.errors == [.moved])
  }

  @Test("what needs a change that failed is not tried")
  func needs() async {
    let changes = Sample.dependent()
    let destination = ScriptedDestination(failing: ["z": .moved])
    let report = await Self.apply(changes, to: destination, parallelism: 4)
    #expect(await destination.performed == ["z"])
    #expect(
      report.results.first { $0.change == changes[1] }?.outcome
        == .notAttempted(.needs(change: changes[0].number)))
  }

  @Test(
    "an error that every request would meet stops the rest",
    arguments: [RemoteError.unauthorized, .forbidden, .notSent(reason: "no")])
  func fatal(error: RemoteError) async {
    let destination = ScriptedDestination(failing: ["b": error])
    let report = await Self.apply(Sample.creations("a", "b", "c", "d"), to: destination)
    #expect(await destination.performed == ["a", "b"])
    #expect(
      report.results.map(\.outcome) == [
        .applied, .failed(error, stepsDone: 0), .notAttempted(.hopeless(change: 2)),
        .notAttempted(.hopeless(change: 2)),
      ])
  }

  @Test("a lost answer may have landed, and the rest goes on")
  func mayHaveLanded() async {
    let lost = RemoteError.unreachable(reason: "cut off", mayHaveLanded: true)
    let destination = ScriptedDestination(failing: ["a": lost])
    let report = await Self.apply(Sample.creations("a", "b"), to: destination)
    #expect(report.results.map(\.outcome) == [.mayHaveLanded(lost), .applied])
    #expect(report.errors == [lost])
  }

  @Test("a refused connection has not landed")
  func hasNotLanded() async {
    let refused = RemoteError.unreachable(reason: "refused", mayHaveLanded: false)
    let report = await Self.apply(
      Sample.creations("a"), to: ScriptedDestination(failing: ["a": refused]))
    #expect(report.results.map(\.outcome) == [.failed(refused, stepsDone: 0)])
    #expect(!report.wroteAnything)
  }

  @Test("the steps of a change come one after the other, and how many were done is told")
  func steps() async {
    let whole = ScriptedDestination()
    _ = await Self.apply(Sample.replacement(), to: whole)
    #expect(await whole.performed == ["9", "a"])
    let half = ScriptedDestination(failing: ["a": .limited])
    let report = await Self.apply(Sample.replacement(), to: half)
    #expect(report.results.map(\.outcome) == [.failed(.limited, stepsDone: 1)])
    #expect(report.wroteAnything)
    let none = ScriptedDestination(failing: ["9": .moved])
    #expect(
      await Self.apply(Sample.replacement(), to: none).results.map(\.outcome)
        == [.failed(.moved, stepsDone: 0)])
    #expect(await none.performed == ["9"])
  }

  @Test("an interruption finishes what is in flight and tries nothing more")
  func interruption() async {
    let destination = ScriptedDestination(crowd: 2)
    let started = Counter()
    let report = await Self.apply(
      Sample.creations("a", "b", "c", "d"), to: destination, parallelism: 2,
      onEvent: { event in
        if case .started = event { started.add() }
      }, isInterrupted: { started.count >= 2 })
    #expect(
      report.results.map(\.outcome) == [
        .applied, .applied, .notAttempted(.interrupted), .notAttempted(.interrupted),
      ])
    #expect(report.wroteAnything)
  }

  @Test("each change ends once, and starts before it ends")
  func events() async {
    var events: [String] = []
    let destination = ScriptedDestination(failing: ["b": .unauthorized])
    _ = await Self.apply(
      Sample.creations("a", "b", "c"), to: destination,
      onEvent: { event in
        switch event {
        case .started(let change): events.append("start \(change.key)")
        case .finished(let result): events.append("end \(result.change.key)")
        }
      })
    #expect(events == ["start a", "end a", "start b", "end b", "end c"])
  }

  @Test("a report is in the plan's order, whatever ended first")
  func reportOrder() {
    let changes = Sample.creations("a", "b", "c")
    let report = ApplyReport(
      results: [2, 0, 1].map { ChangeResult(change: changes[$0], outcome: .applied) })
    #expect(report.results.map(\.change.number) == [1, 2, 3])
  }
}

/// Counts from wherever it is asked.
private final class Counter: Sendable {
  private let value = Mutex(0)

  func add() { value.withLock { $0 += 1 } }
  var count: Int { value.withLock { $0 } }
}
