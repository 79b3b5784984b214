public import JSON
public import Planning

/// How many people a campaign is for, and whom it shares with others.
public struct AudienceCountText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// As `csv-export-launch reaches 1,204 of 100,000 people (1.2 %)`.
  public func render(_ people: PeopleCount, of key: String) -> String {
    "\(page.ink.bold(key.visible)) reaches \(Self.text(people))\n"
  }

  /// A line for each other campaign; `overlaps` in the order in which they are shown.
  public func render(
    overlaps: [(key: String, status: Status, people: PeopleCount, isPossible: Bool?)]
  ) -> String {
    guard !overlaps.isEmpty else { return "\nThere is no other campaign.\n" }
    let width = overlaps.map { $0.key.visible.columns }.max() ?? 0
    let lines = overlaps.map { overlap in
      let status = overlap.status == .live ? "" : page.ink.dim(" (\(overlap.status.rawValue))")
      let name = overlap.key.visible.padded(to: width)
      return "  \(name)  \(Self.words(overlap.people, overlap.isPossible))\(status)\n"
    }
    return "\nShared with\n\n" + lines.joined()
  }

  private static func words(_ shared: PeopleCount, _ isPossible: Bool?) -> String {
    switch (shared.matching, isPossible) {
    case (_, false?): "nobody can be in both"
    case (0?, true?): "nobody now"
    case (0?, nil): "nobody"
    case (let people?, _): ReachText.people(people)
    case (nil, true?): "not counted; somebody can be in both"
    case (nil, nil): "not counted"
    }
  }

  private static func text(_ people: PeopleCount) -> String {
    guard let matching = people.matching, let everyone = people.everyone else {
      return "nobody knows how many people"
    }
    return (matching.isAtMost ? "at most " : "")
      + "\(matching.count.grouped) of \(ReachText.people(everyone))"
      + (everyone == 0 ? "" : " (\(ReachText.share(matching.count, of: everyone)))")
  }
}

extension AudienceJSON {
  public static func reach(_ people: PeopleCount) -> JSONValue {
    guard let matching = people.matching, let everyone = people.everyone else { return .null }
    return [
      "count": .integer(Int64(matching.count)), "at_most": .boolean(matching.isAtMost),
      "of": .integer(Int64(everyone)),
    ]
  }
}
