import Applying
import Planning
import Remote

/// Carrying out a plan and reading again what it wrote: what every apply ends with.
struct Performing {
  let project: LoadedProject
  /// How many changes are under way at once.
  let parallelism: Int
  /// Unix seconds.
  let now: @Sendable () -> Int64

  func perform(
    _ plan: Plan, _ workspace: any Destination, _ overseer: some Overseer
  ) async -> Outcome {
    let plan = plan.dated(now())
    overseer.willApply(plan)
    let isInterrupted = overseer.isInterrupted
    let applier = Applier(
      destination: workspace, parallelism: parallelism, isInterrupted: isInterrupted)
    var done = 0
    let report = await applier.apply(plan.changes) { event in
      if case .finished = event { done += 1 }
      overseer.watch(event, done: done, of: plan)
    }
    let wasInterrupted = isInterrupted() && !report.isComplete
    let (kept, blindness) = await readAgain(report, workspace)
    return Outcome(
      plan: plan,
      end: .performed(
        Performance(
          report: report, kept: kept, blindness: blindness, wasInterrupted: wasInterrupted)))
  }

  /// What is not as it was written, or why that could not be found out.
  private func readAgain(
    _ report: ApplyReport, _ workspace: any Destination
  ) async -> ([KeptOtherwise], Failure?) {
    guard report.wroteAnything else { return ([], nil) }
    do throws(Failure) {
      return (report.keptOtherwise(in: try await project.snapshot(workspace)), nil)
    } catch {
      return ([], error)
    }
  }
}
