/// The members that say what a rule on the wire is.
enum WireKind: String, CaseIterable {
  case everyone, all, any, not, company, newsfeed, attribute, event, tag, segment

  /// Companies have attributes and nothing else.
  var suitsCompanies: Bool {
    switch self {
    case .all, .any, .not, .attribute: true
    case .everyone, .company, .newsfeed, .event, .tag, .segment: false
    }
  }
}

/// `type` of a predicate on an attribute.
enum AttributeWireType: String, CaseIterable {
  case string, number, boolean, date, any
}

/// `type` of a predicate on an event.
enum EventWireType: String, CaseIterable {
  case occurrence, count, first, last
}

/// `type` of a predicate on a tag or a segment.
enum MembershipWireType: String, CaseIterable {
  case membership
}

/// The comparisons that are tests by themselves, without a value to compare with.
enum MembershipComparison: String, CaseIterable {
  case has
}

enum KnownComparison: String, CaseIterable {
  case known, unknown
}

enum OccurrenceComparison: String, CaseIterable {
  case ever, never
}

enum BooleanComparison: String, CaseIterable {
  case equals = "eq"
}
