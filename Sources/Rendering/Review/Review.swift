public import Applying
public import Diagnostics
public import Planning

/// What those who review a change are told of one run, before it is Markdown, a page or annotations.
public struct Review: Sendable {
  /// What a run came to.
  public enum Result: Sendable {
    /// The files were read, and nothing was compared.
    case read(ValidationCounts)
    case planned(Plan)
    /// `report` is nil where nothing was tried, which then `trouble` explains, or the plan does.
    case carriedOut(
      Plan, ApplyReport?, kept: [KeptOtherwise], mismatches: [Mismatch], trouble: Trouble?)
    /// There are errors among the diagnostics, so there is nothing else.
    case filesWrong
    case failed(Trouble)
  }

  /// Why there is no result, and what to do about it.
  public struct Trouble: Sendable, Hashable {
    public let sentence: String
    /// Empty where the sentence says it all.
    public let help: String

    public init(_ sentence: String, help: String = "") {
      self.sentence = sentence
      self.help = help
    }
  }

  /// As `plan`.
  public let command: String
  public let result: Result
  /// Sorted by place.
  public let diagnostics: [Diagnostic]
  /// What the paths of a plan begin with, as `campaigns/`.
  public let pathPrefix: String
  public let paths: RepositoryPaths
  /// What each code means, for formats that say so.
  public let kinds: [DiagnosticKind]

  public init(
    command: String, _ result: Result, diagnostics: [Diagnostic], pathPrefix: String,
    paths: RepositoryPaths, kinds: [DiagnosticKind]
  ) {
    self.command = command
    self.result = result
    self.diagnostics = diagnostics
    self.pathPrefix = pathPrefix
    self.paths = paths
    self.kinds = kinds
  }
}

extension Review {
  var plan: Plan? {
    switch result {
    case .planned(let plan), .carriedOut(let plan, _, _, _, _): plan
    case .read, .filesWrong, .failed: nil
    }
  }

  /// What environments leave out, as their remotes cannot do it.
  var omissions: [EnvironmentOmissions] {
    switch result {
    case .read(let counts): counts.omissions
    case .planned(let plan), .carriedOut(let plan, _, _, _, _):
      plan.omissions.isEmpty
        ? []
        : [EnvironmentOmissions(environment: plan.environment, campaigns: plan.omissions)]
    case .filesWrong, .failed: []
    }
  }

  var errors: Int { diagnostics.count { $0.severity == .error } }
  var warnings: Int { diagnostics.count { $0.severity == .warning } }

  /// As `2 errors, 1 warning`; empty where there are none.
  var findings: String {
    [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { $0.0.counted($0.1) }.joined(separator: ", ")
  }

  /// As `campaigns/one.yaml:2`; nil where the change has no file.
  func place(of change: Change) -> (path: String, line: Int)? {
    change.place.map { (paths.path(pathPrefix + $0.path), $0.line) }
  }
}
