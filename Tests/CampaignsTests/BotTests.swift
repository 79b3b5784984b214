import Campaigns
import Diagnostics
import Testing

@Suite("Bots")
struct BotTests {
  private func problem(_ steps: String) throws -> Diagnostic {
    let lines = steps.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let diagnostics = try Fixture.diagnostics(
      of: SourceFile(
        path: "bot.yaml",
        text: """
          campaign: welcome
          format: bot
          from: ana@acme.test
          audience: { everyone: true }
          bot:
            start: a
            steps:
          \(lines)
          """))
    #expect(diagnostics.count == 1)
    return try #require(diagnostics.first)
  }

  @Test("A bot without an end shows the way into its circle")
  func endless() throws {
    let problem = try problem(
      """
      a: { say: A, replies: [{ label: On, next: b }, { label: Stop, end: true }] }
      b: { say: B, replies: [{ label: On, next: c }] }
      c: { say: C, replies: [{ label: On, next: d }] }
      d: { say: D, replies: [{ label: Back, next: c }] }
      """)
    #expect(problem.message == "the bot never ends once it is at `c`")
    #expect(problem.primary?.text == "`a` → `b` → `c` → `d` → `c`")
  }

  @Test("A loop with a way out is fine")
  func wayOut() throws {
    #expect(try Fixture.all(in: "good").contains { $0.text.contains("label: Again") })
  }

  @Test("A step that only an unreachable one leads to says so")
  func unreachable() throws {
    let problem = try problem(
      """
      a: { say: A, replies: [{ label: Stop, end: true }] }
      b: { say: B, replies: [{ label: On, next: b }, { label: Stop, end: true }] }
      """)
    #expect(problem.message == "nobody gets to the step `b`")
    #expect(problem.primary?.text == "no reply leads to it")
  }

  @Test("A misspelt step is told once, not as unreachable too")
  func misspelt() throws {
    let problem = try problem(
      """
      a: { say: A, replies: [{ label: On, next: shedule }, { label: Stop, end: true }] }
      schedule: { say: B, replies: [{ label: Stop, end: true }] }
      """)
    #expect(problem.message == "`next` of `a` names no step: `shedule`")
    #expect(problem.primary?.text == "`a` → ?")
    #expect(problem.fix?.replacement == "schedule")
  }

  @Test("A hundred steps are checked at once")
  func long() throws {
    let steps = (0..<100).map { index in
      "a\(index == 0 ? "" : String(index)): "
        + "{ say: A, replies: [{ label: On, next: a\((index + 1) % 100 == 0 ? "" : String(index + 1)) }] }"
    }
    let problem = try problem(steps.joined(separator: "\n"))
    #expect(problem.code == "endless-bot")
  }
}
