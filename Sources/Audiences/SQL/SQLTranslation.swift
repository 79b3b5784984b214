/// A rule as statements of SQL over the tables of `SQLModel`.
package struct SQLTranslation: Sendable {
  /// What comes before SELECT: nothing, or `WITH …` and a line's end.
  package let preamble: SQLFragment
  /// A condition on the source, true for those who match and false or NULL for all others.
  package let condition: SQLFragment
  /// The table that the condition is on: `contacts`, or a step that has all its columns.
  package let source: SQLFragment
  private let top: [SQLFragment]

  package init(
    _ rule: Rule, at moment: Moment, for dialect: any SQLDialect, over model: SQLModel
  ) throws(SQLTranslationError) {
    guard let claim = Claim(rule, at: moment) else { throw .newsfeed }
    let (tops, translator) = try SQLTranslator.tops(of: [claim], moment, dialect, model)
    top = tops[0]
    condition = top.isEmpty ? dialect.value(.boolean(true)) : top.joined(by: " AND ")
    source = translator.source
    preamble = translator.preamble
  }

  /// How many match.
  package var count: SQLFragment { "\(preamble)SELECT count(*)\nFROM \(source)\(filter)" }

  /// The `id` of each who matches, in no order.
  package var ids: SQLFragment { "\(preamble)SELECT id\nFROM \(source)\(filter)" }

  private var filter: SQLFragment {
    top.isEmpty ? "" : "\nWHERE \(top.joined(by: "\n  AND "))"
  }
}

/// Several rules as one statement, which counts for all of them as it goes once over the contacts.
package struct SQLCounts: Sendable {
  /// It has one row: how many contacts there are, then how many match each of the rules.
  package let statement: SQLFragment

  package init(
    _ rules: [Rule], at moment: Moment, for dialect: any SQLDialect, over model: SQLModel
  ) throws(SQLTranslationError) {
    var claims: [Claim] = []
    for rule in rules {
      guard let claim = Claim(rule, at: moment) else { throw .newsfeed }
      claims.append(claim)
    }
    let (tops, translator) = try SQLTranslator.tops(of: claims, moment, dialect, model)
    let counts = tops.map { top -> SQLFragment in
      top.isEmpty ? "count(*)" : "count(CASE WHEN \(top.joined(by: " AND ")) THEN 1 END)"
    }
    statement = """
      \(translator.preamble)SELECT count(*), \(counts.joined(by: ", "))
      FROM \(translator.source)
      """
  }
}

extension SQLTranslator {
  /// What each claim is in SQL, and what comes before that.
  fileprivate static func tops(
    of claims: [Claim], _ moment: Moment, _ dialect: any SQLDialect, _ model: SQLModel
  ) throws(SQLTranslationError) -> ([[SQLFragment]], SQLTranslator) {
    var translator = SQLTranslator(moment, dialect, model)
    var tops: [[SQLFragment]] = []
    for claim in claims { tops.append(try translator.top(of: claim)) }
    let repeated = translator.repeatedQuestions
    guard dialect.answersAgain, !repeated.isEmpty else { return (tops, translator) }
    translator = SQLTranslator(moment, dialect, model, answeredOnce: repeated)
    tops = []
    for claim in claims { tops.append(try translator.top(of: claim)) }
    return (tops, translator)
  }

  /// The parts of an `all` at the top, which stand on lines of their own.
  fileprivate mutating func top(of claim: Claim) throws(SQLTranslationError) -> [SQLFragment] {
    var top: [SQLFragment] = []
    var isNobody = false
    for part in claim.conjuncts {
      switch try condition(part, isDenied: false, of: .contact) {
      case .always: continue
      case .never: isNobody = true
      case .when(let fragment, let joint, _): top.append(joint == nil ? fragment : "(\(fragment))")
      }
    }
    return isNobody ? [dialect.value(.boolean(false))] : top
  }
}

extension Claim {
  fileprivate var conjuncts: [Claim] {
    switch self {
    case .all(let parts): parts.count <= 16 ? parts.flatMap(\.conjuncts) : [self]
    case .everyone, .any, .not, .company, .attribute, .event, .tag, .segment: [self]
    }
  }
}
