internal import Audiences
internal import Diagnostics
internal import YAML

// What conditions compare with. Values are typed as YAML types them: `"5"` is text.
extension RuleWalk {
  // MARK: Text, numbers and booleans

  /// `is` and `is_not`, where the value says what the attribute holds.
  mutating func equality(
    _ text: TextComparison, _ number: NumberComparison, _ entry: Entry
  ) -> AttributeTest? {
    guard let scalar = entry.value.scalar else { return noScalar(entry) }
    switch scalar.resolved {
    case .text(let value):
      guard isUnambiguous(scalar, entry, entry.value) else { return nil }
      return .text(TextTest(text, filledText(value, entry.value)))
    case .boolean(let value):
      if text == .is { return .boolean(value) }
      report(
        .conditionValue, "`\(entry.key)` cannot compare with `\(value)`", at: place(of: entry),
        help: [
          "write `is: \(!value)`, or `not:` around `is: \(value)` to have those of whom it is "
            + "unknown too"
        ])
      return nil
    case .integer, .float, .outOfRange:
      return exactNumber(scalar, entry.value).map { .number(NumberTest(number, $0)) }
    case .null:
      return noValue(entry, "text, a number, `true` or `false`")
    }
  }

  mutating func textTest(_ comparison: TextComparison, _ entry: Entry) -> TextTest? {
    guard let text = plainText(entry, as: "text") else { return nil }
    let filled = filledText(text, entry.value)
    if filled.isEmpty {
      report(
        .conditionValue, "`\(entry.key)` has nothing to look for", at: place(of: entry),
        help: ["write the text, or `known: true` where any will do"])
      return nil
    }
    return TextTest(comparison, filled)
  }

  mutating func numberTest(_ comparison: NumberComparison, _ entry: Entry) -> NumberTest? {
    guard let scalar = entry.value.scalar else { return noScalar(entry) }
    switch scalar.resolved {
    case .integer, .float, .outOfRange:
      return exactNumber(scalar, entry.value).map { NumberTest(comparison, $0) }
    case .null:
      return noValue(entry, "a number")
    case .text(let text):
      report(
        .conditionValue, "`\(entry.key)` compares numbers; \(Shown.value(text)) is text",
        at: place(of: entry), help: Self.helpForNumber(text, scalar, entry.key))
    case .boolean(let value):
      report(
        .conditionValue, "`\(entry.key)` compares numbers; `\(value)` is none",
        at: place(of: entry), help: ["write `is: \(value)`"])
    }
    return nil
  }

  private static func helpForNumber(_ text: String, _ scalar: Scalar, _ key: String) -> [String] {
    if scalar.style != .plain, Double(text) != nil {
      return ["what stands in quotes is text: leave them out"]
    }
    if text.hasSuffix(" ago") {
      let word = key == "greater_than" || key == "at_least" ? "more_than" : "less_than"
      return ["for dates write `\(word): \(text)`"]
    }
    if CalendarDate(text) != nil {
      return ["for dates write `after: \(text)` or `before: \(text)`"]
    }
    return []
  }

  func isNumber(_ node: Node) -> Bool {
    guard let scalar = node.scalar else { return false }
    switch scalar.resolved {
    case .integer, .float, .outOfRange: return true
    case .null, .boolean, .text: return false
    }
  }

  private mutating func exactNumber(_ scalar: Scalar, _ node: Node) -> Double? {
    switch scalar.resolved {
    case .integer(let integer):
      if let number = Double(exactly: integer) { return number }
    case .float(let number):
      if number.isFinite { return number }
      report(.conditionValue, "`\(scalar.text)` is no number to compare with", at: node.place)
      return nil
    case .outOfRange, .null, .boolean, .text: break
    }
    report(
      .conditionValue, "\(Shown.value(scalar.text)) has more digits than can be kept",
      at: node.place, help: ["if it is an identifier, put it in quotes: it is text then"])
    return nil
  }

  mutating func boolean(_ entry: Entry) -> Bool? {
    guard let scalar = entry.value.scalar else {
      report(
        .conditionValue, "`\(entry.key)` is \(Self.noun(of: entry.value)), not `true` or `false`",
        at: place(of: entry))
      return nil
    }
    switch scalar.resolved {
    case .boolean(let value): return value
    case .null: return noValue(entry, "`true`")
    case .text(let text):
      let meant = scalar.meantBoolean
      report(
        meant == nil ? .conditionValue : .ambiguousWord,
        "`\(entry.key)` is the text \(Shown.value(text)), not `true` or `false`",
        at: place(of: entry), help: meant.map { ["write `\(entry.key): \($0)`"] } ?? [],
        fix: meant.flatMap { fix("\($0)", entry.value) })
    case .integer, .float, .outOfRange:
      report(
        .conditionValue, "`\(entry.key)` is a number, not `true` or `false`", at: place(of: entry))
    }
    return nil
  }

  /// Text that no variable has been filled in yet; quotes are asked for where YAML says otherwise.
  mutating func plainText(_ entry: Entry, as what: String) -> String? {
    guard let scalar = entry.value.scalar else { return noScalar(entry) }
    switch scalar.resolved {
    case .text(let text): return text
    case .null: return noValue(entry, what)
    case .boolean, .integer, .float, .outOfRange:
      let quoted = "\"\(scalar.text)\""
      report(
        .conditionValue, "`\(entry.key)` is not \(what): \(Shown.value(scalar.text))",
        at: place(of: entry), help: ["if the text is meant, put it in quotes: `\(quoted)`"],
        fix: fix(quoted, entry.value))
      return nil
    }
  }

  /// False, and told, where a plain word may be meant as something else than text.
  private mutating func isUnambiguous(_ scalar: Scalar, _ entry: Entry, _ node: Node) -> Bool {
    guard scalar.style == .plain else { return true }
    let text = scalar.text
    if scalar.isYAML11Boolean, let meant = scalar.meantBoolean {
      report(
        .ambiguousWord, "\(Shown.value(text)) may mean `\(meant)` or the text", at: node.place,
        help: ["write `\(meant)`, or `\"\(text)\"` in quotes where the text is meant"])
      return false
    }
    guard CalendarDate(text) != nil else { return true }
    report(
      .ambiguousWord, "\(Shown.value(text)) may mean the day or the text", at: node.place,
      help: ["write `on_date: \(text)`, or `\"\(text)\"` in quotes where the text is meant"])
    return false
  }

  // MARK: Lists

  mutating func listTest(_ comparison: ListComparison, _ entry: Entry) -> AttributeTest? {
    guard let items = listItems(entry) else { return nil }
    guard let first = items.first?.scalar, case .text = first.resolved else {
      return numbers(entry, items).map { .number(NumberTest(comparison, $0)) }
    }
    return texts(entry, items).map { .text(TextTest(comparison, $0)) }
  }

  mutating func numbers(_ entry: Entry) -> [Double]? {
    guard let items = listItems(entry) else { return nil }
    return numbers(entry, items)
  }

  private mutating func numbers(_ entry: Entry, _ items: [Node]) -> [Double]? {
    var values: [Double] = []
    var seen: [Double: Node] = [:]
    for item in items {
      guard isNumber(item), let scalar = item.scalar else {
        reportItem(item, entry, first: items[0])
        return nil
      }
      guard let number = exactNumber(scalar, item) else { return nil }
      if let earlier = seen.updateValue(item, forKey: number) {
        reportRepeated(item, earlier: earlier, entry)
        return nil
      }
      values.append(number)
    }
    return values
  }

  private mutating func texts(_ entry: Entry, _ items: [Node]) -> [String]? {
    var values: [String] = []
    var places: [[UInt8]: Int] = [:]
    for item in items {
      guard let scalar = item.scalar, case .text(let text) = scalar.resolved else {
        reportItem(item, entry, first: items[0])
        return nil
      }
      guard isUnambiguous(scalar, entry, item) else { return nil }
      let value = filledText(text, item)
      // Equal by their bytes; few are compared sooner than they are looked up.
      let earlier =
        items.count <= 8
        ? values.firstIndex { $0.utf8.elementsEqual(value.utf8) }
        : places.updateValue(values.count, forKey: Array(value.utf8))
      if let earlier {
        reportRepeated(item, earlier: items[earlier], entry)
        return nil
      }
      values.append(value)
    }
    return values
  }

  private mutating func listItems(_ entry: Entry) -> [Node]? {
    guard case .sequence(let items) = entry.value.content else {
      let scalar = entry.value.scalar.map(\.text).flatMap { $0.isEmpty ? nil : $0 }
      report(
        .conditionValue, "`\(entry.key)` is \(Self.noun(of: entry.value)), not a list",
        at: place(of: entry),
        help: scalar.map { ["write `\(entry.key): [\($0)]`"] } ?? ["list the values: `[pro, team]`"]
      )
      return nil
    }
    if items.isEmpty {
      report(
        .emptyRule, "`\(entry.key)` lists no values", at: place(of: entry),
        help: ["list at least one value"])
      return nil
    }
    return count(values: items.count, at: place(of: entry)) ? items : nil
  }

  // MARK: Dates

  mutating func dateTest(_ word: AttributeOperator, _ entry: Entry) -> DateTest? {
    if let comparison = word.span { return spanAgo(comparison, entry) }
    if let comparison = word.day { return day(entry).map { DateTest(comparison, $0) } }
    preconditionFailure("`\(word.keyword)` compares no dates")
  }

  private mutating func spanAgo(_ comparison: SpanComparison, _ entry: Entry) -> DateTest? {
    guard let text = entry.value.text, text.hasSuffix(" ago"),
      let span = TimeSpan(text.dropLast(" ago".count))
    else {
      reportNoSpanAgo(entry)
      return nil
    }
    switch (comparison, span.unit) {
    case (.exactly, .second), (.exactly, .minute), (.exactly, .hour):
      report(
        .conditionSpan, "`exactly` asks for a day, which \(Shown.value(text)) is not",
        at: place(of: entry), help: ["write days or weeks: `exactly: 1 day ago`"])
      return nil
    case (.exactly, .day), (.exactly, .week), (.moreThan, _), (.lessThan, _):
      return DateTest(comparison, span)
    }
  }

  mutating func span(within entry: Entry) -> TimeSpan? {
    if let span = entry.value.text.flatMap({ TimeSpan($0) }), span.count > 0 { return span }
    reportNoSpan(entry)
    return nil
  }

  private mutating func day(_ entry: Entry) -> CalendarDate? {
    if let day = entry.value.text.flatMap({ CalendarDate($0) }) { return day }
    reportNoDay(entry)
    return nil
  }
}
