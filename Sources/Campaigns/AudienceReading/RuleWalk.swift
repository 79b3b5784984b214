internal import Audiences
internal import Diagnostics
internal import YAML

/// Walks one rule's nodes; nothing is built for messages before there is a problem to tell.
struct RuleWalk {
  /// What a rule is part of, which says what it may be.
  enum Enclosing {
    case top, rule, company

    /// What the parts of an `all`, `any` or `not` are part of.
    var within: Enclosing {
      switch self {
      case .top, .rule: .rule
      case .company: .company
      }
    }
  }

  /// The deepest nesting of a rule in files, rules of audience documents included.
  static let depthLimit = 16

  let file: SourceFile
  private let audiences: KnownAudiences
  private let fill: (String, SourceRange) -> String
  var diagnostics: [Diagnostic] = []
  private(set) var references: [AudienceReference] = []
  private var conditions = 0
  private var listedValues = 0

  init(
    _ file: SourceFile, _ audiences: KnownAudiences,
    _ fill: @escaping (String, SourceRange) -> String
  ) {
    self.file = file
    self.audiences = audiences
    self.fill = fill
  }

  mutating func rule(_ node: Node, _ enclosing: Enclosing, depth: Int) -> Rule? {
    guard depth <= Self.depthLimit else { return tooDeep(node.place) }
    switch node.content {
    case .mapping(let entries):
      return rule(of: entries, node, enclosing, depth: depth)
    case .scalar(let scalar):
      guard enclosing == .top, case .text(let name) = scalar.resolved else {
        return noRule(node)
      }
      return reference(name, at: node.place, enclosing, depth: depth)
    case .sequence:
      return noRule(node)
    }
  }

  private mutating func rule(
    of entries: [Entry], _ node: Node, _ enclosing: Enclosing, depth: Int
  ) -> Rule? {
    let parts = RuleParts(entries)
    for entry in parts.unknown { reportUnknown(entry, beside: parts.heads.first?.head) }
    guard let (head, subject) = parts.heads.first else {
      if parts.unknown.isEmpty { reportHeadless(parts, node) }
      return nil
    }
    var isSound = parts.unknown.isEmpty
    if !isAllowed(head, subject, enclosing) { isSound = false }
    if parts.heads.count > 1 {
      reportSeveral(parts.heads.map(\.entry))
      isSound = false
    }
    if !checkOperators(parts, head, subject) { isSound = false }
    let result = rule(head, subject, parts, enclosing, depth: depth)
    return isSound ? result : nil
  }

  private mutating func rule(
    _ head: RuleHead, _ subject: Entry, _ parts: RuleParts, _ enclosing: Enclosing,
    depth: Int
  ) -> Rule? {
    let value = subject.value
    switch head {
    case .all:
      return rules(subject, enclosing.within, depth: depth + 1).map(Rule.all)
    case .any:
      return rules(subject, enclosing.within, depth: depth + 1).map(Rule.any)
    case .not:
      return rule(value, enclosing.within, depth: depth + 1).map(Rule.not)
    case .company:
      return rule(value, .company, depth: depth + 1).map(Rule.company)
    case .audience:
      return name(subject, filled: false).flatMap {
        reference($0, at: value.place, enclosing, depth: depth)
      }
    case .everyone, .newsfeed, .attribute, .event, .tag, .segment:
      guard count(conditions: 1, at: subject.keyRange) else { return nil }
      return condition(head, subject, parts)
    }
  }

  private mutating func rules(
    _ list: Entry, _ enclosing: Enclosing, depth: Int
  ) -> [Rule]? {
    guard case .sequence(let items) = list.value.content else { return noList(list) }
    if items.isEmpty {
      report(
        .emptyRule, "`\(list.key)` lists no rules", at: list.value.place,
        help: ["list at least one rule, or write `everyone: true` where everybody is meant"])
      return nil
    }
    var rules: [Rule] = []
    for item in items {
      if let rule = rule(item, enclosing, depth: depth) { rules.append(rule) }
    }
    return rules.count == items.count ? rules : nil
  }

  private mutating func condition(
    _ head: RuleHead, _ subject: Entry, _ parts: RuleParts
  ) -> Rule? {
    switch head {
    case .everyone:
      return everyone(subject)
    case .newsfeed:
      return name(subject).map(Rule.newsfeed)
    case .tag:
      return name(subject).map(Rule.tag)
    case .segment:
      return name(subject).map(Rule.segment)
    case .attribute:
      let name = name(subject)
      guard case .attribute(let word, let entry)? = parts.operators.first,
        let test = attributeTest(word, entry), let name
      else { return nil }
      return .attribute(name: name, test)
    case .event:
      let name = name(subject)
      var measure: EventTest.Measure?
      if case .event(let word, let entry)? = parts.operators.first {
        measure = eventMeasure(word, entry)
      }
      let within = parts.within.flatMap { span(within: $0) }
      guard let name, let measure, parts.within == nil || within != nil else { return nil }
      return .event(name: name, EventTest(measure, within: within))
    case .all, .any, .not, .company, .audience:
      preconditionFailure("`\(head)` is made of rules")
    }
  }
}

// MARK: - References and bounds

extension RuleWalk {
  private mutating func reference(
    _ name: String, at range: SourceRange, _ enclosing: Enclosing, depth: Int
  ) -> Rule? {
    references.append(AudienceReference(name: name, range: range))
    guard case .read(let rules, let broken) = audiences else { return nil }
    guard let rule = rules[name] else {
      if !broken.contains(name) {
        reportUnknownAudience(name, at: range, among: rules.keys.sorted())
      }
      return nil
    }
    if enclosing != .top, case .newsfeed(let feed) = rule {
      report(
        .newsfeedNotAlone, "`\(name)` is the audience of the newsfeed \(Shown.value(feed))",
        at: range, help: ["a newsfeed has an audience of its own: name it alone, at the top"])
      return nil
    }
    guard depth + rule.depth - 1 <= Self.depthLimit else { return tooDeep(range) }
    guard count(conditions: rule.size, at: range), count(values: rule.listedValues, at: range)
    else { return nil }
    return rule
  }

  private mutating func tooDeep(_ range: SourceRange) -> Rule? {
    report(
      .ruleTooDeep, "rules are nested more than \(Self.depthLimit) deep", at: range,
      help: ["say the same with fewer levels: `all` inside `all` and `not` inside `not` add none"])
    return nil
  }

  /// Counts conditions; tells of the first one too many alone.
  private mutating func count(conditions more: Int, at range: SourceRange) -> Bool {
    let before = conditions
    conditions += more
    if conditions <= RuleLimits.conditions { return true }
    if before <= RuleLimits.conditions {
      report(
        .ruleTooLarge, "a rule has more than \(RuleLimits.conditions) conditions", at: range,
        help: [
          "`any_of` asks for many values in one condition",
          "a segment or tag can stand for many conditions",
        ])
    }
    return false
  }

  /// Counts values of `any_of` and `none_of`; tells of the first list too many alone.
  mutating func count(values more: Int, at range: SourceRange) -> Bool {
    let before = listedValues
    listedValues += more
    if listedValues <= RuleLimits.listedValues { return true }
    if before <= RuleLimits.listedValues {
      report(
        .ruleTooLarge, "a rule lists more than \(RuleLimits.listedValues) values", at: range,
        help: ["tag these people, and ask for the tag"])
    }
    return false
  }

  /// The name in the value of an entry.
  private mutating func name(_ entry: Entry, filled: Bool = true) -> String? {
    guard let text = plainText(entry, as: "a name") else { return nil }
    let name = filled ? filledText(text, entry.value) : text
    guard name.utf8.contains(where: { !Byte.isBlank($0) }) else {
      report(.conditionValue, "`\(entry.key)` names nothing", at: place(of: entry))
      return nil
    }
    return name
  }

  func filledText(_ text: String, _ node: Node) -> String { fill(text, node.range) }
}

/// A rule's entries, sorted by what they are.
struct RuleParts {
  enum Operator {
    case attribute(AttributeOperator, Entry)
    case event(EventOperator, Entry)

    var entry: Entry {
      switch self {
      case .attribute(_, let entry), .event(_, let entry): entry
      }
    }
  }

  private(set) var heads: [(head: RuleHead, entry: Entry)] = []
  private(set) var operators: [Operator] = []
  private(set) var within: Entry?
  private(set) var unknown: [Entry] = []

  /// Of two equal keys the first counts: the reader of YAML has told of the second.
  init(_ entries: [Entry]) {
    for entry in entries {
      guard let word = RuleVocabulary.words[entry.key] else {
        unknown.append(entry)
        continue
      }
      if has(entry.key) { continue }
      switch word {
      case .head(let head): heads.append((head, entry))
      case .attribute(let word): operators.append(.attribute(word, entry))
      case .event(let word): operators.append(.event(word, entry))
      case .within: within = entry
      }
    }
  }

  private func has(_ key: String) -> Bool {
    heads.contains { $0.entry.key == key } || operators.contains { $0.entry.key == key }
      || within?.key == key
  }
}
