internal import Audiences
internal import Diagnostics
internal import YAML

/// A campaign's audience with the parts changed that others changed; what says the same stays as it
/// is written.
struct RulePull {
  let file: SourceFile
  let filling: Filling

  func value(of node: Node, saying wanted: Rule) throws(PullObstacle) -> YAMLValue {
    let current = read(node)
    if let current, current.saysTheSame(as: wanted) { return YAMLValue(node) }
    if let name = node.text ?? node["audience"]?.text {
      throw PullObstacle(.audience(name), at: Label(file, node.place))
    }
    guard let entry = node.entries?.first(where: { $0.key == wanted.head }) else {
      return try written(wanted, over: node)
    }
    switch wanted {
    case .all(let rules), .any(let rules):
      guard let items = entry.value.items else { return try written(wanted, over: node) }
      return .mapping([.init(entry.key, .sequence(try list(items, saying: rules)))])
    case .not(let rule), .company(let rule):
      return .mapping([.init(entry.key, try value(of: entry.value, saying: rule))])
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed:
      return try written(wanted, over: node)
    }
  }

  /// Parts that say the same stay; between them the others become one another in their order.
  private func list(_ items: [Node], saying rules: [Rule]) throws(PullObstacle) -> [YAMLValue] {
    let current = items.map(read)
    var values: [YAMLValue] = []
    var free = Array(items.indices)
    for (index, rule) in rules.enumerated() {
      if let same = free.firstIndex(where: { current[$0]?.saysTheSame(as: rule) ?? false }) {
        values.append(YAMLValue(items[free.remove(at: same)]))
      } else {
        // Another part at the same place that nobody else says is what it was.
        let isOurs = items.indices.contains(index) && free.contains(index)
        let isSaid =
          isOurs && rules.contains { current[index]?.saysTheSame(as: $0) ?? false }
        if isOurs, !isSaid {
          free.removeAll { $0 == index }
          values.append(try value(of: items[index], saying: rule))
        } else {
          values.append(.rule(rule))
        }
      }
    }
    for index in free { try refuseMade(items[index]) }
    return values
  }

  private func written(_ rule: Rule, over node: Node) throws(PullObstacle) -> YAMLValue {
    try refuseMade(node)
    return .rule(rule)
  }

  /// A variable or an audience document in what would be overwritten is what has to change.
  private func refuseMade(_ node: Node) throws(PullObstacle) {
    if let use = node.firstVariable {
      throw PullObstacle(.variable(use.name), at: Label(file, use.place))
    }
    for entry in node.entries ?? [] {
      if entry.key == "audience", let name = entry.value.text {
        throw PullObstacle(.audience(name), at: Label(file, entry.value.place))
      }
      try refuseMade(entry.value)
    }
    for item in node.items ?? [] { try refuseMade(item) }
  }

  private func read(_ node: Node) -> Rule? {
    var reader = AudienceReader(file, audiences: filling.audiences)
    return reader.read(node) { text, _ in filling.fill(text) }
  }
}

extension Rule {
  /// The key that says what it is.
  fileprivate var head: String {
    switch self {
    case .everyone: "everyone"
    case .all: "all"
    case .any: "any"
    case .not: "not"
    case .company: "company"
    case .attribute: "attribute"
    case .event: "event"
    case .tag: "tag"
    case .segment: "segment"
    case .newsfeed: "newsfeed"
    }
  }
}

extension Node {
  /// The first `${name}` in it.
  var firstVariable: (name: String, place: SourceRange)? {
    switch content {
    case .scalar(let scalar):
      for piece in VariableScan.pieces(in: scalar.text) {
        if case .variable(let name, _) = piece { return (name, place) }
      }
      return nil
    case .sequence(let items): return items.lazy.compactMap(\.firstVariable).first
    case .mapping(let entries): return entries.lazy.compactMap(\.value.firstVariable).first
    }
  }
}
