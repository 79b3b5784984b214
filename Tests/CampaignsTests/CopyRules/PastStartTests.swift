import Campaigns
import Diagnostics
import TestSupport
import Testing

@Suite struct `A start that has passed` {
  private static func campaign(_ comment: String = "", key: String = "one") -> String {
    """
    campaign: \(key)
    format: chat
    audience: { tag: beta }
    copy: { body: Export your data in one step. }
    schedule:
      end: 2036-01-01
      start: 2026-01-05 09:00\(comment)

    """
  }

  private func found(
    _ text: String, lint: String = "missing-action: off", keys: [String] = ["one"]
  ) throws -> [Diagnostic] {
    let herald = Sample.herald + "lint: { \(lint) }\n"
    let content = try Sample(["campaigns/a.yaml": text], herald: herald).content
    #expect(content.diagnostics.map(\.message) == [])
    return content.problems(ofPastStarts: keys)
  }

  @Test func `is told where it is written`() throws {
    let found = try found(Self.campaign())
    #expect(found.map(\.code) == ["past-start"])
    #expect(found.map(\.severity) == [.warning])
    let label = try #require(found.first?.primary)
    #expect(label.file.text(in: label.range) == "2026-01-05 09:00")
  }

  @Test func `is told of those campaigns alone that would show because of it`() throws {
    let both = Self.campaign() + "---\n" + Self.campaign(key: "two")
    #expect(try found(both, keys: ["two"]).map(\.message).map { $0.contains("`two`") } == [true])
    #expect(try found(both, keys: []).isEmpty)
  }

  @Test func `is allowed by a comment, which is none that allows nothing`() throws {
    let text = Self.campaign(" # herald: allow past-start -- it was to be out by now")
    #expect(try found(text).isEmpty)
  }

  @Test func `matters as much as the project says`() throws {
    #expect(
      try found(Self.campaign(), lint: "missing-action: off, past-start: error").map(\.severity)
        == [.error])
    #expect(try found(Self.campaign(), lint: "missing-action: off, past-start: off").isEmpty)
  }
}
