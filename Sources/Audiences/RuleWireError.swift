/// Why a value of the wire is not a rule, and where.
public struct RuleWireError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong; closed, so that whoever answers for it must think about each.
  public enum Reason: Sendable, Hashable {
    /// None of the members that say what a rule is.
    case notARule
    case missing(String)
    case unknownMember(String)
    /// The value is not what the member holds, as `a string`.
    case expected(String)
    /// The value is not one of these.
    case notOneOf([String])
    case empty
    /// No double holds the number.
    case inexactNumber
    case spanTooLong
    case noSuchDay
    case tooDeep
    case tooManyConditions
    case tooManyValues
    /// A newsfeed stands alone, at the top.
    case newsfeedNotAlone
    /// A rule about a company that asks for something that companies do not have.
    case notOfCompanies
  }

  /// The place as a JSON pointer; empty for the rule itself.
  public let path: String
  public let reason: Reason

  public init(path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "\(path.isEmpty ? "the rule" : path): \(reason)" }
}

extension RuleWireError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notARule:
      "needs one of `everyone`, `all`, `any`, `not`, `company`, `newsfeed`, `attribute`, "
        + "`event`, `tag`, `segment`"
    case .missing(let member): "`\(member)` is missing"
    case .unknownMember: "is not a member of this rule"
    case .expected(let what): "must be \(what)"
    case .notOneOf(let names):
      "must be one of \(names.map { "`\($0)`" }.joined(separator: ", "))"
    case .empty: "must not be empty"
    case .inexactNumber: "is a number that cannot be kept exactly"
    case .spanTooLong: "must be between 0 and 100 years"
    case .noSuchDay: "must be a day of the calendar, as `2026-12-01`"
    case .tooDeep: "is nested more than \(RuleLimits.depth) deep"
    case .tooManyConditions: "makes more than \(RuleLimits.conditions) conditions"
    case .tooManyValues: "makes more than \(RuleLimits.listedValues) listed values"
    case .newsfeedNotAlone: "must stand alone, at the top"
    case .notOfCompanies: "is not a condition on a company's attributes"
    }
  }
}
