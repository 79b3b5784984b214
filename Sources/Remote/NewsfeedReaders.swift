import Audiences
import Planning

// Who reads a newsfeed is set in its workspace, and no API tells it: of the people there, anybody may.

extension Rule {
  /// A rule for whoever this one may match, whatever they read; nil where it asks of no newsfeed.
  var whateverTheyRead: Rule? {
    switch self {
    case .newsfeed: .everyone
    case .not(let rule): rule.whateverTheyRead == nil ? nil : .everyone
    case .all(let rules): Self.whateverTheyRead(rules).map(Rule.all)
    case .any(let rules): Self.whateverTheyRead(rules).map(Rule.any)
    case .everyone, .company, .attribute, .event, .tag, .segment: nil
    }
  }

  private static func whateverTheyRead(_ rules: [Rule]) -> [Rule]? {
    let wider = rules.map(\.whateverTheyRead)
    if wider.allSatisfy({ $0 == nil }) { return nil }
    return zip(rules, wider).map { $1 ?? $0 }
  }
}

extension PeopleCount {
  /// The same, where it may be fewer.
  var bound: PeopleCount {
    switch self {
    case .people(let count, let everyone), .atMost(let count, let everyone):
      .atMost(count, of: everyone)
    case .uncounted: .uncounted
    }
  }
}
