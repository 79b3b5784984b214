internal import Diagnostics
internal import YAML

/// What cannot be said of a mapping key by key.
typealias MappingRule = @Sendable (Node, inout Checker) -> Void

/// Walks a document beside its shape and collects what is wrong with it.
///
/// Every file goes through here, nearly always without a finding: words are compared and counted,
/// and no text is built before there is a problem to tell.
struct Checker {
  let file: SourceFile
  /// The shape of the whole document: where a key that is unknown here may be known.
  let document: MappingShape
  /// The document's format, as a set of one; all of them while it is not known.
  var formats: FormatSet = .all
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0
  /// The document's `${name}`s so far.
  var variables: [VariableUse] = []
  /// The document's rule, where it names audience documents.
  var openRule: OpenRule?
  /// About the bytes of JSON that the document's values become.
  private(set) var size = 0

  init(_ file: SourceFile, document: MappingShape) {
    self.file = file
    self.document = document
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    diagnostics.append(diagnostic)
  }

  mutating func report(
    _ kind: DiagnosticKind, _ message: String, at range: SourceRange, _ text: String = "",
    also secondary: [Label] = [], help: [String] = [], fix: Fix? = nil
  ) {
    report(
      Diagnostic(
        kind, message, at: Label(file, range, text), also: secondary, help: help, fix: fix))
  }

  mutating func check(_ node: Node, as shape: Shape, named name: String) {
    switch shape {
    case .text(let form): checkText(node, form, name)
    case .choice(let choices): checkChoice(node, choices, name)
    case .boolean: checkBoolean(node, name)
    case .affirmation:
      checkBoolean(node, name)
      if node.boolean == false {
        report(
          .invalidValue, "`\(name)` can only be `true`", at: node.place,
          help: ["leave the key out where it does not hold"])
      }
    case .integer(let range): checkInteger(node, range, name)
    case .list(let element, let count): checkList(node, of: element, count, name)
    case .mapping(let mapping): checkMapping(node, mapping, name)
    case .named(let named): checkNamed(node, named, name)
    case .either(let shapes): checkEither(node, shapes, name)
    case .rule: addSize(of: node)  // it has a reader of its own
    }
  }

  private mutating func addSize(of node: Node) {
    switch node.content {
    case .scalar(let scalar): addSize(of: scalar)
    case .sequence(let items):
      for item in items { addSize(of: item) }
    case .mapping(let entries):
      for entry in entries {
        size += entry.key.utf8.count + 4
        addSize(of: entry.value)
      }
    }
  }

  private mutating func addSize(of scalar: Scalar) {
    size += 4
    for byte in scalar.text.utf8 {
      let isEscaped = byte == Byte.quote || byte == Byte.backslash || byte < Byte.space
      size += isEscaped ? 2 : 1
    }
  }
}

// MARK: - Single values

extension Checker {
  private mutating func checkText(_ node: Node, _ form: TextForm, _ name: String) {
    guard let scalar = node.scalar else {
      reportType(node, name, expected: form.noun)
      return
    }
    addSize(of: scalar)
    guard case .text(let text) = scalar.resolved else {
      reportType(node, name, expected: form.noun)
      return
    }
    guard form.accepts(text) else {
      reportText(text, node, form, name)
      return
    }
    if text.utf8.count > form.longest, text.unicodeScalars.count > form.longest {
      report(
        .invalidValue,
        "`\(name)` has \(text.unicodeScalars.count) characters; \(form.longest) are possible",
        at: node.place)
      return
    }
    switch form.filling {
    case .none: break
    case .variables: checkVariables(text, writtenAt: node.range, beginning: form.beginning)
    case .copy:
      checkVariables(text, writtenAt: node.range, beginning: form.beginning)
      checkPlaceholders(text, writtenAt: node.range)
    }
  }

  private mutating func reportText(_ text: String, _ node: Node, _ form: TextForm, _ name: String) {
    if text.utf8.allSatisfy(Byte.isBlank) {
      report(.missingValue, "`\(name)` is empty", at: node.place, help: [form.help])
    } else {
      report(
        form.kind, "`\(name)` is not \(form.noun): \(Shown.value(text))", at: node.place,
        help: [form.help])
    }
  }

  private mutating func checkChoice(_ node: Node, _ choices: [Shape.Choice], _ name: String) {
    guard let text = node.text else {
      reportType(node, name, expected: "one of \(Shown.list(choices.map(\.word), "or"))")
      return
    }
    for index in choices.indices where choices[index].word == text { return }
    let words = choices.map(\.word)
    let near = suggestion(for: text, among: words)
    report(
      .unknownChoice, "\(Shown.value(text)) is not a value of `\(name)`", at: node.place,
      help: [
        near.map { "did you mean `\($0)`?" },
        words.count == 1
          ? "the only value is `\(words[0])`" : "write \(Shown.list(words, "or"))",
      ].compactMap(\.self),
      fix: near.map { Fix("write `\($0)`", replacing: node.place, with: $0) })
  }

  private mutating func checkBoolean(_ node: Node, _ name: String) {
    guard let scalar = node.scalar else {
      reportType(node, name, expected: "`true` or `false`")
      return
    }
    switch scalar.resolved {
    case .boolean: break
    case .text(let text):
      if let meant = Self.meantBoolean(text) {
        report(
          .yesOrNo, "`\(name)` is the text \(Shown.value(text)), not `true` or `false`",
          at: node.place, help: ["write `\(name): \(meant)`"],
          fix: Fix("write `\(meant)`", replacing: node.place, with: "\(meant)"))
      } else {
        reportType(node, name, expected: "`true` or `false`")
      }
    case .null, .integer, .float, .outOfRange:
      reportType(node, name, expected: "`true` or `false`")
    }
  }

  private static func meantBoolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "y", "on", "true": true
    case "no", "n", "off", "false": false
    default: nil
    }
  }

  private mutating func checkInteger(_ node: Node, _ range: ClosedRange<Int>, _ name: String) {
    guard let value = node.integer else {
      reportType(node, name, expected: "a whole number")
      return
    }
    if value < range.lowerBound || value > range.upperBound {
      let help =
        range.upperBound == Int.max
        ? "write \(range.lowerBound) or more"
        : "write a number from \(range.lowerBound) to \(range.upperBound)"
      report(.invalidValue, "`\(name)` cannot be \(value)", at: node.place, help: [help])
    }
  }

  private mutating func checkEither(_ node: Node, _ shapes: [Shape], _ name: String) {
    for index in shapes.indices where shapes[index].fits(node) {
      check(node, as: shapes[index], named: name)
      return
    }
    reportType(node, name, expected: Shown.alternatives(shapes.map(\.noun)))
  }
}

// MARK: - Collections

extension Checker {
  private mutating func checkList(
    _ node: Node, of element: Shape, _ count: ClosedRange<Int>, _ name: String
  ) {
    guard let items = node.items else {
      reportType(node, name, expected: "a list")
      return
    }
    if items.count < count.lowerBound {
      report(
        .missingValue, "`\(name)` is an empty list", at: node.place,
        help: ["leave the key out or list something"])
    } else if items.count > count.upperBound {
      report(
        .invalidValue,
        "`\(name)` lists \(items.count); \(count.upperBound) are possible", at: node.place)
    }
    for item in items { check(item, as: element, named: name) }
  }

  private mutating func checkNamed(_ node: Node, _ shape: NamedShape, _ name: String) {
    guard let entries = node.entries else {
      reportType(node, name, expected: "a mapping")
      return
    }
    if entries.count < shape.count.lowerBound {
      report(
        .missingValue, "`\(name)` holds nothing", at: node.place,
        help: ["write at least one \(shape.noun)"])
    } else if entries.count > shape.count.upperBound {
      report(
        .invalidValue, "`\(name)` holds \(entries.count); \(shape.count.upperBound) are possible",
        at: node.place)
    }
    for entry in entries {
      size += entry.key.utf8.count + 4
      if !shape.name.accepts(entry.key) {
        report(
          shape.name.kind, "\(Shown.value(entry.key)) is not \(shape.name.noun)",
          at: entry.keyRange, help: [shape.name.help])
      }
      if isMissing(entry) { continue }
      check(entry.value, as: shape.value, named: entry.key)
    }
  }

  /// Checks a mapping's keys, then what they say together.
  mutating func checkMapping(_ node: Node, _ shape: MappingShape, _ name: String) {
    guard let entries = node.entries else {
      reportType(node, name, expected: "a mapping")
      return
    }
    if entries.isEmpty {
      report(
        .missingValue, "`\(name)` holds nothing", at: node.place,
        help: ["leave the key out or write \(Shown.list(shape.names, "or")) under it"])
      return
    }
    let before = errorCount
    var seen: UInt64 = 0
    for entry in entries {
      guard let index = shape.names.firstIndex(of: entry.key) else {
        reportUnknown(entry, in: shape)
        continue
      }
      let bit: UInt64 = 1 << UInt64(index)
      // The reader of YAML has told of the second of two equal keys.
      if seen & bit != 0 { continue }
      seen |= bit
      size += entry.key.utf8.count + 4
      if shape.keys[index].formats.isDisjoint(with: formats) {
        reportOtherFormat(entry, shape.keys[index])
        continue
      }
      if isMissing(entry) { continue }
      check(entry.value, as: shape.keys[index].shape, named: entry.key)
    }
    for index in shape.keys.indices where seen & (1 << UInt64(index)) == 0 {
      guard isRequired(shape.keys[index].presence) else { continue }
      reportMissing(shape.keys[index], in: shape, entries)
    }
    if !shape.exactlyOneOf.isEmpty { checkExactlyOne(shape.exactlyOneOf, entries, shape, node) }
    for variant in shape.variants where node[variant.key]?.text == variant.value {
      checkVariant(variant, entries, shape, node)
    }
    if before == errorCount, let rule = shape.rule { rule(node, &self) }
  }

  /// True, and told, where nothing at all follows a key: only the key can then be pointed at.
  private mutating func isMissing(_ entry: Entry) -> Bool {
    guard entry.value.place.isEmpty else { return false }
    report(
      .missingValue, "`\(entry.key)` has no value", at: entry.keyRange,
      help: [
        "write the value, or leave the key out",
        "what belongs under a key stands further right than the key",
      ])
    return true
  }

  private func isRequired(_ presence: MappingShape.Presence) -> Bool {
    switch presence {
    case .optional: false
    case .required: true
    case .requiredIn(let set): set.isSuperset(of: formats)
    }
  }

  private mutating func checkExactlyOne(
    _ names: [String], _ entries: [Entry], _ shape: MappingShape, _ node: Node
  ) {
    let present = entries.filter { names.contains($0.key) }
    if present.isEmpty {
      report(
        .oneOf, "\(shape.title) has none of \(Shown.list(names, "and"))",
        at: entries.first?.keyRange ?? node.place, help: ["write exactly one of them"])
    }
    guard let first = present.first else { return }
    for other in present.dropFirst() where other.key != first.key {
      report(
        .oneOf, "\(shape.title) has both `\(first.key)` and `\(other.key)`", at: other.keyRange,
        also: [Label(file, first.keyRange, "the other one")],
        help: ["keep exactly one of \(Shown.list(names, "and"))"])
    }
  }

  private mutating func checkVariant(
    _ variant: MappingShape.Variant, _ entries: [Entry], _ shape: MappingShape, _ node: Node
  ) {
    let choice = "`\(variant.key): \(variant.value)`"
    for entry in entries where variant.forbids.contains(entry.key) {
      report(
        .otherRemote, "\(choice) has no `\(entry.key)`", at: entry.keyRange,
        help: ["leave `\(entry.key)` out, or choose another `\(variant.key)`"])
    }
    for name in variant.requires where node[name] == nil {
      let key = shape.keys.first { $0.name == name }
      report(
        .missingKey, "\(choice) needs `\(name)`", at: entries.first?.keyRange ?? node.place,
        help: key.map { ["`\($0.name)`: \($0.description)"] } ?? [])
    }
    if !variant.requiresOneOf.isEmpty {
      checkExactlyOne(variant.requiresOneOf, entries, shape, node)
    }
  }
}
