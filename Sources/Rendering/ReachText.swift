import Planning

/// People, as plans count them.
enum ReachText {
  /// As `1,204 → 2,890 people (+1,686), 2.9 % of everyone`; what is a bound has `≤` before it.
  static func row(_ reach: Reach) -> String {
    let after = reach.after.sign + people(reach.after.count)
    var text = "\(reach.before.sign)\(reach.before.count.grouped) → \(after)"
    if reach.before == reach.after { text = after }
    let moves = [("+", reach.newlyExposed), ("−", reach.noLongerReached)]
      .filter { $0.1.count > 0 }.map { "\($1.sign)\($0)\($1.count.grouped)" }
    if !moves.isEmpty { text += " (\(moves.joined(separator: ", ")))" }
    if reach.after.count == 0 { return text }
    let share = share(reach.after.count, of: reach.everyone)
    return "\(text), \(reach.after.sign)\(share) of everyone"
  }

  /// As `Newly exposed: 1,686 people, 1.7 % of everyone (100,000).`
  static func total(_ reach: TotalReach) -> String {
    let share = share(reach.newlyExposed.count, of: reach.everyone)
    return "Newly exposed: \(people(reach.newlyExposed)),"
      + " \(share) of everyone (\(reach.everyone.grouped))."
  }

  /// As `1,204 people`, or `at most 1,204 people`.
  static func people(_ headcount: Headcount) -> String {
    (headcount.isAtMost ? "at most " : "") + people(headcount.count)
  }

  static func people(_ count: Int) -> String {
    count == 1 ? "1 person" : "\(count.grouped) people"
  }

  /// In percent, to one digit; what is little is not called none, nor nearly all all.
  static func share(_ count: Int, of everyone: Int) -> String {
    if count == 0 { return "0 %" }
    if count >= everyone { return "100 %" }
    let tenths = (count * 1_000 + everyone / 2) / everyone
    if tenths == 0 { return "under 0.1 %" }
    if tenths == 1_000 { return "over 99.9 %" }
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// Why others see it than those whom a changed audience lets in; nil where that is all.
  static func reason(_ reach: Reach) -> String? {
    let others = reach.causes.filter { $0 != .audience && $0 != .goesLive && $0 != .replaced }
    guard !others.isEmpty, reach.newlyExposed.count > 0 else { return nil }
    return "all of them count as newly exposed: "
      + others.map(\.words).joined(separator: ", ")
  }
}

extension Headcount {
  /// What stands before a number that is a bound, where there is little room.
  fileprivate var sign: String { isAtMost ? "≤ " : "" }
}

extension Exposure.Cause {
  fileprivate var words: String {
    switch self {
    case .goesLive: "it goes live"
    case .replaced: "a new message"
    case .audience: "another audience"
    case .pages: "more pages"
    case .trigger: "another trigger"
    case .start: "an earlier start"
    case .end: "a later end"
    case .send: "sent to whoever matches from now on"
    case .frequency: "shown until dismissed"
    }
  }
}
