/// The documents that explanations show.
enum Example {
  static let button = #"cta: { label: Export now, url: "${app_url}/reports/export" }"#

  /// A campaign that is in order, with lines added at its end.
  static func chat(_ lines: String = "") -> String {
    """
    campaign: csv-export-launch
    format: chat
    from: ana@acme.test
    audience: { attribute: plan, is: pro }
    copy:
      body: Export your data in one step -- CSV export is live.
      \(button)

    """ + ended(lines)
  }

  /// An audience document with a rule.
  static func audience(_ rule: String) -> String {
    """
    audience: chosen-people
    where: { \(rule) }

    """
  }

  /// A bot that is in order up to its steps.
  static func bot(_ steps: String) -> String {
    """
    campaign: welcome-bot
    format: bot
    from: ana@acme.test
    audience: { attribute: plan, is: trial }
    bot:
      start: welcome
      steps:

    """ + ended(indented(steps, by: 4))
  }

  /// A campaign but for its copy; its button is there where the lines do not say another.
  static func copy(_ lines: String, format: String = "chat") -> String {
    let button = lines.contains("cta:") ? "" : "\n\(button)"
    return """
      campaign: csv-export-launch
      format: \(format)
      from: ana@acme.test
      audience: { attribute: plan, is: pro }
      copy:

      """ + ended(indented(lines + button, by: 2))
  }

  /// A project file that is in order, with lines added at its end.
  static func project(_ lines: String = "") -> String {
    """
    project: acme-growth
    environments:
      sandbox:
        remote: sandbox
        variables: { app_url: "http://localhost:3000" }

    """ + ended(lines)
  }

  /// A project file with an environment of these lines.
  static func environment(_ lines: String) -> String {
    """
    project: acme-growth
    environments:
      production:

    """ + ended(indented(lines, by: 4))
  }

  private static func indented(_ text: String, by count: Int) -> String {
    let indent = String(repeating: " ", count: count)
    return text.split(separator: "\n").map { indent + $0 }.joined(separator: "\n")
  }

  private static func ended(_ text: String) -> String {
    text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }
}
