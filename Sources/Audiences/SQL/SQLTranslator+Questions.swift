extension SQLTranslator {
  mutating func attribute(
    _ name: ExactText, _ question: AttributeQuestion, isDenied: Bool, of scope: Scope
  ) throws(SQLTranslationError) -> SQLCondition {
    guard let column = try column(of: name, for: question, scope) else {
      return .constant(isDenied)
    }
    switch question {
    case .known: return .test("\(column) IS \(isDenied ? "NULL" : "NOT NULL")")
    case .text(.oneOf(let values)):
      let held = values.filter { dialect.canHold($0.text) }
      return test(column, isOneOf: held.map { .text($0.text) }, isDenied)
    case .text(.contains(let part)): return text(column, .anywhere, part, isDenied, scope)
    case .text(.startsWith(let part)): return text(column, .atStart, part, isDenied, scope)
    case .text(.endsWith(let part)): return text(column, .atEnd, part, isDenied, scope)
    case .number(let question): return test(column, question, isDenied, isNullable: true)
    case .boolean(let value): return test(column, isOneOf: [.boolean(value)], isDenied)
    case .date(let range): return test(column, range, isDenied)
    }
  }

  /// Nil where nobody has such an attribute.
  private func column(
    of attribute: ExactText, for question: AttributeQuestion, _ scope: Scope
  ) throws(SQLTranslationError) -> SQLFragment? {
    let columns: SQLModel.Columns =
      switch scope {
      case .contact: model.contacts
      case .company: model.companies
      }
    var name = attribute.text
    if case .declared(let declared) = columns {
      guard let column = declared[attribute], column.kind.suits(question) else { return nil }
      name = column.name
    }
    guard let written = dialect.name(name) else { throw .unwritableName(attribute.text) }
    return switch scope {
    case .contact: written
    case .company: "companies.\(written)"
    }
  }

  // MARK: Tests, asked or denied; who denies takes NULL for an answer

  private func test(
    _ column: SQLFragment, isOneOf values: [SQLValue], _ isDenied: Bool
  ) -> SQLCondition {
    guard let test = list(column, values, isDenied) else { return .constant(isDenied) }
    return isDenied ? orNull(test, column) : .test(test)
  }

  private func orNull(_ test: SQLFragment, _ column: SQLFragment) -> SQLCondition {
    .when("\(test) OR \(column) IS NULL", joint: .or, depth: 2)
  }

  /// Nil for no values.
  private func list(
    _ column: SQLFragment, _ values: [SQLValue], _ isDenied: Bool
  ) -> SQLFragment? {
    if values.isEmpty { return nil }
    if values.count == 1 {
      return "\(column) \(isDenied ? "<>" : "=") \(dialect.value(values[0]))"
    }
    let written = values.map(dialect.value)
    return "\(column) \(isDenied ? "NOT IN" : "IN") (\(SQLFragment.list(written)))"
  }

  private func test(
    _ column: SQLFragment, _ question: NumberQuestion, _ isDenied: Bool, isNullable: Bool
  ) -> SQLCondition {
    let comparison: (asked: SQLFragment, denied: SQLFragment)
    let value: Double
    switch question {
    case .oneOf(let values):
      guard let test = list(column, values.map { .number($0) }, isDenied) else {
        return .constant(isDenied)
      }
      return isDenied && isNullable ? orNull(test, column) : .test(test)
    case .greaterThan(let bound): (comparison, value) = ((">", "<="), bound)
    case .lessThan(let bound): (comparison, value) = (("<", ">="), bound)
    case .atLeast(let bound): (comparison, value) = ((">=", "<"), bound)
    case .atMost(let bound): (comparison, value) = (("<=", ">"), bound)
    }
    let word = isDenied ? comparison.denied : comparison.asked
    let test: SQLFragment = "\(column) \(word) \(dialect.value(.number(value)))"
    return isDenied && isNullable ? orNull(test, column) : .test(test)
  }

  private func test(
    _ column: SQLFragment, _ range: InstantRange, _ isDenied: Bool
  ) -> SQLCondition {
    if range.isEmpty { return .constant(isDenied) }
    var tests: [SQLFragment] = []
    if let from = range.from {
      tests.append("\(column) \(isDenied ? "<" : ">=") \(dialect.value(.instant(from)))")
    }
    if let to = range.to {
      tests.append("\(column) \(isDenied ? ">=" : "<") \(dialect.value(.instant(to)))")
    }
    if isDenied { return orNull(tests.joined(by: " OR "), column) }
    return .when(tests.joined(by: " AND "), joint: tests.count > 1 ? .and : nil, depth: 2)
  }

  private mutating func text(
    _ column: SQLFragment, _ place: PlaceInText, _ part: FoldedText, _ isDenied: Bool,
    _ scope: Scope
  ) -> SQLCondition {
    guard dialect.canHold(part.text) else { return .constant(isDenied) }
    if part.isEmpty { return .test("\(column) IS \(isDenied ? "NULL" : "NOT NULL")") }
    let letters = part.letters(withASCII: !dialect.foldsASCII)
    guard letters.count > dialect.lettersAtOnce else {
      let test = dialect.test(dialect.replacing(letters, in: column), place, part)
      return isDenied ? orNull("NOT (\(test))", column) : .test(test)
    }
    let (row, table): (SQLFragment, SQLFragment) =
      switch scope {
      case .contact: ("id", "contacts")
      case .company: ("companies.id", "companies")
      }
    var step: SQLFragment = "\(table)"
    var text = column
    for start in stride(from: 0, to: letters.count, by: dialect.lettersAtOnce) {
      let some = Array(letters[start..<min(start + dialect.lettersAtOnce, letters.count)])
      step = self.step(
        "SELECT id, \(dialect.replacing(some, in: text)) AS folded FROM \(step) LIMIT -1")
      text = "folded"
    }
    let rows: SQLFragment = "SELECT id FROM \(step) WHERE \(dialect.test(text, place, part))"
    return .test("\(row) \(isDenied ? "NOT IN" : "IN") (\(rows))")
  }

  // MARK: Events

  mutating func event(
    _ name: ExactText, _ question: EventQuestion, isDenied: Bool, of scope: Scope
  ) -> SQLCondition {
    var rows: SQLFragment = "name = \(dialect.value(.text(name.text)))"
    if let since = question.since {
      rows = "\(rows) AND created_at >= \(dialect.value(.instant(since)))"
    }
    switch question.measure {
    case .ever:
      return membership("events", rows, name, isDenied: isDenied, of: scope)
    case .count(let count):
      // Who has none has no row: what holds of none is asked of those in whom it does not hold.
      let holdsOfNone = count.holds(of: 0)
      return groups(
        rows, test("count(*)", count, holdsOfNone, isNullable: false), name,
        isDenied: isDenied != holdsOfNone, of: scope)
    case .first(let range):
      return groups(
        rows, test("min(created_at)", range, false), name, isDenied: isDenied, of: scope)
    case .last(let range):
      return groups(
        rows, test("max(created_at)", range, false), name, isDenied: isDenied, of: scope)
    }
  }

  /// The contact is, or is not, among those whose rows together pass a test.
  private mutating func groups(
    _ rows: SQLFragment, _ test: SQLCondition, _ name: ExactText, isDenied: Bool, of scope: Scope
  ) -> SQLCondition {
    guard dialect.canHold(name.text) else { return .constant(isDenied) }
    switch test {
    case .never: return .constant(isDenied)
    case .always: return membership("events", rows, name, isDenied: isDenied, of: scope)
    case .when(let having, _, _):
      return isAmong(
        """
        SELECT contact_id FROM events \
        WHERE \(rows) AND contact_id IS NOT NULL GROUP BY contact_id HAVING \(having)
        """, isDenied: isDenied, of: scope)
    }
  }
}

extension SQLFragment {
  /// Long lists are joined at once, not one by one.
  fileprivate static func list(_ parts: [SQLFragment]) -> SQLFragment {
    SQLFragment(
      text: parts.map(\.text).joined(separator: ", "), values: parts.flatMap(\.values))
  }
}

extension SQLColumn.Kind {
  fileprivate func suits(_ question: AttributeQuestion) -> Bool {
    switch (self, question) {
    case (_, .known), (.text, .text), (.number, .number), (.boolean, .boolean), (.date, .date): true
    case (.text, _), (.number, _), (.boolean, _), (.date, _): false
    }
  }
}
