internal import Diagnostics
internal import YAML

// Lists and mappings.
extension Checker {
  mutating func checkList(
    _ node: Node, of element: Shape, _ count: ClosedRange<Int>, _ subject: Subject
  ) {
    guard let items = node.items else {
      reportType(node, subject, .list(of: element, count: count))
      return
    }
    if items.count < count.lowerBound {
      report(
        .missingValue, "\(subject) is an empty list", at: node.place,
        help: ["leave the key out or list something"])
    } else if items.count > count.upperBound {
      report(
        .invalidValue,
        "\(subject) lists \(items.count); \(count.upperBound) are possible", at: node.place)
    }
    for item in items { check(item, as: element, Subject(key: subject.key, isEntry: true)) }
  }

  mutating func checkNamed(_ node: Node, _ shape: NamedShape, _ subject: Subject) {
    guard let entries = node.entries else {
      reportType(node, subject, .named(shape))
      return
    }
    if entries.count < shape.count.lowerBound {
      report(
        .missingValue, "\(subject) holds nothing", at: node.place,
        help: ["write at least one \(shape.noun)"])
    } else if entries.count > shape.count.upperBound {
      report(
        .invalidValue, "\(subject) holds \(entries.count); \(shape.count.upperBound) are possible",
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
      check(entry.value, as: shape.value, Subject(key: entry.key))
    }
  }

  /// Checks a mapping's keys, then what they say together.
  mutating func checkMapping(_ node: Node, _ shape: MappingShape, _ subject: Subject) {
    guard let entries = node.entries else {
      reportType(node, subject, .mapping(shape))
      return
    }
    if entries.isEmpty {
      report(
        .missingValue, "\(subject) holds nothing", at: node.place,
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
      check(entry.value, as: shape.keys[index].shape, Subject(key: entry.key))
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
