import Audiences
import TestSupport

/// Rules about what generated people have.
struct RuleMaker {
  var random: SeededRandom

  mutating func rule(depth: Int) -> Rule {
    guard depth > 1 else { return random.pick(Self.conditions) }
    return switch random.roll(6) {
    case 0, 1: .all((0...random.roll(3)).map { _ in rule(depth: depth - 1) })
    case 2, 3: .any((0...random.roll(3)).map { _ in rule(depth: depth - 1) })
    case 4: .not(rule(depth: depth - 1))
    default: random.pick(Self.conditions)
    }
  }

  private static let conditions: [Rule] =
    attributes + companies + events + [
      .tag("champion"), .tag("no such tag"), .segment("Active"), .segment("New"),
      .segment("no such segment"), .everyone,
    ]

  private static let attributes: [Rule] = [
    .attribute(name: "plan", .text(.anyOf(["pro", "team"]))),
    .attribute(name: "plan", .text(.isNot("trial"))), .attribute(name: "plan", .known(true)),
    .attribute(name: "role", .text(.is("admin"))),
    .attribute(name: "contact.role", .text(.is("user"))),
    .attribute(name: "custom_attributes.role", .text(.noneOf(["viewer", "guest"]))),
    .attribute(name: "seats", .number(.atLeast(3))), .attribute(name: "seats", .text(.is("3"))),
    .attribute(name: "health_score", .number(.lessThan(50.5))),
    .attribute(name: "marketing_opt_in", .boolean(true)),
    .attribute(name: "marketing_opt_in", .known(false)),
    .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(30, .day)))),
    .attribute(name: "last_seen_at", .date(.lessThan(TimeSpan(50, .hour)))),
    .attribute(name: "trial_ends_at", .known(true)),
    .attribute(name: "location.country", .text(.contains("an"))),
    .attribute(name: "email", .text(.endsWith(".TEST"))),
    .attribute(name: "email_domain", .text(.contains("."))),
    .attribute(name: "unsubscribed_from_emails", .boolean(false)),
    .attribute(name: "no_such_thing", .known(false)),
  ]

  private static let companies: [Rule] = [
    .company(.attribute(name: "plan", .text(.is("team")))),
    .company(.attribute(name: "plan", .text(.isNot("team")))),
    .company(
      .all([
        .attribute(name: "size", .number(.greaterThan(20))),
        .attribute(name: "annual_contract", .boolean(true)),
      ])),
    .company(
      .any([
        .attribute(name: "satisfaction", .known(false)), .attribute(name: "industry", .known(true)),
      ])),
    .company(.attribute(name: "renews_at", .date(.lessThan(TimeSpan(200, .day))))),
  ]

  private static let events: [Rule] = [
    .event(name: "csv_exported", EventTest(.never)),
    .event(name: "csv_exported", EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
    .event(name: "csv_exported", EventTest(.count(.atMost(2)), within: TimeSpan(110, .day))),
    .event(name: "csv_exported", EventTest(.first(.moreThan(TimeSpan(92, .day))))),
    .event(
      name: "csv_exported",
      EventTest(.first(.lessThan(TimeSpan(99, .day))), within: TimeSpan(350, .day))),
    .event(name: "signed_in", EventTest(.last(.lessThan(TimeSpan(3, .day))))),
    .event(name: "signed_in", EventTest(.count(.greaterThan(10)))),
    .event(name: "report_shared", EventTest(.ever, within: TimeSpan(1, .week))),
    .event(name: "never_heard_of", EventTest(.never, within: TimeSpan(1, .week))),
  ]
}

extension Rule {
  /// Whether it asks what happened within a time of which nothing is listed any more.
  var looksFarBack: Bool {
    switch self {
    case .all(let rules), .any(let rules): rules.contains(where: \.looksFarBack)
    case .not(let rule), .company(let rule): rule.looksFarBack
    case .event(_, let test): test.within.map { $0.seconds > 89 * 86_400 } ?? false
    case .everyone, .attribute, .tag, .segment, .newsfeed: false
    }
  }
}
