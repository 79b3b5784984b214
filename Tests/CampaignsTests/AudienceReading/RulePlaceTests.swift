import Campaigns
import Diagnostics
import Testing
import YAML

@Suite("The place of a part of a rule")
struct RulePlaceTests {
  static let text = """
    any:
      - &pro { attribute: plan, is: pro }
      - all:
          - { tag: beta }
          - company:
              not: { attribute: size, at_most: 5 }
      - not: *pro
      - audience: others
    """

  @Test("is that of its node", arguments: Self.places)
  func place(path: [Int], text: String) throws {
    let file = SourceFile(path: "a.yaml", text: Self.text)
    let root = try #require(YAMLReader().read(file).documents.first?.root)
    #expect(file.text(in: AudienceReader.range(of: path, in: root)) == text)
  }

  static let places: [([Int], String)] = [
    ([], text),
    ([0], "{ attribute: plan, is: pro }"),
    ([1, 0], "{ tag: beta }"),
    ([1, 1, 0, 0], "{ attribute: size, at_most: 5 }"),
    ([2, 0], "*pro"),
    ([3], "audience: others"),
    ([3, 1, 0], "audience: others"),
    ([9], text),
  ]
}
