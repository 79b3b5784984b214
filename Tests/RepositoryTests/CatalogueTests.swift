import Diagnostics
import Testing
import Workflows

@Suite struct `Every diagnostic` {
  @Test func `has a code of its own`() {
    let codes = DiagnosticCatalogue.all.map(\.code)
    #expect(Dictionary(grouping: codes) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test(arguments: DiagnosticCatalogue.all)
  func `has a code of plain words, a summary and an explanation`(kind: DiagnosticKind) throws {
    #expect(kind.code.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil, "\(kind.code)")
    #expect(!kind.summary.isEmpty && !kind.summary.contains("\n"), "\(kind.code)")
    #expect(kind.explanation.count > 40, "\(kind.code)")
  }

  @Test(arguments: DiagnosticCatalogue.all)
  func `is summed up as messages are written`(kind: DiagnosticKind) {
    // A name as `YAML` may come first, with its capitals.
    let first = kind.summary.prefix { $0 != " " }
    #expect(first == first.lowercased() || first == first.uppercased() && first.count > 1)
    #expect(!kind.summary.hasSuffix("."))
  }
}
