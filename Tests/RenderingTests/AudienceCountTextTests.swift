import JSON
import Planning
import Rendering
import Testing

@Suite struct `How many people an audience has` {
  private static var text: AudienceCountText { AudienceCountText(.plain) }

  @Test(
    arguments: [
      (.people(1_204, of: 100_000), "a reaches 1,204 of 100,000 people (1.2 %)\n"),
      (.atMost(1_204, of: 100_000), "a reaches at most 1,204 of 100,000 people (1.2 %)\n"),
      (.atMost(0, of: 9), "a reaches 0 of 9 people (0 %)\n"),
      (.people(0, of: 0), "a reaches 0 of 0 people\n"),
      (.uncounted, "a reaches nobody knows how many people\n"),
    ] as [(PeopleCount, String)])
  func `is said as exactly as it is known`(people: PeopleCount, expected: String) {
    #expect(Self.text.render(people, of: "a") == expected)
  }

  @Test(
    arguments: [
      (.people(3, of: 9), true, "3 people"), (.atMost(3, of: 9), true, "at most 3 people"),
      (.atMost(3, of: 9), nil, "at most 3 people"),
      (.atMost(3, of: 9), false, "nobody can be in both"), (.people(0, of: 9), true, "nobody now"),
      (.people(0, of: 9), nil, "nobody"),
      (.uncounted, true, "not counted; somebody can be in both"),
      (.uncounted, false, "nobody can be in both"), (.uncounted, nil, "not counted"),
    ] as [(PeopleCount, Bool?, String)])
  func `is said of those who are in two`(people: PeopleCount, isPossible: Bool?, expected: String) {
    let text = Self.text.render(overlaps: [("b", .live, people, isPossible)])
    #expect(text == "\nShared with\n\n  b  \(expected)\n")
  }

  @Test func `is data with what it is of`() {
    #expect(
      AudienceJSON.reach(.atMost(3, of: 9)) == ["count": 3, "at_most": true, "of": 9])
    #expect(
      AudienceJSON.reach(.people(3, of: 9)) == ["count": 3, "at_most": false, "of": 9])
    #expect(AudienceJSON.reach(.uncounted) == .null)
  }
}
