import Applying
import Planning

/// What a review says first.
struct ReviewVerdict {
  let tone: WebPage.Tone
  /// One line of our own words and numbers: nothing that a file or a remote says.
  let text: String

  init(_ review: Review) {
    switch review.result {
    case .read(let counts):
      self.init(reading: counts, review)
    case .filesWrong:
      self.init(.bad, "The files are wrong: \(review.findings)")
    case .failed:
      self.init(.bad, "`herald \(review.command)` failed")
    case .planned(let plan): self.init(plan)
    case .carriedOut(let plan, let report?, let kept, _, _):
      let isWhole = report.isComplete && kept.isEmpty
      let text = ApplyText(.plain).summary(report)
      self.init(isWhole ? .good : .bad, kept.isEmpty ? text : text + " " + Self.otherwise(kept))
      _ = plan
    case .carriedOut(let plan, nil, _, _, let trouble):
      if plan.isEmpty, plan.stops.isEmpty, trouble == nil {
        self.init(plan)
      } else {
        let reason = plan.stops.isEmpty || trouble != nil ? "" : ": the plan is refused"
        self.init(.bad, "Nothing was applied\(reason)")
      }
    }
  }

  private init(_ tone: WebPage.Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }

  private init(reading counts: ValidationCounts, _ review: Review) {
    let read = ValidationText(.plain).counted(counts)
    if review.errors > 0 {
      self.init(.bad, "The files are wrong: \(review.findings)")
    } else {
      let warnings = review.warnings > 0 ? "with \(review.findings): " : ""
      self.init(
        review.warnings > 0 ? .change : .good,
        (warnings.isEmpty ? "Valid: " : "Valid, " + warnings) + read)
    }
  }

  private init(_ plan: Plan) {
    let counts = "\(PlanCounts(plan.changes).text), \(plan.unchanged.grouped) unchanged"
    if !plan.stops.isEmpty {
      self.init(.bad, "Stopped, apply refuses this plan: \(counts)")
    } else if plan.isEmpty {
      self.init(.good, "No changes, \(plan.unchanged.counted("campaign")) as the files say")
    } else {
      self.init(.change, "Plan: \(counts)")
    }
  }

  private static func otherwise(_ kept: [KeptOtherwise]) -> String {
    "\(kept.count.counted("message")) not as written."
  }
}
