/// What a rule has to say against, and what it has not; each is a whole campaign.
///
/// `«` and `»` stand round the bytes at which the rule's finding is shown. People do not see them.
struct CopyExamples {
  let bad: [String]
  let good: [String]

  /// The documents of one file as `herald explain` shows it: each with a key of its own.
  static func shown(_ examples: [String]) -> String {
    examples.enumerated().map { index, example in
      let key = index == 0 ? "campaign: example" : "campaign: example-\(index + 1)"
      return key + String(example.dropFirst(head.count).filter { $0 != "«" && $0 != "»" })
    }.joined(separator: "---\n")
  }

  /// The first line of each.
  private static let head = "campaign: example"

  /// A campaign of these lines.
  static func campaign(_ lines: String, format: String = "chat") -> String {
    "\(head)\nformat: \(format)\nfrom: ana@acme.test\naudience: { attribute: plan, is: pro }\n"
      + lines + (lines.hasSuffix("\n") ? "" : "\n")
  }

  /// A chat that says this and has a button that is in order.
  static func body(_ text: String, _ lines: String = "") -> String {
    campaign("copy:\n  body: \(text)\n  \(Example.button)\n\(lines)")
  }

  /// A chat whose button leads there.
  static func link(_ url: String) -> String {
    campaign(
      "copy:\n  body: Export your data in one step.\n  cta: { label: Export now, url: \(url) }")
  }
}
