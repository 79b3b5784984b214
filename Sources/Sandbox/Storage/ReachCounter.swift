package import Audiences

/// Counts people for all who ask at once: rules that wait while others are counted are counted
/// together, so that a plan of a hundred changes goes over the people a few times.
package actor ReachCounter {
  private struct Question {
    let rule: Rule
    let now: Int64
    let answer: CheckedContinuation<Reach, any Error>
  }

  /// Walks over the people at once, each on a connection and a processor of its own.
  private static let walks = 2
  /// Rules in one walk, and conditions in them: a statement takes so many values.
  private static let mostRules = 32
  private static let mostConditions = 2 * RuleLimits.conditions

  private let count: @Sendable ([Rule], Int64) async throws -> [Reach]
  private var waiting: [Question] = []
  private var walking = 0

  /// - Parameter count: who matches each of some rules at a time; throws for all of them.
  package init(_ count: @escaping @Sendable ([Rule], Int64) async throws -> [Reach]) {
    self.count = count
  }

  /// Who matches a rule at a time.
  package func reach(of rule: Rule, at now: Int64) async throws -> Reach {
    try await withCheckedThrowingContinuation { answer in
      waiting.append(Question(rule: rule, now: now, answer: answer))
      walk()
    }
  }

  /// How many rules wait for a walk.
  package var waitingCount: Int { waiting.count }

  private func walk() {
    while walking < Self.walks, !waiting.isEmpty {
      let questions = next()
      walking += 1
      Task {
        await answer(questions)
        walking -= 1
        walk()
      }
    }
  }

  /// Those that waited longest and are asked of one moment.
  private func next() -> [Question] {
    var taken = 0
    var conditions = 0
    for question in waiting.prefix(Self.mostRules) {
      conditions += question.rule.size + question.rule.listedValues
      guard taken == 0 || question.now == waiting[0].now && conditions <= Self.mostConditions
      else { break }
      taken += 1
    }
    let questions = Array(waiting.prefix(taken))
    waiting.removeFirst(taken)
    return questions
  }

  private func answer(_ questions: [Question]) async {
    do {
      let reaches = try await count(questions.map(\.rule), questions[0].now)
      for (question, reach) in zip(questions, reaches) { question.answer.resume(returning: reach) }
    } catch {
      if questions.count == 1 { return questions[0].answer.resume(throwing: error) }
      // One of them is wrong: each gets an answer of its own.
      for question in questions { await answer([question]) }
    }
  }
}
