import Planning
import Rendering
import Testing

@Suite struct `What messages have done` {
  private static func lines(of key: String, in plan: Plan = Sample.remembered()) -> [String] {
    let text = PlanText(.plain).render(plan, command: "plan")
    let lines = text.split(separator: "\n").map(String.init)
    let start = lines.firstIndex { $0.contains(" \(key) ·") }.map { $0 + 1 } ?? lines.endIndex
    return lines[start...].prefix { $0.hasPrefix("      ") }.map { $0.trimmed }
  }

  @Test func `stands beside a change of copy, and what of it stays`() {
    let lines = Self.lines(of: "export-tip")
    #expect(
      lines.contains(
        "so far     1,204 people received it, 8.3 % of them engaged;"
          + " 812 received what it shows now"))
    #expect(
      lines.contains(
        "! 1,204 people who have seen it already will not see the new copy (show_once):"
          + " what they have read cannot be undone"))
  }

  @Test func `stands beside what is archived, with what a revert brings back`() {
    let lines = Self.lines(of: "old-banner")
    #expect(
      lines.contains(
        "archived: stops showing, keeps its history; a revert brings it back to those who have not"
          + " seen it"))
    #expect(lines.contains("! cannot be undone: 12,400 people have seen it"))
  }

  @Test func `stands beside what is replaced`() {
    #expect(
      Self.lines(of: "digest").contains(
        "! 1 person who has seen the old message will be shown the new one"))
  }

  @Test func `is called simulated where it is`() {
    #expect(
      Self.lines(of: "spring-sale").contains(
        "so far              300 people received it, 13.3 % of them engaged (all simulated)"))
  }

  @Test func `is said to be unknown where the workspace does not tell`() {
    let text = PlanText(.plain).render(Sample.forgotten(), command: "plan")
    #expect(
      text.contains(
        "! the workspace does not tell what the messages of 4 changes have done so far"))
  }

  @Test func `stands in a page and in a comment, too`() {
    let review = Sample.review(.planned(Sample.remembered()))
    for text in [ReviewHTML().render(review), ReviewMarkdown().render(review)] {
      let words = text.replacing(#/\n +/#, with: " ")
      #expect(words.contains("1,204 people received it"))
      #expect(words.contains("cannot be undone: 12,400 people have seen it"))
    }
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
