public import Applying
public import Planning
import Remote

/// What happens while a plan is applied, and what came of it.
public struct ApplyText {
  private let page: Page
  fileprivate var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// A line for each change as it ends; nil for what needs none.
  public func render(_ event: ApplyEvent, done: Int, of total: Int) -> String? {
    guard case .finished(let result) = event else { return nil }
    let width = String(total).count
    let count = String(done)
    let position = String(repeating: " ", count: width - count.count) + "\(count)/\(total)"
    let change = result.change
    return "  \(ink.dim(position)) \(change.symbol.painted(ink)) \(change.key.visibleLine)"
      + " \(outcome(result.outcome))\n"
  }

  /// The summary, with everything that did not succeed.
  public func render(_ report: ApplyReport) -> String {
    var text = ""
    let troubled = report.results.filter { $0.outcome != .applied }
    if !troubled.isEmpty {
      text += "\n"
      for result in troubled {
        let change = result.change
        text +=
          "  \(change.number) \(change.symbol.painted(ink)) \(ink.bold(change.key.visibleLine)) "
        text += outcome(result.outcome) + "\n"
      }
      // What to do about several of a kind is said once.
      var said: Set<String> = []
      for help in troubled.compactMap(\.outcome.help) where said.insert(help).inserted {
        text += "  help: \(help)\n"
      }
      text += "\n"
    }
    return text + ink.bold(summary(report)) + "\n"
  }

  /// What came of it, in one line.
  func summary(_ report: ApplyReport) -> String { verdict(report) + counts(report) }

  private func outcome(_ outcome: ChangeOutcome) -> String {
    switch outcome {
    case .applied: ink.green("applied")
    case .failed(let error, let stepsDone):
      ink.red("failed") + ": \(error)"
        + (stepsDone > 0 ? "; the old message is out of the way already" : "")
    case .mayHaveLanded(let error): ink.magenta("may have landed") + ": \(error)"
    case .notAttempted(let reason): ink.yellow("not attempted") + ": \(reason.text)"
    }
  }

  private func verdict(_ report: ApplyReport) -> String {
    if report.isComplete { return ink.green("Applied: ") }
    if !report.applied.isEmpty { return ink.yellow("Applied in part: ") }
    return report.wroteAnything
      ? ink.yellow("Nothing was applied for certain: ") : ink.red("Nothing was applied: ")
  }

  private func counts(_ report: ApplyReport) -> String {
    guard !report.isComplete else { return PlanCounts(report.applied).done }
    func count(_ matches: (ChangeOutcome) -> Bool) -> Int {
      report.results.count { matches($0.outcome) }
    }
    let failed = count { if case .failed = $0 { true } else { false } }
    let unsure = count { if case .mayHaveLanded = $0 { true } else { false } }
    let skipped = count { if case .notAttempted = $0 { true } else { false } }
    return (report.applied.isEmpty ? "" : "\(report.applied.count.grouped) applied, ")
      + "\(failed.grouped) failed, "
      + "\(unsure.grouped) may have landed, \(skipped.grouped) not attempted. "
      + "`herald plan` shows what remains."
  }
}

extension ChangeOutcome {
  /// What to do about it; nil when there is nothing more to say.
  var help: String? {
    switch self {
    case .applied, .notAttempted: nil
    case .failed(let error, _), .mayHaveLanded(let error): error.help.isEmpty ? nil : error.help
    }
  }
}

extension ChangeOutcome.Reason {
  var text: String {
    switch self {
    case .interrupted: "interrupted"
    case .needs(let change): "change \(change) has to come first"
    case .hopeless(let change): "it would end as change \(change) did"
    }
  }
}

extension ApplyText {
  /// What, read again, is not as it was written; empty as a rule.
  public func render(_ kept: [KeptOtherwise]) -> String {
    kept.map { kept in
      let key = kept.change.key.visibleLine
      var text =
        ink.red("error:")
        + (kept.isChangedSince
          ? " somebody has changed `\(key)` since it was written\n"
          : " the remote keeps `\(key)` otherwise than it was written\n")
      for field in kept.fields {
        text += "      \(field.name.visibleLine)  "
        text +=
          FieldText.change(
            FieldChange(field.name, before: field.after, after: field.before, cause: .files)
          ).painted(ink) + "\n"
      }
      return text
    }.joined()
  }
}
