/// Writes claims as conditions, and what they need before the statement.
///
/// Denial is pushed down to the questions, each of which is written as it is asked or as it is
/// denied, so that NULL never meets a NOT.
struct SQLTranslator {
  /// Whose row a condition is about.
  enum Scope {
    case contact, company

    /// The contact of the row.
    var contact: SQLFragment {
      switch self {
      case .contact: "id"
      case .company: "contact_companies.contact_id"
      }
    }
  }

  let moment: Moment
  let dialect: any SQLDialect
  let model: SQLModel
  private var steps: [(name: SQLFragment, query: SQLFragment)] = []
  /// The step of each segment; nil while it is being made.
  private var segments: [ExactText: SQLFragment?] = [:]

  /// How often it is asked whether a contact is among the rows of a query, in the order of asking.
  private var questions: [(query: SQLFragment, count: Int)] = []
  private var numbers: [ExactFragment: Int] = [:]
  /// The column of the source that has the answer.
  private let answers: [ExactFragment: SQLFragment]
  /// The table of contacts, or a step that has its columns and the answers.
  let source: SQLFragment

  /// - Parameter answeredOnce: queries whose answer for each contact is looked up once.
  init(
    _ moment: Moment, _ dialect: any SQLDialect, _ model: SQLModel,
    answeredOnce: [SQLFragment] = []
  ) {
    self.moment = moment
    self.dialect = dialect
    self.model = model
    source = answeredOnce.isEmpty ? "contacts" : "answered"
    var answers: [ExactFragment: SQLFragment] = [:]
    for (index, query) in answeredOnce.enumerated() {
      answers[ExactFragment(query)] = "answer_\(index + 1)"
    }
    self.answers = answers
    guard !answeredOnce.isEmpty else { return }
    let columns = answeredOnce.enumerated().map { index, query -> SQLFragment in
      "id IN (\(query)) AS answer_\(index + 1)"
    }
    // With a limit it stays a query of its own, and is not written out where it is used.
    steps.append(
      (source, "SELECT contacts.*, \(columns.joined(by: ", ")) FROM contacts LIMIT -1"))
  }

  /// The queries that were asked more than once.
  var repeatedQuestions: [SQLFragment] { questions.filter { $0.count > 1 }.map(\.query) }

  /// That somebody is, or is not, among the contacts of a query.
  mutating func isAmong(
    _ query: SQLFragment, isDenied: Bool, of scope: Scope
  ) -> SQLCondition {
    switch scope {
    case .company: return .test("\(scope.contact) \(isDenied ? "NOT IN" : "IN") (\(query))")
    case .contact: break
    }
    let exact = ExactFragment(query)
    if let answer = answers[exact] { return .test(isDenied ? "NOT \(answer)" : answer) }
    if let number = numbers[exact] {
      questions[number].count += 1
    } else {
      numbers[exact] = questions.count
      questions.append((query, 1))
    }
    return .test("id \(isDenied ? "NOT IN" : "IN") (\(query))")
  }

  /// Deeper conditions become steps of their own: SQLite's parser has a small stack.
  private static let depthLimit = 6

  mutating func condition(
    _ claim: Claim, isDenied: Bool, of scope: Scope
  ) throws(SQLTranslationError) -> SQLCondition {
    switch claim {
    case .everyone: .constant(!isDenied)
    case .all(let parts): try joined(parts, isDenied ? .or : .and, isDenied: isDenied, of: scope)
    case .any(let parts): try joined(parts, isDenied ? .and : .or, isDenied: isDenied, of: scope)
    case .not(let part):
      switch scope {
      case .contact: try condition(part, isDenied: !isDenied, of: scope)
      case .company: try companies(part, isDenied: !isDenied, of: scope)
      }
    case .company(let part): try companies(part, isDenied: isDenied, of: scope)
    case .attribute(let name, let question):
      try attribute(name, question, isDenied: isDenied, of: scope)
    case .event(let name, let question): event(name, question, isDenied: isDenied, of: scope)
    case .tag(let name):
      membership(
        "contact_tags", "tag = \(dialect.value(.text(name.text)))", name, isDenied: isDenied,
        of: scope)
    case .segment(let name): try segment(name, isDenied: isDenied, of: scope)
    }
  }

  mutating func joined(
    _ parts: [Claim], _ joint: SQLJoint, isDenied: Bool, of scope: Scope
  ) throws(SQLTranslationError) -> SQLCondition {
    var conditions: [SQLCondition] = []
    for part in parts { conditions.append(try condition(part, isDenied: isDenied, of: scope)) }
    return kept(conditions.joined(joint), of: scope)
  }

  static func isTooDeep(_ depth: Int) -> Bool { depth > depthLimit }

  /// The condition, or that the row is among those of a step which has it.
  private mutating func kept(_ condition: SQLCondition, of scope: Scope) -> SQLCondition {
    guard case .when(let fragment, _, let depth) = condition, Self.isTooDeep(depth) else {
      return condition
    }
    switch scope {
    case .contact:
      let step = step("SELECT id FROM \(source) WHERE \(fragment)")
      return .test("id IN (SELECT id FROM \(step))")
    case .company:
      let step = step(
        """
        SELECT contact_companies.contact_id, contact_companies.company_id \
        FROM \(Self.companies) WHERE \(fragment)
        """)
      return .test(
        """
        (contact_companies.contact_id, contact_companies.company_id) \
        IN (SELECT contact_id, company_id FROM \(step))
        """)
    }
  }

  static let companies: SQLFragment =
    "contact_companies JOIN companies ON companies.id = contact_companies.company_id"

  /// The contact is, or is not, among those of a table's rows.
  mutating func membership(
    _ table: SQLFragment, _ rows: SQLFragment, _ name: ExactText, isDenied: Bool, of scope: Scope
  ) -> SQLCondition {
    guard dialect.canHold(name.text) else { return .constant(isDenied) }
    return isAmong(
      "SELECT contact_id FROM \(table) WHERE \(rows) AND contact_id IS NOT NULL",
      isDenied: isDenied, of: scope)
  }

  private mutating func segment(
    _ name: ExactText, isDenied: Bool, of scope: Scope
  ) throws(SQLTranslationError) -> SQLCondition {
    guard case .ruled(let rules) = model.segments else {
      return membership(
        "contact_segments", "segment = \(dialect.value(.text(name.text)))", name,
        isDenied: isDenied, of: scope)
    }
    guard let rule = rules[name] else { return .constant(isDenied) }
    let step = try step(ofSegment: name, rule)
    return .test("\(scope.contact) \(isDenied ? "NOT IN" : "IN") (SELECT id FROM \(step))")
  }

  private mutating func step(
    ofSegment name: ExactText, _ rule: Rule
  ) throws(SQLTranslationError) -> SQLFragment {
    if let made = segments[name] {
      guard let made else { throw .segmentInCircle(name.text) }
      return made
    }
    guard let claim = Claim(rule, at: moment) else { throw .newsfeed }
    segments.updateValue(nil, forKey: name)
    let filter: SQLFragment =
      switch try condition(claim, isDenied: false, of: .contact) {
      case .always: ""
      case .never: " WHERE \(dialect.value(.boolean(false)))"
      case .when(let fragment, _, _): " WHERE \(fragment)"
      }
    let made = step("SELECT id FROM \(source)\(filter)")
    segments.updateValue(made, forKey: name)
    return made
  }

  /// The name of a query that comes before the statement.
  mutating func step(_ query: SQLFragment) -> SQLFragment {
    let name: SQLFragment = "step_\(steps.count + 1)"
    steps.append((name, query))
    return name
  }

  var preamble: SQLFragment {
    if steps.isEmpty { return "" }
    return "WITH \(steps.map { "\($0.name) AS (\($0.query))" }.joined(by: ",\n  "))\n"
  }
}

/// A fragment that equals what is the same byte by byte: `String` calls more the same.
private struct ExactFragment: Hashable {
  private let text: ExactText
  private let texts: [ExactText]
  private let values: [SQLValue]

  init(_ fragment: SQLFragment) {
    text = ExactText(fragment.text)
    texts = fragment.values.compactMap { value in
      if case .text(let text) = value { ExactText(text) } else { nil }
    }
    values = fragment.values
  }
}
