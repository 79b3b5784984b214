internal import Diagnostics
internal import Planning
internal import YAML

// What is said when a value or a key does not fit: only called when there is a problem.
extension Checker {
  mutating func reportType(_ node: Node, _ subject: Subject, _ shape: Shape) {
    let advice = shape.advice(for: node, subject)
    guard let scalar = node.scalar else {
      let found = node.items == nil ? "a mapping" : "a list"
      report(
        .wrongType, "\(subject) is \(found), not \(shape.noun)", at: node.place, help: advice)
      return
    }
    let found: String
    switch scalar.resolved {
    case .null:
      report(
        .missingValue, "\(subject) has no value", at: node.place,
        help: advice + ["leave the key out where nothing is meant"])
      return
    case .boolean: found = "`\(scalar.text)`"
    case .integer, .float, .outOfRange: found = "the number `\(scalar.text)`"
    case .text(let text): found = "the text \(Shown.value(text))"
    }
    report(
      .wrongType, "\(subject) is \(found), not \(shape.noun)", at: node.place, help: advice,
      fix: shape.fix(of: node))
  }

  mutating func reportUnknown(_ entry: Entry, in shape: MappingShape) {
    if Self.secretKeys.contains(entry.key) {
      reportSecretKey(entry)
      return
    }
    let near = suggestion(for: entry.key, among: shape.names.filter { isAllowed($0, in: shape) })
    var help: [String] = []
    if let near {
      help.append("did you mean `\(near)`?")
    } else if let path = document.paths(of: entry.key).first {
      help.append("`\(entry.key)` belongs under `\(path)`")
    }
    if help.isEmpty { help.append("known here: \(Shown.list(shape.names, "and"))") }
    report(
      .unknownKey, "unknown key \(Shown.value(entry.key)) in \(shape.title)", at: entry.keyRange,
      help: help,
      fix: near.map { Fix("write `\($0)`", replacing: entry.keyRange, with: $0) })
  }

  private static let secretKeys = [
    "token", "access_token", "api_key", "api_token", "auth_token", "secret", "password",
  ]

  private mutating func reportSecretKey(_ entry: Entry) {
    secrets.append(entry.value.range)
    report(
      .secretInFile, "`\(entry.key)` does not belong in a file", at: entry.keyRange,
      help: [
        "put the token into an environment variable, as `HERALD_TOKEN`, and write "
          + "`token_env: HERALD_TOKEN`",
        "a token that was committed is known: have it replaced",
      ])
  }

  private func isAllowed(_ name: String, in shape: MappingShape) -> Bool {
    shape.keys.contains { $0.name == name && !$0.formats.isDisjoint(with: formats) }
  }

  mutating func reportOtherFormat(_ entry: Entry, _ key: MappingShape.Key) {
    let format = formats.formats.first?.rawValue ?? ""
    let owners = key.formats.formats.map { "`\($0.rawValue)`" }
    let verb = owners.count == 1 ? "has" : "have"
    report(
      .otherFormat, "a `\(format)` has no `\(entry.key)`", at: entry.keyRange,
      help: ["only \(Shown.join(owners, "and")) \(verb) it: \(key.description)"])
  }

  mutating func reportMissing(_ key: MappingShape.Key, in shape: MappingShape, _ entries: [Entry]) {
    let place = entries.first?.keyRange ?? file.wholeRange
    report(
      .missingKey, "\(shape.title) has no `\(key.name)`", at: place,
      help: ["`\(key.name)`: \(key.description)"])
  }
}

extension MappingShape {
  /// The paths of the mappings below this one that know a key.
  func paths(of name: String) -> [String] {
    keys.flatMap { key -> [String] in
      guard let below = key.shape.mapping else { return [] }
      let here = below.names.contains(name) ? [key.name] : []
      return here + below.paths(of: name).map { "\(key.name).\($0)" }
    }
  }
}
