internal import Diagnostics
internal import Planning
internal import YAML

// What is said when a value or a key does not fit: only called when there is a problem.
extension Checker {
  mutating func reportType(_ node: Node, _ name: String, expected: String) {
    guard let scalar = node.scalar else {
      let found = node.items == nil ? "a mapping" : "a list"
      report(.wrongType, "`\(name)` is \(found), not \(expected)", at: node.place)
      return
    }
    switch scalar.resolved {
    case .null:
      report(
        .missingValue, "`\(name)` has no value", at: node.place,
        help: ["leave the key out or write \(expected)"])
    case .boolean:
      reportUnquoted(node, scalar, name, found: "`\(scalar.text)`", expected)
    case .integer, .float, .outOfRange:
      reportUnquoted(node, scalar, name, found: "the number `\(scalar.text)`", expected)
    case .text(let text):
      report(
        .wrongType, "`\(name)` is the text \(Shown.value(text)), not \(expected)", at: node.place,
        help: scalar.style == .plain ? [] : ["what stands in quotes is text: leave them out"])
    }
  }

  private mutating func reportUnquoted(
    _ node: Node, _ scalar: Scalar, _ name: String, found: String, _ expected: String
  ) {
    let wantsText =
      !expected.contains("`true`") && !expected.contains("number")
      && expected != "a list" && expected != "a mapping"
    let quoted = "\"\(scalar.text)\""
    report(
      .wrongType, "`\(name)` is \(found), not \(expected)", at: node.place,
      help: wantsText ? ["if the text is meant, put it in quotes: `\(quoted)`"] : [],
      fix: wantsText && node.alias == nil
        ? Fix("put it in quotes", replacing: node.range, with: quoted) : nil)
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
    if near == nil {
      help.append("known here: \(Shown.list(shape.names, "and"))")
    }
    report(
      .unknownKey, "unknown key \(Shown.value(entry.key)) in \(shape.title)", at: entry.keyRange,
      help: help,
      fix: near.map { Fix("write `\($0)`", replacing: entry.keyRange, with: $0) })
  }

  private static let secretKeys = [
    "token", "access_token", "api_key", "api_token", "auth_token", "secret", "password",
  ]

  private mutating func reportSecretKey(_ entry: Entry) {
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

extension Shape {
  /// The mapping of known keys that it is or may be.
  fileprivate var mapping: MappingShape? {
    switch self {
    case .mapping(let mapping): mapping
    case .either(let shapes): shapes.lazy.compactMap(\.mapping).first
    case .text, .choice, .boolean, .affirmation, .integer, .list, .named, .rule: nil
    }
  }

  /// True when a node is of its kind, whatever it says.
  func fits(_ node: Node) -> Bool {
    switch self {
    case .text, .choice: node.text != nil
    case .boolean, .affirmation: node.boolean != nil
    case .integer: node.integer != nil
    case .list: node.items != nil
    case .mapping, .named: node.entries != nil
    case .either(let shapes): shapes.contains { $0.fits(node) }
    case .rule: true
    }
  }

  /// What it is, with its article.
  var noun: String {
    switch self {
    case .text(let form): form.noun
    case .choice(let choices): Shown.list(choices.map(\.word), "or")
    case .boolean: "`true` or `false`"
    case .affirmation: "`true`"
    case .integer: "a whole number"
    case .list: "a list"
    case .mapping(let mapping): "a mapping with \(Shown.list(mapping.names, "or"))"
    case .named: "a mapping"
    case .either(let shapes): Shown.alternatives(shapes.map(\.noun))
    case .rule: "a rule"
    }
  }
}
