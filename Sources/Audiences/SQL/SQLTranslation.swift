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
    var translator = SQLTranslator(moment, dialect, model)
    var top = try translator.top(of: claim)
    let repeated = translator.repeatedQuestions
    if dialect.answersAgain, !repeated.isEmpty {
      translator = SQLTranslator(moment, dialect, model, answeredOnce: repeated)
      top = try translator.top(of: claim)
    }
    self.top = top
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

extension SQLTranslator {
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
