import Audiences
public import JSON

/// What a project's files say, in short: equal when they say the same, whatever commit they are of,
/// however they are written and wherever they lie.
public struct FilesDigest: Sendable, Hashable {
  /// Of the project file, as far as it decides what a plan does.
  public let project: String
  /// By key.
  public let campaigns: [String: String]

  public init(_ desired: DesiredSet) {
    project = SHA256.hex(of: desired.settings.canonical())
    campaigns = Dictionary(
      desired.messages.map { ($0.key, SHA256.hex(of: $0.saying.canonical())) },
      uniquingKeysWith: { first, _ in first })
  }

  public init(json: JSONValue, at path: String) throws(SpecJSONError) {
    let fields = try SpecFields(json, at: path)
    project = try fields.text("project")
    var campaigns: [String: String] = [:]
    for member in try fields.members("campaigns") {
      guard let digest = member.value.string else {
        throw SpecJSONError("\(path)/campaigns/\(member.name)", .notA("text"))
      }
      campaigns[member.name] = digest
    }
    self.campaigns = campaigns
  }

  var json: JSONValue {
    [
      "project": .string(project),
      "campaigns": .object(
        JSONObject(
          campaigns.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .string($0.value)) }
        )),
    ]
  }
}

extension FilesDigest {
  /// How the files differ from what they said; in the order of keys.
  func differences(now: FilesDigest) -> [Mismatch] {
    let settings: [Mismatch] = project == now.project ? [] : [.projectFile]
    let keys = Set(campaigns.keys).union(now.campaigns.keys).sorted()
    return settings
      + keys.compactMap { key in
        switch (campaigns[key], now.campaigns[key]) {
        case (nil, nil): nil
        case (nil, _?): .campaign(key, .added)
        case (_?, nil): .campaign(key, .removed)
        case (let before?, let after?): before == after ? nil : .campaign(key, .changed)
        }
      }
  }
}

extension DesiredSet {
  fileprivate var settings: JSONValue {
    let deletes: JSONValue =
      switch limits.deletes {
      case .percent(let percent): ["percent": .integer(Int64(percent))]
      case .count(let count): ["count": .integer(Int64(count))]
      }
    return [
      "project": .string(project),
      "former": .array(formerProjects.map(JSONValue.string)),
      "deletes": deletes,
      "new_reach": .whole(limits.newReach.map(Int64.init)),
      "reach": .whole(limits.reach.map(Int64.init)),
    ]
  }
}

extension DesiredMessage {
  /// Rules in their normal form, so that another wording of the same is the same.
  fileprivate var saying: JSONValue {
    var spec = spec
    spec.audience = spec.audience.normalized
    return [
      "key": .string(key),
      "former": .array(formerKeys.map(JSONValue.string)),
      "spec": .object(spec.json),
      "protect": .boolean(lifecycle.protect),
      "on_removal": .string(lifecycle.onRemoval.rawValue),
    ]
  }
}
