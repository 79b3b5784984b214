internal import Audiences
internal import Diagnostics

/// What stands for the names in campaigns in one environment: variables and audience documents.
struct Filling {
  let values: [String: String]
  let audiences: KnownAudiences
  /// What is wrong with the audience documents as they are filled.
  let diagnostics: [Diagnostic]

  init(_ environment: Environment, _ documents: [AudienceDocument]) {
    let values = Dictionary(environment.variables.map { ($0.name, $0.value) }) { first, _ in first }
    self.values = values
    let resolver = AudienceResolver(documents.map(\.named), broken: []) { _, text, _ in
      VariableScan.fill(text) { values[$0] }
    }
    audiences = resolver.audiences
    // Those that need nothing from elsewhere were looked at as they were read.
    let meanings = documents.flatMap { document -> [Diagnostic] in
      guard !document.variables.isEmpty || AudienceReader.hasReference(document.rule),
        let rule = resolver.rules[document.name]
      else { return [] }
      return AudienceReader.problems(of: rule, in: document.rule, document.file)
    }
    diagnostics = resolver.diagnostics + meanings
  }

  func fill(_ text: String) -> String { VariableScan.fill(text) { values[$0] } }
}
