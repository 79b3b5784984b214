import Diagnostics
import Testing

@Suite struct OrderTests {
  private let error = DiagnosticKind("b-error", summary: "s", explanation: "e")
  private let other = DiagnosticKind("a-other", .warning, summary: "s", explanation: "e")

  @Test("diagnostics are ordered by file, place, code and message, those without a place first")
  func order() {
    let first = SourceFile(path: "a.yaml", text: "some text")
    let second = SourceFile(path: "b.yaml", text: "some text")
    let sorted = [
      Diagnostic(error, "nowhere", at: nil),
      Diagnostic(error, "first", at: Label(first, SourceRange(2, 3))),
      Diagnostic(other, "z", at: Label(first, SourceRange(4, 5))),
      Diagnostic(error, "m", at: Label(first, SourceRange(4, 6))),
      Diagnostic(error, "n", at: Label(first, SourceRange(4, 5))),
      Diagnostic(error, "a", at: Label(second, SourceRange(0, 1))),
    ]
    #expect(sorted.reversed().sortedByPlace() == sorted)
    #expect((sorted[3...] + sorted[..<3]).sortedByPlace() == sorted)
  }

  @Test("a diagnostic takes its code and its severity from its kind")
  func kind() {
    let diagnostic = Diagnostic(other, "m", at: nil)
    #expect(diagnostic.code == "a-other" && diagnostic.severity == .warning)
  }

  @Test("warnings are no errors")
  func errors() {
    let warning = Diagnostic(other, "m", at: nil)
    #expect(![warning].hasErrors)
    #expect([warning, Diagnostic(error, "m", at: nil)].hasErrors)
  }
}
