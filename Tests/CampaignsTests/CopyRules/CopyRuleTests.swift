import Campaigns
import Diagnostics
import Testing

@Suite struct `A copy rule` {
  @Test(arguments: Case.bad) func `finds what its bad examples mark, and nothing else`(
    _ example: Case
  ) throws {
    let marked = try #require(Marked(example.text))
    let file = SourceFile(path: "example.yaml", text: marked.text)
    let found = try example.findings(in: file)
    #expect(found.map(\.primary?.range) == [marked.range], "\(found.map(\.message))")
  }

  @Test(arguments: Case.good) func `finds nothing in its good examples`(_ example: Case) throws {
    #expect(Marked(example.text) == nil)
    let file = SourceFile(path: "example.yaml", text: example.text)
    #expect(try example.findings(in: file).map(\.message) == [])
  }

  @Test(arguments: Case.good) func `has good examples that every other rule likes, too`(
    _ example: Case
  ) throws {
    let file = SourceFile(path: "example.yaml", text: example.text)
    #expect(try Case.diagnostics(of: file).map(\.message) == [])
  }

  @Test(arguments: Case.bad) func `says what to do instead`(_ example: Case) throws {
    let marked = try #require(Marked(example.text))
    let file = SourceFile(path: "example.yaml", text: marked.text)
    for finding in try example.findings(in: file) {
      #expect(finding.help.count == 1 && finding.help.first?.isEmpty == false)
      #expect(finding.severity == .warning)
      #expect(finding.message.first?.isUppercase == false && !finding.message.hasSuffix("."))
    }
  }

  @Test func `is in the list in the order of codes`() {
    #expect(LintRules.copy == Set(LintRules.copy).sorted())
  }
}

/// One example of one rule.
struct Case: Sendable, CustomTestStringConvertible {
  let code: String
  let number: Int
  let text: String

  var testDescription: String { "\(code) \(number)" }

  static let bad = LintRules.examples.flatMap { cases($0.code, $0.bad) }
  static let good = LintRules.examples.flatMap { cases($0.code, $0.good) }

  private static func cases(_ code: String, _ examples: [String]) -> [Case] {
    examples.enumerated().map { Case(code: code, number: $0 + 1, text: $1) }
  }

  func findings(in file: SourceFile) throws -> [Diagnostic] {
    let found = try Self.diagnostics(of: file)
    #expect(!found.hasErrors, "\(found.map(\.message))")
    return found.filter { $0.code == code }
  }

  static func diagnostics(of file: SourceFile) throws -> [Diagnostic] {
    try Fixture.diagnostics(of: file, in: Fixture.lintingProject())
  }
}

/// An example without its marks, and the bytes between them.
struct Marked {
  let text: String
  let range: SourceRange

  /// Nil where there is not one pair of marks.
  init?(_ example: String) {
    let parts = example.split(separator: "«", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let rest = parts[1].split(separator: "»", omittingEmptySubsequences: false)
    guard rest.count == 2 else { return nil }
    text = String(parts[0] + rest[0] + rest[1])
    let start = parts[0].utf8.count
    range = SourceRange(start, start + rest[0].utf8.count)
  }
}
