import Applying
import JSON
import Planning
import Remote
import Rendering
import Testing

@Suite("The plan as data")
struct PlanJSONTests {
  /// The same files are held against `schemas/plan.schema.json` by `Tests/checkers`.
  @Test(
    "the samples that the schema is tested with are what is rendered",
    arguments: [
      ("plan-showcase.json", Sample.showcase()), ("plan-stopped.json", Sample.gates()),
      ("plan-unchanged.json", Sample.unchanged()), ("plan-part.json", Sample.part()),
      ("plan-crowded.json", Sample.crowded()), ("plan-remembered.json", Sample.remembered()),
      ("plan-forgotten.json", Sample.forgotten()), ("plan-skipped.json", Sample.skipped()),
      ("plan-bounded.json", Sample.bounded()),
    ])
  func samples(name: String, plan: Plan) throws {
    try Recording.hold(name, PlanJSON.render(plan).pretty(endsLine: true))
  }

  @Test(
    "the samples of saved plans are what is saved",
    arguments: [
      ("saved-showcase.json", Sample.showcase()), ("saved-stopped.json", Sample.gates()),
      ("saved-part.json", Sample.part()), ("saved-crowded.json", Sample.crowded()),
      ("saved-remembered.json", Sample.remembered()),
      ("saved-forgotten.json", Sample.forgotten()), ("saved-skipped.json", Sample.skipped()),
      ("saved-bounded.json", Sample.bounded()),
    ])
  func saved(name: String, plan: Plan) throws { try Recording.hold(name, Sample.saved(plan).text) }

  @Test("the sample of a report is what is rendered")
  func report() throws {
    let plan = Sample.many(6)
    let written = Sample.applied("k0001", id: "11")
    let outcomes: [(ChangeOutcome, [StepResult])] = [
      (.applied, [.written(written)]), (.failed(.moved, stepsDone: 0), []),
      (.failed(.limited, stepsDone: 1), [.deleted]),
      (.mayHaveLanded(.unreachable(reason: "cut off", mayHaveLanded: true)), []),
      (.notAttempted(.interrupted), []), (.notAttempted(.needs(change: 2)), []),
    ]
    let results = zip(plan.changes, outcomes).map {
      ChangeResult(change: $0, outcome: $1.0, steps: $1.1)
    }
    let report = ApplyJSON.render(
      plan, ApplyReport(results: results),
      kept: [
        KeptOtherwise(
          change: plan.changes[0],
          fields: [FieldChange("copy.body", before: .copy("A"), after: .copy("B"), cause: .files)],
          isChangedSince: false)
      ],
      mismatches: [
        .binding(.workspace, saved: "w", now: "v"), .projectFile, .campaign("a", .changed),
        .moved(change: 1, key: "k0001", fields: ["copy.body"]), .gone(change: 1, key: "k0001"),
        .taken(change: 1, key: "k0001", externalID: "acme-growth/k0001"),
        .notPlanned(change: 1, key: "k0001"),
      ] + Sample.gates().stops.suffix(1).map(Mismatch.stopped))
    try Recording.hold("report.json", report.pretty(endsLine: true))
  }

  @Test("the summary counts every action")
  func summary() {
    #expect(
      PlanJSON.render(Sample.showcase())["summary"] == [
        "create": 1, "update": 3, "replace": 1, "restore": 1, "archive": 1, "delete": 1, "adopt": 0,
        "unchanged": 1, "stopped": true,
      ])
  }

  @Test("text is as it is: only terminals need what is not seen made visible")
  func verbatim() {
    let text = PlanJSON.render(Sample.hostile()).compactText
    #expect(text.contains("\\u001b[31mred"))
    #expect(!text.contains("␛"))
  }
}
