import Audiences

/// A rule as one would say it, what holds it together as lists.
enum AudienceHTML {
  static func markup(_ rule: Rule) -> HTML {
    switch rule {
    case .all(let rules): group("all of these hold", rules)
    case .any(let rules): group("any of these holds", rules)
    case .not(let rule): group("this does not hold", [rule])
    case .company(let rule): group("this holds of a company of theirs", [rule])
    case .event(let name, let test): "\(sentence(rule, name, test).visibleLine)"
    case .tag: "has the \(rule.summary.visibleLine)"
    case .segment: "is \(rule.summary.visibleLine)"
    case .everyone, .attribute, .newsfeed: "\(rule.summary.visibleLine)"
    }
  }

  private static func group(_ words: String, _ rules: [Rule]) -> HTML {
    "\(words)\n<ul>\n\(HTML(rules.map { "<li>\(markup($0))</li>\n" }))</ul>"
  }

  /// As `has done csv_exported at least 3 times within 30 days`.
  private static func sentence(_ rule: Rule, _ name: String, _ test: EventTest) -> String {
    let name = name.inSentence
    let bound = test.within.map { " within \($0)" } ?? ""
    // What a summary says of how often, and of when.
    let rest = rule.summary.dropFirst("event \(name) ".count)
    return switch test.measure {
    case .never: "has never done \(name)\(bound)"
    case .ever: "has done \(name)\(bound)"
    case .count: "has done \(name) \(rest)"
    case .first, .last: "has done \(name), \(rest)"
    }
  }
}
