internal import Diagnostics

/// What is filled for each person has something to say to those of whom nothing is known.
///
/// It is found as texts are read, wherever they may have `{{ }}`.
enum MissingFallback {
  static func problem(of name: String) -> String {
    "`{{\(name)}}` has no fallback for people without that attribute"
  }

  static func help(for name: String) -> String {
    "write `{{\(name) | fallback: \"there\"}}`, and put the whole text in single quotes"
  }
}

extension DiagnosticKind {
  static let missingFallback = DiagnosticKind(
    "missing-fallback", .warning, summary: "a person's attribute is used without a fallback",
    explanation: """
      Not everybody has every attribute, and "Hi , welcome" is what the others read. Say what \
      stands there for them: `{{first_name | fallback: "there"}}`. Under `lint` in `herald.yaml` \
      this can be made an error or switched off. Put the whole text in single quotes then, since a \
      colon followed by a space means something else in YAML.
      """,
    bad: Example.copy("body: \"Hi {{first_name}}, CSV export is live.\""),
    good: Example.copy("body: 'Hi {{first_name | fallback: \"there\"}}, CSV export is live.'"))
}
