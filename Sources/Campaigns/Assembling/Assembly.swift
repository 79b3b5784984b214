internal import Audiences
internal import Diagnostics
internal import Planning
internal import YAML

/// Joins the files of a project and finds what is wrong between them.
struct Assembly {
  let files: [FileContent]
  let project: Project?
  private let environmentNames: [String]
  private var diagnostics: [Diagnostic] = []
  private var zones = TimeZones()

  init(_ files: [FileContent], _ project: Project?) {
    self.files = files
    self.project = project
    environmentNames = project?.environments.map(\.name) ?? []
  }

  mutating func join() -> ProjectContent {
    for file in files { diagnostics += file.diagnostics }
    let keys = firstDeclarations(of: .campaign)
    let names = firstDeclarations(of: .audience)
    reportDuplicates(of: .campaign, keys)
    reportDuplicates(of: .audience, names)

    checkFormerKeys(keys)
    var campaigns: [Campaign] = []
    campaigns.reserveCapacity(keys.count)
    for file in files {
      for document in file.documents {
        check(document)
        if let campaign = document.campaign { campaigns.append(campaign) }
      }
    }
    var audiences: [AudienceDocument] = []
    for file in files { audiences += file.audiences }
    for audience in audiences { checkVariables(audience.variables, in: audience.file, nil) }
    checkRules(audiences, names)

    campaigns.sort { $0.key < $1.key }
    applyLint()
    return ProjectContent(
      project: project, campaigns: campaigns, audiences: audiences,
      diagnostics: diagnostics.sortedByPlace())
  }

  // MARK: - Names

  private func firstDeclarations(of kind: Declaration.Kind) -> [String: Declaration] {
    var first: [String: Declaration] = [:]
    for file in files {
      for declaration in file.declarations where declaration.kind == kind {
        if first[declaration.name] == nil { first[declaration.name] = declaration }
      }
    }
    return first
  }

  private mutating func reportDuplicates(
    of kind: Declaration.Kind, _ first: [String: Declaration]
  ) {
    for file in files {
      for declaration in file.declarations where declaration.kind == kind {
        guard let original = first[declaration.name],
          original.range != declaration.range || original.file.path != declaration.file.path
        else { continue }
        report(duplicate: declaration, of: original)
      }
    }
  }

  private mutating func report(duplicate: Declaration, of original: Declaration) {
    let (kind, noun): (DiagnosticKind, String) =
      switch duplicate.kind {
      case .campaign: (.duplicateCampaign, "campaign")
      case .audience: (.duplicateAudience, "audience")
      }
    diagnostics.append(
      Diagnostic(
        kind, "there are two \(noun)s with the name `\(duplicate.name)`",
        at: Label(duplicate.file, duplicate.range),
        also: [Label(original.file, original.range, "the first one")],
        help: ["give one of them another name"]))
  }

  private mutating func checkFormerKeys(_ keys: [String: Declaration]) {
    var claims: [String: Label] = [:]
    for file in files {
      for document in file.documents {
        for node in document.node["previously"]?.items ?? [] {
          guard let former = node.text, former != document.node["campaign"]?.text else { continue }
          checkFormerKey(former, at: Label(document.file, node.place), keys, &claims)
        }
      }
    }
  }

  private mutating func checkFormerKey(
    _ former: String, at label: Label, _ keys: [String: Declaration],
    _ claims: inout [String: Label]
  ) {
    if let holder = keys[former] {
      diagnostics.append(
        Diagnostic(
          .formerKey, "`\(former)` is the key of another campaign, not a former one",
          at: label, also: [Label(holder.file, holder.range, "the campaign that has it")],
          help: ["remove it here, or give the other campaign a new key"]))
    } else if let first = claims[former] {
      diagnostics.append(
        Diagnostic(
          .formerKey, "two campaigns say that they were `\(former)`", at: label,
          also: [Label(first.file, first.range, "the first one")],
          help: ["a message has one successor: keep it in one of the two"]))
    } else {
      claims[former] = label
    }
  }

  // MARK: - Rules

  /// Reads every rule that names audience documents, now that these are known.
  private mutating func checkRules(
    _ audiences: [AudienceDocument], _ names: [String: Declaration]
  ) {
    let sound = Set(audiences.map(\.name))
    let broken = Set(names.keys.filter { !sound.contains($0) })
    let resolver = AudienceResolver(audiences.map(\.named), broken: broken) { _, text, _ in text }
    diagnostics += resolver.diagnostics
    for file in files {
      for document in file.documents {
        if let open = document.openRule { check(open, resolver.audiences) }
      }
    }
  }

  private mutating func check(_ open: OpenRule, _ audiences: KnownAudiences) {
    var reader = AudienceReader(open.file, audiences: audiences)
    let rule = reader.read(open.node) { text, _ in text }
    diagnostics += reader.diagnostics
    if case .newsfeed? = rule, !open.mayBeNewsfeed {
      diagnostics.append(CampaignCheck.newsfeedOutsidePost(at: Label(open.file, open.node.place)))
    }
  }

  // MARK: - One campaign

  private mutating func check(_ document: CampaignDocument) {
    checkEnvironments(document)
    checkZone(document)
    checkVariables(document.variables, in: document.file, document)
    if document.node["from"] == nil, let project, project.defaults.sender == nil {
      diagnostics.append(
        Diagnostic(
          .missingKey, "this campaign has no `from`, and the project has no default",
          at: document.label(at: nil),
          help: ["write `from: ana@acme.test` here, or under `defaults` in `herald.yaml`"]))
    }
  }

  private mutating func checkEnvironments(_ document: CampaignDocument) {
    guard project != nil else { return }
    for node in document.node["only_in"]?.items ?? [] {
      guard let name = node.text, TextForm.key.accepts(name), !environmentNames.contains(name)
      else { continue }
      diagnostics.append(
        EnvironmentNaming.unknown(name, among: environmentNames, at: document.label(at: node)))
    }
  }

  private mutating func checkZone(_ document: CampaignDocument) {
    guard let schedule = document.node["schedule"] else { return }
    if let zone = schedule["time_zone"] {
      if let name = zone.text, ZoneName.isWellFormed(name), !zones.exists(name) {
        diagnostics.append(ZoneNaming.unknown(name, at: document.label(at: zone)))
      }
      return
    }
    guard let date = schedule["start"] ?? schedule["end"], let project,
      project.defaults.timeZone == nil
    else { return }
    diagnostics.append(
      Diagnostic(
        .missingTimeZone, "nothing says in which time zone this date is meant",
        at: document.label(at: date),
        help: [
          "write `time_zone: America/New_York` under `schedule`, here or under `defaults` in "
            + "`herald.yaml`"
        ]))
  }

  /// Every variable has a value in every environment in which it is used.
  private mutating func checkVariables(
    _ uses: [VariableUse], in file: SourceFile, _ document: CampaignDocument?
  ) {
    guard !uses.isEmpty, let project else { return }
    for use in uses {
      var missing: [String] = []
      for environment in project.environments
      where document?.belongs(to: environment.name) ?? true {
        guard let value = environment.value(of: use.name) else {
          missing.append(environment.name)
          continue
        }
        checkBeginning(of: value, use, file, environment)
      }
      if !missing.isEmpty { report(missing: use, in: missing, file, project) }
    }
  }

  private mutating func checkBeginning(
    of value: String, _ use: VariableUse, _ file: SourceFile, _ environment: Environment
  ) {
    guard let beginning = use.beginning, !beginning.isBegun(by: value) else { return }
    diagnostics.append(
      Diagnostic(
        beginning.kind,
        "`\(use.name)` is \(Shown.value(value)) in `\(environment.name)`, which begins no "
          + beginning.noun,
        at: Label(file, use.range), help: [beginning.help]))
  }

  private mutating func report(
    missing use: VariableUse, in environments: [String], _ file: SourceFile, _ project: Project
  ) {
    let known = project.environments.flatMap { $0.variables.map(\.name) }
    let near = suggestion(for: use.name, among: known)
    let isEverywhere = environments.count == project.environments.count
    let help =
      near.flatMap { $0 == use.name ? nil : "did you mean `${\($0)}`?" }
      ?? "set it under `variables` of \(Shown.list(environments, "and")) in `herald.yaml`"
    diagnostics.append(
      Diagnostic(
        .unknownVariable,
        isEverywhere
          ? "no environment has a variable `\(use.name)`"
          : "\(Shown.list(environments, "and")) \(environments.count == 1 ? "has" : "have") no "
            + "variable `\(use.name)`",
        at: Label(file, use.range), help: [help]))
  }

  // MARK: - Severities

  private mutating func applyLint() {
    guard let lint = project?.lint, !lint.isEmpty else { return }
    let levels = Dictionary(lint.map { ($0.rule, $0.level) }) { first, _ in first }
    diagnostics = diagnostics.compactMap { diagnostic in
      guard let level = levels[diagnostic.code] else { return diagnostic }
      var diagnostic = diagnostic
      switch level {
      case .off: return nil
      case .warning: diagnostic.severity = .warning
      case .error: diagnostic.severity = .error
      }
      return diagnostic
    }
  }
}
