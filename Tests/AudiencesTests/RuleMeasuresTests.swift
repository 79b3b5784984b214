import Audiences
import Testing

@Suite("A rule's measures")
struct RuleMeasuresTests {
  static let rule = Rule.all([
    .tag("beta"),
    .not(.company(.attribute(name: "plan", .text(.anyOf(["pro", "team"]))))),
    .event(name: "export", EventTest(.count(.noneOf([1, 2, 3])))),
  ])

  @Test("its depth counts the longest way down")
  func depth() { #expect(Self.rule.depth == 4) }

  @Test("its size counts conditions")
  func size() { #expect(Self.rule.size == 3) }

  @Test("its listed values are counted over all lists")
  func listedValues() { #expect(Self.rule.listedValues == 5) }
}
