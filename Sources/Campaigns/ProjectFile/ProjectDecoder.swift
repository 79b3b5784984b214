internal import Diagnostics
internal import Planning
internal import YAML

/// Makes a typed project of a document in which no error was found.
struct ProjectDecoder {
  let file: SourceFile
  let root: Node

  var project: Project? {
    guard let name = root["project"]?.text else { return nil }
    let environments = (root["environments"]?.entries ?? []).compactMap(environment)
    let onlyEnvironment = environments.count == 1 ? environments.first?.name : nil
    return Project(
      name: name, previously: root["previously"]?.texts ?? [],
      defaultEnvironment: root["default_environment"]?.text ?? onlyEnvironment,
      environments: environments, defaults: defaults, limits: limits, measure: measure,
      freezes: (root["freeze"]?.items ?? []).compactMap(freeze),
      lint: (root["lint"]?.entries ?? []).compactMap(lintSetting), file: file, node: root)
  }

  private func environment(_ entry: Entry) -> Environment? {
    guard let remote = remote(entry.value) else { return nil }
    let variables = (entry.value["variables"]?.entries ?? []).compactMap { variable in
      variable.value.text.map { Environment.Variable(name: variable.key, value: $0) }
    }
    return Environment(
      name: entry.key, remote: remote, variables: variables,
      onUnsupported: entry.value["on_unsupported"]?.text
        .flatMap(Environment.OnUnsupported.init(rawValue:)) ?? .error)
  }

  private func remote(_ node: Node) -> RemoteAddress? {
    let url = node["url"]?.text
    let tokenEnv = node["token_env"]?.text
    switch node["remote"]?.text {
    case "sandbox": return .sandbox
    case "messages":
      guard let url, let tokenEnv else { return nil }
      return .messages(url: url, tokenEnv: tokenEnv)
    case "intercom":
      guard let tokenEnv else { return nil }
      if let url { return .intercom(.url(url), tokenEnv: tokenEnv) }
      guard let region = node["region"]?.text.flatMap(RemoteAddress.Region.init(rawValue:)) else {
        return nil
      }
      return .intercom(.region(region), tokenEnv: tokenEnv)
    default: return nil
    }
  }

  private var defaults: Project.Defaults {
    Project.Defaults(
      sender: CampaignDecoder.sender(root["defaults"]?["from"]),
      timeZone: root["defaults"]?["schedule"]?["time_zone"]?.text)
  }

  private var limits: Planning.Limits {
    var limits = Planning.Limits()
    guard let node = root["limits"] else { return limits }
    if let percent = node["deletes"]?.text.flatMap(PercentText.read) {
      limits.deletes = .percent(percent)
    } else if let count = node["deletes"]?.integer {
      limits.deletes = .count(Int(count))
    }
    limits.newReach = node["new_reach"]?.integer.map(Int.init)
    limits.reach = node["reach"]?.integer.map(Int.init)
    limits.perPerson = node["per_person"]?.text.flatMap(RateText.read)
    return limits
  }

  private var measure: Project.Measure {
    let node = root["measure"]
    let percent = node?["min_engagement"]?.text.flatMap(PercentText.read) ?? 5
    return Project.Measure(
      minRecipients: node?["min_recipients"]?.integer.map(Int.init) ?? 100,
      minEngagement: Double(percent) / 100)
  }

  private func freeze(_ node: Node) -> Project.Freeze? {
    guard let from = node["from"]?.text.flatMap(WrittenTime.init(_:)),
      let to = node["to"]?.text.flatMap(WrittenTime.init(_:)), let reason = node["reason"]?.text
    else { return nil }
    return Project.Freeze(from: from, to: to, reason: reason)
  }

  private func lintSetting(_ entry: Entry) -> LintSetting? {
    guard let level = entry.value.text.flatMap(LintSetting.Level.init(rawValue:)) else {
      return nil
    }
    return LintSetting(rule: entry.key, level: level)
  }
}
