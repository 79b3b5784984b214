/// How much a diagnostic matters.
public enum Severity: String, Sendable, Hashable, CaseIterable {
  /// The files are wrong: nothing is planned from them.
  case error
  /// Worth a look; nothing is refused.
  case warning
}

/// A range in a file, and what is to be said about it.
public struct Label: Sendable, Hashable {
  public let file: SourceFile
  public let range: SourceRange
  /// May be empty: the marker alone then says where.
  public let text: String

  public init(_ file: SourceFile, _ range: SourceRange, _ text: String = "") {
    self.file = file
    self.range = range
    self.text = text
  }
}

/// A change of the text that would mend what a diagnostic names.
public struct Fix: Sendable, Hashable {
  /// What the change does, as a person would say it.
  public let title: String
  public let range: SourceRange
  public let replacement: String

  public init(_ title: String, replacing range: SourceRange, with replacement: String) {
    self.title = title
    self.range = range
    self.replacement = replacement
  }
}

/// One thing that is wrong with the files: a value that is collected, never thrown.
public struct Diagnostic: Sendable, Hashable {
  /// What `herald explain` takes, as `unknown-key`.
  public let code: String
  public var severity: Severity
  /// Lower case, no full stop, what is wrong, backticks round what was typed.
  public let message: String
  /// Nil for what has no place in a file, as a project that has none.
  public var primary: Label?
  /// Related places, each with its own text.
  public var secondary: [Label]
  /// What to do next, a sentence each.
  public let help: [String]
  public let fix: Fix?

  public init(
    _ kind: DiagnosticKind, _ message: String, at primary: Label?, also secondary: [Label] = [],
    help: [String] = [], fix: Fix? = nil
  ) {
    code = kind.code
    severity = kind.severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.help = help
    self.fix = fix
  }
}

/// A kind of diagnostic: its code, and what `herald explain` says of it.
///
/// Each target declares its kinds beside the code that finds them and lists them in a static `all`.
public struct DiagnosticKind: Sendable, Hashable {
  /// Lower case words joined by `-`, unique over all targets.
  public let code: String
  /// What it is unless the project's `lint` section says otherwise.
  public let severity: Severity
  /// One line, as in a list of rules.
  public let summary: String
  /// One or more paragraphs: why it matters and what to do.
  public let explanation: String
  /// A whole document that has the problem, and one that does not; empty where none fits in a file.
  public let bad: String
  public let good: String

  public init(
    _ code: String, _ severity: Severity = .error, summary: String, explanation: String,
    bad: String = "", good: String = ""
  ) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.explanation = explanation
    self.bad = bad
    self.good = good
  }
}

extension Sequence<Diagnostic> {
  /// Ordered by file, place, code and message; those without a place come first.
  public func sortedByPlace() -> [Diagnostic] {
    sorted { left, right in
      let leftKey = (left.primary?.file.path ?? "", left.primary?.range.start ?? 0, left.code)
      let rightKey = (right.primary?.file.path ?? "", right.primary?.range.start ?? 0, right.code)
      if leftKey != rightKey { return leftKey < rightKey }
      return left.message < right.message
    }
  }

  public var hasErrors: Bool { contains { $0.severity == .error } }
}
