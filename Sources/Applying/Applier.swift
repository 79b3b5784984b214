public import Planning
public import Remote

/// Carries out a plan: several changes at once, each step of a change after the other.
public struct Applier: Sendable {
  private let destination: any Destination
  private let parallelism: Int
  private let isInterrupted: @Sendable () -> Bool

  /// `parallelism` is how many changes are under way at once, at least 1. `isInterrupted` is asked
  /// before each change starts; what is in flight is always finished.
  public init(
    destination: any Destination, parallelism: Int,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    precondition(parallelism >= 1, "at least one change is under way at a time")
    self.destination = destination
    self.parallelism = parallelism
    self.isInterrupted = isInterrupted
  }

  /// Independent changes go on when one fails. Events come in the order in which things happen.
  public func apply(
    _ changes: [Change], onEvent: (ApplyEvent) -> Void
  ) async -> ApplyReport {
    var queue = Agenda(changes)
    await withTaskGroup(of: ChangeResult.self) { group in
      while true {
        while queue.running < parallelism {
          switch queue.next(interrupted: isInterrupted()) {
          case .start(let change):
            onEvent(.started(change))
            group.addTask { await perform(change) }
            continue
          case .skip(let result):
            onEvent(.finished(result))
            continue
          case .wait: break
          }
          break
        }
        guard let result = await group.next() else { break }
        queue.finish(result)
        onEvent(.finished(result))
      }
    }
    return ApplyReport(results: queue.results)
  }

  private func perform(_ change: Change) async -> ChangeResult {
    var done: [StepResult] = []
    for step in change.steps {
      do throws(RemoteError) {
        done.append(try await destination.perform(step))
      } catch {
        return ChangeResult(
          change: change,
          outcome: error.mayHaveLanded
            ? .mayHaveLanded(error) : .failed(error, stepsDone: done.count),
          steps: done)
      }
    }
    return ChangeResult(change: change, outcome: .applied, steps: done)
  }
}
