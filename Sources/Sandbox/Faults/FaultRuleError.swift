/// Why a text is no rule of a fault.
public struct FaultRuleError: Error, Sendable, Hashable {
  enum Reason: Error, Hashable {
    case empty
    case unknownFault(String, suggestion: String?)
    case unknownWord(String, suggestion: String?)
    case unknownPath(String, suggestion: String?)
    case delayWithoutTime(String?)
    case badPercentage(String)
    case countMissing(String)
    case lateAnyway(String)
    case twice(String)
  }

  public let rule: String
  let reason: Reason

  init(rule: String, _ reason: Reason) {
    self.rule = rule
    self.reason = reason
  }
}

extension FaultRuleError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .empty: "a fault is missing: write one, as `drop POST /messages 20%`"
    case .unknownFault(let word, let suggestion):
      "`\(rule)`: `\(word)` is no fault (\(FaultRule.faultNames.joined(separator: ", ")))"
        + Self.meant(suggestion)
    case .unknownWord(let word, let suggestion):
      "`\(rule)`: `\(word)` is no part of a rule (methods, a path, `20%`, `first 3`, `after 3`, "
        + "`late`)\(Self.meant(suggestion))"
    case .unknownPath(let path, let suggestion):
      "`\(rule)`: the sandbox answers no path `\(path)`\(Self.meant(suggestion))"
    case .delayWithoutTime(let word):
      "`\(rule)`: `delay` needs a time of at most 600s behind it\(word.map { ", not `\($0)`" } ?? "")"
        + ": write `delay 200ms`, `delay 2s` or `delay 50ms-2s`"
    case .badPercentage(let word):
      "`\(rule)`: `\(word)` is no percentage above 0 and up to 100"
    case .countMissing(let word):
      "`\(rule)`: `\(word)` needs a number of requests behind it, as `\(word) 3`"
    case .lateAnyway(let fault):
      "`\(rule)`: `late` is for `drop`, `429`, `500` and `503`, not for `\(fault)`"
    case .twice(let part): "`\(rule)`: it has more than one \(part)"
    }
  }

  private static func meant(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean `\($0)`?" } ?? ""
  }
}
