extension SQLTranslator {
  /// What `Claim.holdsOfSomeCompany` says.
  mutating func companies(
    _ claim: Claim, isDenied: Bool, of scope: Scope
  ) throws(SQLTranslationError) -> SQLCondition {
    switch claim {
    case .not(let part): return try companies(part, isDenied: !isDenied, of: scope)
    case .any(let parts):
      var conditions: [SQLCondition] = []
      for part in parts {
        conditions.append(try companies(part, isDenied: isDenied, of: scope))
      }
      return conditions.joined(isDenied ? .and : .or)
    case .all(let parts):
      // What only denies is about the person; the rest is asked of one company.
      let asked = parts.filter(\.asksOfCompany)
      var conditions: [SQLCondition] = []
      for part in parts where !part.asksOfCompany {
        conditions.append(try companies(part, isDenied: isDenied, of: scope))
      }
      if asked.count == 1 {
        conditions.append(try companies(asked[0], isDenied: isDenied, of: scope))
      } else if !asked.isEmpty {
        conditions.append(try someCompany(.all(asked), isDenied: isDenied, of: scope))
      }
      return conditions.joined(isDenied ? .or : .and)
    case .attribute: return try someCompany(claim, isDenied: isDenied, of: scope)
    case .everyone, .company, .event, .tag, .segment:
      return try condition(claim, isDenied: isDenied, of: scope)
    }
  }

  private mutating func someCompany(
    _ claim: Claim, isDenied: Bool, of scope: Scope
  ) throws(SQLTranslationError) -> SQLCondition {
    var filter: SQLFragment = ""
    var depth = 1
    switch try condition(claim, isDenied: false, of: .company) {
    case .never: return .constant(isDenied)
    case .always: break
    case .when(let fragment, let joint, let inner):
      filter = joint == .or ? " AND (\(fragment))" : " AND \(fragment)"
      depth = inner + 2
    }
    var rows: SQLFragment = """
      SELECT contact_companies.contact_id FROM \(Self.companies) \
      WHERE contact_companies.contact_id IS NOT NULL\(filter)
      """
    if Self.isTooDeep(depth) {
      rows = "SELECT contact_id FROM \(step(rows))"
      depth = 1
    }
    let among = SQLCondition.when(
      "\(scope.contact) \(isDenied ? "NOT IN" : "IN") (\(rows))", joint: nil, depth: depth)
    let withoutAny = try condition(claim.ofNoCompany, isDenied: isDenied, of: scope)
    return [among, withoutAny].joined(isDenied ? .and : .or)
  }
}

extension Claim {
  /// Whether it asks something of one company, beside what it denies of all.
  fileprivate var asksOfCompany: Bool {
    switch self {
    case .attribute: true
    case .all(let parts), .any(let parts): parts.contains(where: \.asksOfCompany)
    case .everyone, .not, .company, .event, .tag, .segment: false
    }
  }

  /// What is left of it where there is no company: every question is answered no.
  fileprivate var ofNoCompany: Claim {
    switch self {
    case .attribute: .not(.everyone)
    case .all(let parts): .all(parts.map(\.ofNoCompany))
    case .any(let parts): .any(parts.map(\.ofNoCompany))
    case .not(let part): .company(.not(part))
    case .everyone, .company, .event, .tag, .segment: self
    }
  }
}
