import Campaigns
import Diagnostics
import Testing

@Suite("Explanations")
struct KindTests {
  @Test("A bad example has the problem that it is an example of", arguments: withExamples)
  func bad(_ kind: DiagnosticKind) throws {
    let codes = try diagnostics(kind.bad).map(\.code)
    #expect(codes.contains(kind.code))
  }

  @Test("A good example has no problem", arguments: CampaignDiagnostics.all)
  func good(_ kind: DiagnosticKind) throws {
    #expect(try diagnostics(kind.good).map(\.message) == [])
  }

  @Test("Codes are unique, also among those of audiences")
  func unique() {
    let codes = (CampaignDiagnostics.all + AudienceDiagnostics.all).map(\.code)
    #expect(Set(codes).count == codes.count)
  }

  @Test("Texts are written as all messages are", arguments: CampaignDiagnostics.all)
  func wording(_ kind: DiagnosticKind) {
    #expect(kind.code.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) })
    #expect(kind.explanation.count > 80)
  }

  static let withExamples = CampaignDiagnostics.all.filter { !$0.bad.isEmpty }

  private func diagnostics(_ text: String) throws -> [Diagnostic] {
    try Fixture.diagnostics(
      of: SourceFile(path: "example.yaml", text: text), in: Fixture.lintingProject())
  }
}
