internal import Diagnostics
internal import YAML

// What is said of shapes.
extension Shape {
  /// The mapping of known keys that it is or may be.
  var mapping: MappingShape? {
    switch self {
    case .mapping(let mapping): mapping
    case .either(let shapes, _): shapes.lazy.compactMap(\.mapping).first
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
    case .either(let shapes, _): shapes.contains { $0.fits(node) }
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
    case .mapping, .named: "a mapping"
    case .either(_, let noun): noun
    case .rule: "a rule"
    }
  }

  /// What to write instead of a value of another kind.
  func advice(for node: Node, _ subject: Subject) -> [String] {
    switch self {
    case .text(let form):
      guard let quoted = form.quoted(node) else { return [form.help] }
      return ["if the text is meant, put it in quotes: `\(quoted)`"]
    case .choice(let choices): return ["write \(Shown.list(choices.map(\.word), "or"))"]
    case .boolean, .affirmation:
      return node.text == nil ? [] : ["what is `true` or `false` stands without quotes"]
    case .integer: return ["write digits alone, without quotes, as `10000`"]
    case .list:
      guard let text = node.scalar?.text, !text.isEmpty else {
        return ["begin each entry under `\(subject.key)` with `- `"]
      }
      return ["write `\(subject.key): [\(text)]`"]
    case .mapping(let mapping):
      return ["write \(Shown.list(mapping.names, "or")) under `\(subject.key)`"]
    case .named(let named):
      return ["write the name of each \(named.noun) under `\(subject.key)`, and what it is"]
    case .either(_, let noun): return ["write \(noun)"]
    case .rule: return []
    }
  }

  /// The change that makes of a value what was meant, where that is plain.
  func fix(of node: Node) -> Fix? {
    guard node.alias == nil, case .text(let form) = self, let quoted = form.quoted(node) else {
      return nil
    }
    return Fix("put it in quotes", replacing: node.range, with: quoted)
  }
}

extension TextForm {
  /// The value in quotes, where it would then be right.
  fileprivate func quoted(_ node: Node) -> String? {
    guard let scalar = node.scalar, scalar.style == .plain, node.text == nil,
      accepts(scalar.text)
    else { return nil }
    return "\"\(scalar.text)\""
  }
}
