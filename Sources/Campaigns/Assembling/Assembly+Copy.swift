internal import Diagnostics

/// A variable whose value begins an address that is not encrypted.
struct InsecureVariable: Hashable {
  let environment: String
  let variable: String

  static func all(in project: Project?) -> Set<InsecureVariable> {
    var found: Set<InsecureVariable> = []
    for environment in project?.environments ?? [] {
      for variable in environment.variables where LinkAddress(variable.value).isInsecure {
        found.insert(InsecureVariable(environment: environment.name, variable: variable.name))
      }
    }
    return found
  }
}

// What copy rules can say once variables have values, and what comments allow.
extension Assembly {
  /// Links that are a variable and nothing else.
  mutating func checkLinks(_ document: CampaignDocument) {
    guard let project, !document.openLinks.isEmpty else { return }
    for link in document.openLinks {
      let problem = project.environments.lazy
        .filter { document.belongs(to: $0.name) }
        .compactMap { $0.value(of: link.variable) }
        .compactMap { HomePageLink.problem(of: link, $0, in: document.file) }.first
      if let problem { diagnostics.append(problem) }
    }
  }

  /// An unencrypted address is told of once, whatever begins with it.
  mutating func checkSecurity(
    of use: VariableUse, _ file: SourceFile, _ environment: Environment
  ) {
    guard !insecureVariables.isEmpty, let project, case .url? = use.beginning,
      insecureVariables.remove(
        InsecureVariable(environment: environment.name, variable: use.name)) != nil
    else { return }
    diagnostics.append(
      InsecureLink.problem(
        of: use.name, in: environment, project, usedAt: Label(file, use.range(in: file))))
  }

  /// Takes away what comments allow, and tells of those that allow nothing.
  mutating func applyAllowances(of files: [FileContent]) {
    var allowing = files.filter { !$0.allowances.isEmpty }.map { ($0.file, $0.allowances) }
    if let project {
      let found = AllowanceScan.read(project.file, [project.node])
      diagnostics += found.diagnostics
      if !found.allowances.isEmpty { allowing.append((project.file, found.allowances)) }
    }
    for (file, allowances) in allowing { apply(allowances, in: file) }
  }

  private mutating func apply(_ allowances: [Allowance], in file: SourceFile) {
    var isUsed = Array(repeating: false, count: allowances.count)
    var isSound = project != nil
    diagnostics.removeAll { diagnostic in
      guard let place = diagnostic.primary, place.file.path == file.path else { return false }
      let found = allowances.indices.filter { allowances[$0].allows(diagnostic) }
      for index in found { isUsed[index] = true }
      // Not every rule looks at a campaign that has an error.
      if found.isEmpty, diagnostic.severity == .error { isSound = false }
      return !found.isEmpty
    }
    for (allowance, isUsed) in zip(allowances, isUsed)
    where !LintRules.workspace.contains(allowance.rule)
      && !LintRules.moment.contains(allowance.rule)
    {
      if LintRules.late.contains(allowance.rule) {
        waiting.append(WaitingAllowance(allowance: allowance, file: file, isUsed: isUsed))
      } else if isSound, !isUsed {
        diagnostics.append(allowance.unused(in: file))
      }
    }
  }
}
