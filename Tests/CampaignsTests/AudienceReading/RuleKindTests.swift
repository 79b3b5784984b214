import Campaigns
import Diagnostics
import Testing

@Suite("The kinds of diagnostics about audiences")
struct RuleKindTests {
  @Test("have bad examples that show them and nothing else", arguments: AudienceDiagnostics.all)
  func bad(kind: DiagnosticKind) {
    #expect(Set(RuleDocument(kind.bad).diagnostics.map(\.code)) == [kind.code])
  }

  @Test("have good examples that show nothing", arguments: AudienceDiagnostics.all)
  func good(kind: DiagnosticKind) {
    let document = RuleDocument(kind.good)
    #expect(document.found == [])
    #expect(!document.rules.isEmpty)
  }

  @Test("have codes of their own")
  func codes() {
    #expect(Set(AudienceDiagnostics.all.map(\.code)).count == AudienceDiagnostics.all.count)
  }
}
