internal import Diagnostics

/// A rule of good copy: what it asks, its wording and its own examples, in one file.
///
/// It looks at a campaign in which no error was found, and says what a marketer should do instead.
/// A rule would rather say nothing than be wrong: who is warned for no reason reads no warning.
protocol CopyRule: SendableMetatype {
  static var kind: DiagnosticKind { get }
  static var examples: CopyExamples { get }
  static func check(_ manuscript: Manuscript, _ findings: inout Findings)
}

enum CopyRules {
  /// Sorted by code.
  static let all: [any CopyRule.Type] = [
    LeadsWithFeature.self, MissingAction.self, CompetingLink.self, HomePageLink.self,
    InsecureLink.self, UnfilledLink.self, CopyLength.self, TitleLength.self, PlaceholderText.self,
    Shouting.self, UnusualDelay.self, RepeatedAnnouncement.self, FleetingNotice.self,
    OngoingAnnouncement.self, OneTimeOnboarding.self,
  ].sorted { $0.kind.code < $1.kind.code }

  static func check(_ manuscript: Manuscript) -> Findings {
    var findings = Findings(manuscript.file)
    for rule in all { rule.check(manuscript, &findings) }
    return findings
  }
}

/// The rules whose severity a project may set, and which a comment may allow to be broken.
package enum LintRules {
  /// Sorted.
  package static let names =
    (copy + [DiagnosticKind.missingFallback, .unclearTime].map(\.code) + late + workspace
    + moment).sorted()

  /// Those about copy; sorted.
  package static let copy = CopyRules.all.map { $0.kind.code }

  /// Those that only a look at the workspace finds broken.
  package static let workspace = WorkspaceKinds.settable.map(\.code)

  /// Those that only a plan finds broken.
  static let moment = MomentDiagnostics.all.map(\.code)

  /// Those that find something in an environment alone, once variables are filled and all campaigns
  /// are known; some of them find other things as files are read.
  static let late = [
    DiagnosticKind.matchesEveryone, .matchesNobody, .idleCondition, .collision, .tooOften,
    .notHonoured,
  ].map(\.code)

  /// Whole campaigns that a copy rule has something to say against, marked where, and others that
  /// it likes; by its code.
  package static let examples = CopyRules.all.map { rule in
    (code: rule.kind.code, bad: rule.examples.bad, good: rule.examples.good)
  }

  private static let known = Set(names)

  /// True for the code of a rule.
  static func has(_ name: String) -> Bool { known.contains(name) }

  /// What is said of a name that no rule has, with the name's place.
  static func unknown(_ name: String, _ problem: String, at label: Label) -> Diagnostic {
    let near = suggestion(for: name, among: names)
    return Diagnostic(
      .unknownRule, problem, at: label,
      help: [
        near.map { "did you mean `\($0)`?" } ?? "the rules are \(Shown.list(names, "and"))"
      ],
      fix: near.map { Fix("write `\($0)`", replacing: label.range, with: $0) })
  }
}

/// What the rules find in one campaign.
struct Findings {
  private let file: SourceFile
  private(set) var diagnostics: [Diagnostic] = []
  /// Links of which the variable's value alone tells whether they are in order.
  var openLinks: [OpenLink] = []

  init(_ file: SourceFile) {
    self.file = file
  }

  mutating func report(
    _ kind: DiagnosticKind, _ problem: String, at range: SourceRange, also: [Label] = [],
    do help: String
  ) {
    diagnostics.append(
      Diagnostic(kind, problem, at: Label(file, range), also: also, help: [help]))
  }
}
