internal import Audiences
internal import Diagnostics
internal import YAML

// What is said when a rule is wrong: only called when there is a problem.
extension RuleWalk {
  mutating func report(
    _ kind: DiagnosticKind, _ message: String, at range: SourceRange, also secondary: [Label] = [],
    help: [String] = [], fix: Fix? = nil
  ) {
    diagnostics.append(
      Diagnostic(kind, message, at: Label(file, range), also: secondary, help: help, fix: fix))
  }

  /// The value's bytes; the key's where no value is written.
  func place(of entry: Entry) -> SourceRange {
    entry.value.place.isEmpty ? entry.keyRange : entry.value.place
  }

  /// The replacement of a value, unless it is written elsewhere.
  func fix(_ text: String, _ node: Node) -> Fix? {
    guard node.alias == nil, !node.range.isEmpty else { return nil }
    return Fix("write `\(text)`", replacing: node.range, with: text)
  }

  static func noun(of node: Node) -> String {
    switch node.content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar):
      switch scalar.resolved {
      case .null: "empty"
      case .boolean, .text: Shown.value(scalar.text)
      case .integer, .float, .outOfRange: "the number \(Shown.value(scalar.text))"
      }
    }
  }

  // MARK: Rules

  mutating func noRule(_ node: Node) -> Rule? {
    switch node.content {
    case .sequence:
      report(
        .notARule, "a list is not a rule", at: node.place,
        help: ["write `all:` above it where every rule must hold, `any:` where one is enough"])
    case .mapping, .scalar:
      let help =
        node.text.map { "to use an audience document write `audience: \($0)`" }
        ?? "write a condition, as `attribute: plan` with `is: pro`"
      report(.notARule, "\(Self.noun(of: node)) is not a rule", at: node.place, help: [help])
    }
    return nil
  }

  mutating func noList(_ entry: Entry) -> [Rule]? {
    let help =
      switch entry.value.content {
      case .mapping: "begin each rule under `\(entry.key)` with `- `"
      case .scalar, .sequence: "list the rules under `\(entry.key)`, each with `- `"
      }
    report(
      .notARule, "`\(entry.key)` is \(Self.noun(of: entry.value)), not a list of rules",
      at: place(of: entry), help: [help])
    return nil
  }

  mutating func reportUnknown(_ entry: Entry, beside head: RuleHead?) {
    let known: [String] =
      switch head {
      case .attribute: RuleVocabulary.ofAttributes
      case .event: RuleVocabulary.ofEvents
      case nil, .everyone, .all, .any, .not, .company, .audience, .newsfeed, .tag, .segment:
        RuleVocabulary.heads
      }
    let others = RuleVocabulary.heads + RuleVocabulary.ofAttributes + RuleVocabulary.ofEvents
    reportUnknown(entry, "unknown key \(Shown.value(entry.key)) in a rule", known, others)
  }

  mutating func reportUnknown(_ entry: Entry, under key: String, allowed: [String]) {
    reportUnknown(
      entry, "unknown key \(Shown.value(entry.key)) under `\(key)`", allowed, allowed)
  }

  private mutating func reportUnknown(
    _ entry: Entry, _ message: String, _ known: [String], _ others: [String]
  ) {
    let synonym = RuleVocabulary.synonyms[entry.key.lowercased()]
    let near =
      synonym.flatMap { others.contains($0) || $0.contains(":") ? $0 : nil }
      ?? suggestion(for: entry.key, among: known) ?? suggestion(for: entry.key, among: others)
    report(
      .unknownCondition, message, at: entry.keyRange,
      help: near.map { ["did you mean `\($0)`?"] }
        ?? ["known here: \(Shown.list(known, "and"))"],
      fix: near.flatMap { word in
        word.contains(":") ? nil : Fix("write `\(word)`", replacing: entry.keyRange, with: word)
      })
  }

  mutating func reportSeveral(_ entries: [Entry]) {
    report(
      .severalConditions, "a rule holds one condition; this one has \(entries.count)",
      at: entries[1].keyRange, also: [Label(file, entries[0].keyRange, "the first one")],
      help: ["list them under `all:` where each must hold, under `any:` where one is enough"])
  }

  mutating func reportHeadless(_ parts: RuleParts, _ node: Node) {
    guard let entry = parts.operators.first?.entry ?? parts.within else {
      report(
        .emptyRule, "a rule without conditions", at: node.place,
        help: ["write `everyone: true` where everybody is meant"])
      return
    }
    let subject =
      switch parts.operators.first {
      case .event?, nil: "event"
      case .attribute?: "attribute"
      }
    report(
      .missingCondition, "`\(entry.key)` does not say what it asks about", at: entry.keyRange,
      help: ["write `\(subject): NAME` beside it"])
  }

  mutating func reportNoOperator(_ head: RuleHead, _ subject: Entry) {
    let words = head == .event ? RuleVocabulary.ofEvents : RuleVocabulary.ofAttributes
    let example = head == .event ? "`never: true`" : "`is: pro` or `known: true`"
    report(
      .missingCondition, "the rule asks nothing of the \(head)", at: subject.keyRange,
      help: ["write a condition beside it, as \(example)", "known: \(Shown.list(words, "and"))"])
  }

  mutating func reportMisplaced(
    _ entry: Entry, _ item: RuleParts.Operator, _ head: RuleHead, _ subject: Entry
  ) {
    let asked =
      switch item {
      case .attribute: "an attribute"
      case .event: "an event"
      }
    let help: [String] =
      switch head {
      case .tag, .segment: ["`\(head)` alone asks for membership; under `not:` for its absence"]
      case .event: ["an event has \(Shown.list(RuleVocabulary.ofEvents, "and"))"]
      case .attribute: ["an attribute has \(Shown.list(RuleVocabulary.ofAttributes, "and"))"]
      case .everyone, .all, .any, .not, .company, .audience, .newsfeed:
        ["give the condition a rule of its own"]
      }
    report(
      .misplacedCondition, "`\(entry.key)` asks about \(asked), not about `\(head)`",
      at: entry.keyRange, also: [Label(file, subject.keyRange, "this is what it stands beside")],
      help: help)
  }

  /// False, and told, where a rule stands where it cannot.
  mutating func isAllowed(
    _ head: RuleHead, _ subject: Entry, _ enclosing: Enclosing
  ) -> Bool {
    if enclosing == .company, !head.suitsCompanies {
      report(
        .companyCondition, "companies have attributes; `\(head)` is about people",
        at: subject.keyRange,
        help: ["write the condition outside of `company:`, beside it under `all:`"])
      return false
    }
    if enclosing != .top, head == .newsfeed {
      report(
        .newsfeedNotAlone, "a newsfeed has an audience of its own", at: subject.keyRange,
        help: ["name the newsfeed alone, at the top"])
      return false
    }
    return true
  }

  mutating func reportUnknownAudience(
    _ name: String, at range: SourceRange, among names: [String]
  ) {
    let near = suggestion(for: name, among: names)
    report(
      .unknownAudience, "there is no audience \(Shown.value(name))", at: range,
      help: near.map { ["did you mean `\($0)`?"] }
        ?? ["write a document that begins with `audience: \(name)`"],
      fix: near.map { Fix("write `\($0)`", replacing: range, with: $0) })
  }

  // MARK: Values

  mutating func noValue<Value>(_ entry: Entry, _ expected: String) -> Value? {
    reportNoValue(entry, expected)
    return nil
  }

  mutating func noScalar<Value>(_ entry: Entry) -> Value? {
    reportNoScalar(entry)
    return nil
  }

  private mutating func reportNoValue(_ entry: Entry, _ expected: String) {
    report(
      .conditionValue, "`\(entry.key)` has no value", at: place(of: entry),
      help: ["write \(expected)"])
  }

  private mutating func reportNoScalar(_ entry: Entry) {
    let isList = entry.value.items != nil
    let help =
      switch entry.key {
      case "is" where isList: ["write `any_of` to compare with several values"]
      case "is_not" where isList: ["write `none_of` to compare with several values"]
      case _ where isList: ["write one rule for each value, under `all:` or `any:`"]
      default: [String]()
      }
    report(
      .conditionValue, "`\(entry.key)` is \(Self.noun(of: entry.value)), not one value",
      at: place(of: entry), help: help)
  }

  mutating func reportItem(_ item: Node, _ entry: Entry, first: Node) {
    guard let scalar = item.scalar else {
      report(
        .conditionValue, "`\(entry.key)` lists text or numbers, not \(Self.noun(of: item))",
        at: item.place)
      return
    }
    switch scalar.resolved {
    case .null:
      report(.conditionValue, "`\(entry.key)` lists an empty value", at: item.place)
    case .boolean(let value):
      report(
        .conditionValue, "`\(entry.key)` lists text or numbers, not `\(scalar.text)`",
        at: item.place,
        help: ["write `is: \(value)`", "if the text is meant, put it in quotes"])
    case .text, .integer, .float, .outOfRange:
      report(
        .mixedValues, "`\(entry.key)` lists both text and numbers", at: item.place,
        also: [Label(file, first.place, "the first value is of another type")],
        help: ["an attribute holds one type: put numbers in quotes where text is meant"])
    }
  }

  mutating func reportRepeated(_ item: Node, earlier: Node, _ entry: Entry) {
    report(
      .repeatedValue, "`\(entry.key)` lists a value twice", at: item.place,
      also: [Label(file, earlier.place, "it stands here already")], help: ["delete one of them"])
  }

  mutating func reportNoSpanAgo(_ entry: Entry) {
    guard let scalar = entry.value.scalar else {
      reportNoScalar(entry)
      return
    }
    let key = entry.key
    let example = "`\(key): 7 days ago`"
    switch scalar.resolved {
    case .integer, .float, .outOfRange:
      let number = key == "exactly" ? "is" : "greater_than"
      report(
        .conditionSpan, "`\(key): \(scalar.text)` does not say of what", at: place(of: entry),
        help: [
          "for a date write `\(key): \(scalar.text) days ago`",
          "for a number write `\(number): \(scalar.text)`",
        ])
    case .text(let text) where TimeSpan(text) != nil:
      report(
        .conditionSpan, "`\(key)` compares with a time before now; `ago` is missing",
        at: place(of: entry), help: ["write `\(key): \(text) ago`"],
        fix: scalar.style == .plain ? fix("\(text) ago", entry.value) : nil)
    case .text(let text) where CalendarDate(text) != nil:
      let word = Self.dayWord(for: key)
      report(
        .conditionSpan, "`\(key)` compares with a time before now, not with a day",
        at: place(of: entry), help: ["write `\(word): \(text)`"])
    case .text(let text):
      report(
        .conditionSpan, "\(Shown.value(text)) is not a time before now", at: place(of: entry),
        help: ["write \(example), with seconds, minutes, hours, days or weeks, up to 100 years"])
    case .boolean:
      report(
        .conditionSpan, "`\(scalar.text)` is not a time before now", at: place(of: entry),
        help: ["write \(example)"])
    case .null:
      reportNoValue(entry, example)
    }
  }

  private static func dayWord(for key: String) -> String {
    switch key {
    case "more_than": "before"
    case "less_than": "after"
    default: "on_date"
    }
  }

  mutating func reportNoSpan(_ entry: Entry) {
    guard let scalar = entry.value.scalar else {
      reportNoScalar(entry)
      return
    }
    let help =
      switch scalar.resolved {
      case .integer: "write the unit: `\(entry.key): \(scalar.text) days`"
      case .text(let text) where text.hasSuffix(" ago") && TimeSpan(text.dropLast(4)) != nil:
        "write it without `ago`: `\(entry.key): \(text.dropLast(4))`"
      case .text, .boolean, .float, .outOfRange, .null:
        "write `\(entry.key): 30 days`, with seconds, minutes, hours, days or weeks"
      }
    report(
      .conditionSpan, "`\(entry.key)` is \(Self.noun(of: entry.value)), not a length of time",
      at: place(of: entry), help: [help])
  }

  mutating func reportNoDay(_ entry: Entry) {
    guard let scalar = entry.value.scalar else {
      reportNoScalar(entry)
      return
    }
    let text = scalar.text
    let looksLikeDay =
      text.utf8.count == 10
      && text.utf8.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == Byte.hyphen : Byte.isDigit(byte)
      }
    let help =
      if text.hasSuffix(" ago") {
        "write `\(entry.key == "before" ? "more_than" : "less_than"): \(text)`"
      } else if CalendarDate(text.prefix(10)) != nil {
        "write the day alone: `\(entry.key): \(text.prefix(10))`"
      } else {
        "write the day as `\(entry.key): 2026-12-01`"
      }
    report(
      .conditionDay,
      looksLikeDay
        ? "there is no day \(Shown.value(text))"
        : "`\(entry.key)` is \(Self.noun(of: entry.value)), not a day", at: place(of: entry),
      help: [help])
  }
}
