public import Audiences
public import JSON

/// Whom a campaign is for, in words: a line for each condition, indented by what holds it together.
public struct AudienceText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  public func render(_ rule: Rule, of key: String) -> String {
    "\(page.ink.bold(key.visible)) is for\n\n" + lines(rule, indent: 2).joined()
  }

  private func lines(_ rule: Rule, indent: Int) -> [String] {
    switch rule {
    case .all(let rules): group("all of", rules, indent)
    case .any(let rules): group("any of", rules, indent)
    case .not(let rule): group("not", [rule], indent)
    case .company(let rule): group("in a company with", [rule], indent)
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed: [line(rule.summary, indent)]
    }
  }

  private func group(_ word: String, _ rules: [Rule], _ indent: Int) -> [String] {
    [line(page.ink.dim(word), indent)] + rules.flatMap { lines($0, indent: indent + 2) }
  }

  private func line(_ text: String, _ indent: Int) -> String {
    String(repeating: " ", count: indent) + text + "\n"
  }
}

/// The same as data. Version 1: members are added, never changed.
public enum AudienceJSON {
  public static func render(_ rule: Rule, of key: String) -> JSONObject {
    [
      "format_version": 1, "key": .string(key), "summary": .string(rule.summary),
      "audience": rule.wire,
    ]
  }
}

/// A statement with a heading that says what it counts, and when.
public enum StatementText {
  public static func render(
    _ statement: String, of rule: Rule, _ key: String, now: Int64, timeZone: String
  ) -> String {
    // Spark fills `${name}` in, in comments too.
    let summary = "\(key): \(rule.summary)".replacing("${", with: "$ {")
    return """
      -- \(summary)
      -- at \(TimeText.instant(now, timeZone: timeZone))
      \(statement);

      """
  }
}
