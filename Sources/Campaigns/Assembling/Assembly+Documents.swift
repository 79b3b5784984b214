internal import Audiences
internal import Diagnostics

// What the project has to say about one campaign.
extension Assembly {
  mutating func check(_ document: CampaignDocument) {
    checkEnvironments(document)
    checkZone(document)
    checkClock(document)
    checkVariables(document.variables, in: document.file, document)
    checkLinks(document)
    if !document.hasSender, let project, project.defaults.sender == nil {
      diagnostics.append(
        Diagnostic(
          .missingKey, "this campaign has no `from`, and the project has no default",
          at: document.label(at: document.head),
          help: ["write `from: ana@acme.test` here, or under `defaults` in `herald.yaml`"]))
    }
  }

  private mutating func checkEnvironments(_ document: CampaignDocument) {
    guard project != nil, let names = document.onlyIn else { return }
    for name in names
    where TextForm.key.accepts(name.text) && !environmentNames.contains(name.text) {
      diagnostics.append(
        EnvironmentNaming.unknown(
          name.text, among: environmentNames, at: document.label(at: name.place)))
    }
  }

  /// A clock change may skip the minute that is written, or repeat it.
  private mutating func checkClock(_ document: CampaignDocument) {
    guard let campaign = document.campaign,
      let zone = campaign.schedule.timeZone ?? project?.defaults.timeZone
    else { return }
    let times = [("start", campaign.schedule.start), ("end", campaign.schedule.end)]
    for (name, time) in times {
      guard let time, let minute = time.minuteOfDay,
        let change = zones.clockChange(
          daysSince1970: time.date.daysSince1970, minuteOfDay: minute, in: zone)
      else { continue }
      diagnostics.append(
        UnclearTime.diagnostic(
          change, time, in: zone, at: campaign.label(at: ["schedule", name])))
    }
  }

  private mutating func checkZone(_ document: CampaignDocument) {
    if let zone = document.zone {
      if ZoneName.isWellFormed(zone.text), !zones.exists(zone.text) {
        diagnostics.append(ZoneNaming.unknown(zone.text, at: document.label(at: zone.place)))
      }
    }
    guard let date = document.date, let project, project.defaults.timeZone == nil else { return }
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
  mutating func checkVariables(
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
        checkSecurity(of: use, file, environment)
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
        at: Label(file, use.range(in: file)), help: [beginning.help]))
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
        at: Label(file, use.range(in: file)), help: [help]))
  }
}
