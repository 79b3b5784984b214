import Audiences
import Planning
import Remote

extension LoadedProject {
  /// The plan with whom it reaches, and with those that it shows beside. Where the person does not
  /// want people counted, what the rules tell is told. Counts several rules at once, as many as the
  /// connection carries.
  func counted(
    _ plan: Plan, _ planner: Planner, _ workspace: any WorkspaceReading
  ) async throws(Failure) -> Plan {
    guard let inquiry = planner.inquiry(into: plan) else { return plan }
    guard planner.intent.countsPeople else {
      return planner.plan(plan, inquiry, counts: inquiry.rules.map { _ in .uncounted })
    }
    return planner.plan(plan, inquiry, counts: try await workspace.counts(of: inquiry.rules))
  }
}

extension PeopleCounting {
  /// How many people each rule matches, in the order of the rules.
  ///
  /// - Throws: the error of the first that fails.
  func counts(of rules: [Rule]) async throws(Failure) -> [PeopleCount] {
    let answer = await withTaskGroup(of: (Int, Result<PeopleCount, RemoteError>).self) { group in
      for (index, rule) in rules.enumerated() {
        group.addTask { (index, await self.count(of: rule)) }
      }
      var counts = [PeopleCount](repeating: .uncounted, count: rules.count)
      var failure: RemoteError?
      for await (index, answer) in group {
        switch answer {
        case .success(let count): counts[index] = count
        case .failure(let error):
          // Those that are cancelled for it fail too.
          if failure == nil { failure = error }
          group.cancelAll()
        }
      }
      return failure.map(Result.failure) ?? .success(counts)
    }
    do throws(RemoteError) {
      return try answer.get()
    } catch {
      throw .remote(error)
    }
  }

  private func count(of rule: Rule) async -> Result<PeopleCount, RemoteError> {
    do throws(RemoteError) {
      return .success(try await reach(of: rule))
    } catch {
      return .failure(error)
    }
  }
}
