import Audiences
import Sandbox
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Counting for many at once` {
  /// What was counted together, and what lets it go on.
  private actor Walks {
    private(set) var rules: [[Rule]] = []
    private var held: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    func begin(_ walk: [Rule]) async {
      rules.append(walk)
      if !isOpen { await withCheckedContinuation { held.append($0) } }
    }

    func open() {
      isOpen = true
      for continuation in held { continuation.resume() }
      held = []
    }

    var count: Int { rules.count }
  }

  private struct Wrong: Error {}

  private static func rule(_ number: Int) -> Rule { .tag("t\(number)") }

  /// Counts a rule's own number; none at all where one of them is 13.
  private static func counter(_ walks: Walks) -> ReachCounter {
    ReachCounter { rules, _ in
      await walks.begin(rules)
      return try rules.map { rule in
        guard case .tag(let name) = rule, let number = Int64(name.dropFirst()), number != 13 else {
          throw Wrong()
        }
        return Reach(count: number, total: 1_000)
      }
    }
  }

  @Test func `those who wait are answered together, each with its own`() async throws {
    let walks = Walks()
    let counter = Self.counter(walks)
    try await withThrowingTaskGroup(of: (Int, Reach).self) { group in
      for number in 20..<60 {
        group.addTask { (number, try await counter.reach(of: Self.rule(number), at: 5)) }
      }
      while await walks.count < 2 { await Task.yield() }
      while await counter.waitingCount < 38 { await Task.yield() }
      await walks.open()
      for try await (number, reach) in group {
        #expect(reach == Reach(count: Int64(number), total: 1_000))
      }
    }
    let sizes = await walks.rules.map(\.count)
    #expect(sizes == [1, 1, 32, 6])
  }

  @Test func `who asks what cannot be asked does not spoil it for others`() async throws {
    let walks = Walks()
    let counter = Self.counter(walks)
    try await withThrowingTaskGroup(of: (Int, Reach?).self) { group in
      for number in 10..<20 {
        group.addTask {
          do {
            return (number, try await counter.reach(of: Self.rule(number), at: 5))
          } catch is Wrong {
            return (number, nil)
          }
        }
      }
      while await counter.waitingCount < 8 { await Task.yield() }
      await walks.open()
      for try await (number, reach) in group {
        #expect(reach?.count == (number == 13 ? nil : Int64(number)))
      }
    }
  }

  @Test func `what is asked of another moment is counted apart`() async throws {
    let walks = Walks()
    let counter = Self.counter(walks)
    try await withThrowingTaskGroup(of: Reach.self) { group in
      for number in 0..<6 {
        group.addTask {
          try await counter.reach(of: Self.rule(number), at: number < 4 ? 5 : Int64(number))
        }
      }
      while await counter.waitingCount < 4 { await Task.yield() }
      await walks.open()
      for try await _ in group {}
    }
    for walk in await walks.rules where walk.count > 1 {
      #expect(!walk.contains(Self.rule(4)) && !walk.contains(Self.rule(5)))
    }
    #expect(await walks.rules.flatMap { $0 }.count == 6)
  }
}
