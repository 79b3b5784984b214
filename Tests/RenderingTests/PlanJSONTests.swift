import Foundation
import JSON
import Planning
import Rendering
import Testing

@Suite("The plan as data")
struct PlanJSONTests {
  private static let samples = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkers/samples")

  /// The same files are held against `schemas/plan.schema.json` by `Tests/checkers`.
  @Test(
    "the samples that the schema is tested with are what is rendered",
    arguments: [
      ("plan-showcase.json", Sample.showcase()), ("plan-stopped.json", Sample.gates()),
      ("plan-unchanged.json", Sample.unchanged()),
    ])
  func samples(name: String, plan: Plan) throws {
    let file = Self.samples.appending(path: name)
    let rendered = PlanJSON.render(plan).pretty(endsLine: true)
    guard FileManager.default.fileExists(atPath: file.path()) else {
      try Data(rendered.utf8).write(to: file)
      Issue.record("\(name) was recorded: look at it, then run the test again")
      return
    }
    #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == rendered)
  }

  @Test("the summary counts every action")
  func summary() {
    #expect(
      PlanJSON.render(Sample.showcase())["summary"] == [
        "create": 1, "update": 3, "replace": 1, "restore": 1, "archive": 1, "delete": 1,
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
