import Diagnostics

extension FaultRule {
  /// Reads a rule as it is written behind `--fault`: what goes wrong, then in any order with which
  /// requests and how often.
  public init(_ text: String) throws(FaultRuleError) {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    guard let name = words.popFirst() else { throw FaultRuleError(rule: text, .empty) }
    do throws(FaultRuleError.Reason) {
      self.init(try Self.fault(name, &words))
      while let word = words.popFirst() { try read(word, &words) }
    } catch {
      throw FaultRuleError(rule: text, error)
    }
  }

  /// What it is called where it strikes.
  var name: String {
    switch fault {
    case .delay: "delay"
    case .drop: isLate ? "drop late" : "drop"
    case .tooManyRequests: isLate ? "429 late" : "429"
    case .failure: isLate ? "500 late" : "500"
    case .unavailable: isLate ? "503 late" : "503"
    case .truncate: "truncate"
    case .garbage: "garbage"
    }
  }

  static let faultNames = ["delay", "drop", "429", "500", "503", "truncate", "garbage"]
  static let methodNames = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
  private static let otherWords = ["late", "first", "after"]

  private static func fault(
    _ name: String, _ words: inout ArraySlice<String>
  ) throws(FaultRuleError.Reason) -> Fault {
    switch name.lowercased() {
    case "delay":
      guard let word = words.first, let range = milliseconds(word) else {
        throw .delayWithoutTime(words.first)
      }
      words.removeFirst()
      return .delay(range)
    case "drop": return .drop
    case "429": return .tooManyRequests(resetsIn: seconds(&words) ?? 1)
    case "500": return .failure
    case "503": return .unavailable(retryAfter: seconds(&words))
    case "truncate": return .truncate
    case "garbage": return .garbage
    default:
      throw .unknownFault(name, suggestion: suggestion(for: name, among: faultNames))
    }
  }

  private mutating func read(
    _ word: String, _ words: inout ArraySlice<String>
  ) throws(FaultRuleError.Reason) {
    if Self.methodNames.contains(word.uppercased()) {
      methods.insert(word.uppercased())
    } else if word.hasPrefix("/") {
      guard path == nil else { throw .twice("path") }
      guard Route.answer(word) else {
        throw .unknownPath(
          word, suggestion: suggestion(for: word, among: Route.allCases.map(\.pattern)))
      }
      path = FaultPath(word)
    } else if word.hasSuffix("%") {
      guard chance == 1 else { throw .twice("percentage") }
      guard let percentage = Double(word.dropLast()), percentage > 0, percentage <= 100 else {
        throw .badPercentage(word)
      }
      chance = percentage / 100
    } else {
      switch word.lowercased() {
      case "late":
        guard fault != .truncate, fault != .garbage, !fault.isDelay else { throw .lateAnyway(name) }
        isLate = true
      case "first":
        guard limit == nil else { throw .twice("`first`") }
        limit = try Self.count(after: word, &words)
      case "after":
        guard passing == 0 else { throw .twice("`after`") }
        passing = try Self.count(after: word, &words)
      default:
        throw .unknownWord(
          word, suggestion: suggestion(for: word, among: Self.methodNames + Self.otherWords))
      }
    }
  }

  private static func count(
    after word: String, _ words: inout ArraySlice<String>
  ) throws(FaultRuleError.Reason) -> Int {
    guard let text = words.popFirst(), let count = number(text), count > 0 else {
      throw .countMissing(word)
    }
    return count
  }

  /// `5s`, taken from the words where it comes next.
  private static func seconds(_ words: inout ArraySlice<String>) -> Int? {
    guard let range = words.first.flatMap(milliseconds), range.lowerBound == range.upperBound else {
      return nil
    }
    words.removeFirst()
    return (range.lowerBound + 999) / 1_000
  }

  /// `200ms`, `2s`, `50ms-2s`.
  private static func milliseconds(_ text: String) -> ClosedRange<Int>? {
    let times = text.split(separator: "-", omittingEmptySubsequences: false).map { time -> Int? in
      if time.hasSuffix("ms") { return number(time.dropLast(2)) }
      return time.hasSuffix("s") ? number(time.dropLast()).map { $0 * 1_000 } : nil
    }
    guard times.count <= 2, let shortest = times[0], let longest = times[times.count - 1],
      shortest <= longest, longest <= longestDelay
    else { return nil }
    return shortest...longest
  }

  /// Ten minutes, in milliseconds.
  private static let longestDelay = 600_000

  private static func number(_ text: some StringProtocol) -> Int? {
    let isNumber = (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    return isNumber ? Int(text) : nil
  }
}
