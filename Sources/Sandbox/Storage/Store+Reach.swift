import Audiences
import GRDB

/// How many people a rule reaches.
package struct Reach: Sendable, Equatable {
  package let count: Int64
  /// How many contacts there are.
  package let total: Int64

  package init(count: Int64, total: Int64) {
    self.count = count
    self.total = total
  }
}

extension Store {
  /// Counts who matches each of some rules at a time, going once over the people; writes nothing.
  ///
  /// - Throws: for all, where one of them cannot be asked.
  func reach(of rules: [Rule], at now: Int64) async throws -> [Reach] {
    try await read { database in
      let counts = try Self.audience(database).counts(of: rules, at: now)
      guard
        let row = try Row.fetchOne(
          database, sql: counts.statement.text, arguments: counts.statement.arguments)
      else { preconditionFailure("a count of all has a row") }
      return rules.indices.map { Reach(count: row[$0 + 1], total: row[0]) }
    }
  }

  /// How many are in each segment, in their order.
  func segmentCounts(at now: Int64) async throws -> [Int64] {
    try await read { database in
      let audience = try Self.audience(database)
      return try audience.segments.map { segment in
        let count = try audience.translation(of: .segment(segment.name), at: now).count
        return try Int64.fetchOne(database, sql: count.text, arguments: count.arguments) ?? 0
      }
    }
  }

  /// The segments that somebody is in.
  func segments(ofContact id: Int64, at now: Int64) async throws -> [Segment] {
    try await read { database in
      try Self.role(of: id, database)
      let audience = try Self.audience(database)
      return try audience.segments.filter { segment in
        let condition = try audience.translation(
          of: .all([
            .attribute(name: AudienceTables.id, .number(.is(Double(id)))), .segment(segment.name),
          ]), at: now
        ).count
        return try Int64.fetchOne(
          database, sql: condition.text, arguments: condition.arguments) == 1
      }
    }
  }

  /// What rules are asked of, as it is in this moment of the database.
  static func audience(_ database: Database) throws -> WorkspaceAudience {
    let zone = try String.fetchOne(
      database.cachedStatement(sql: "SELECT time_zone FROM workspace"))
    return WorkspaceAudience(
      attributes: try attributes(of: .contact, database),
      companyAttributes: try attributes(of: .company, database),
      segments: try segments(database), clock: try ZoneClock(ofWorkspace: zone ?? ""))
  }
}

/// What rules know of a workspace.
struct WorkspaceAudience {
  let attributes: [Attribute]
  let companyAttributes: [Attribute]
  let segments: [Segment]
  let clock: ZoneClock

  var model: SQLModel {
    AudienceTables.model(contacts: attributes, companies: companyAttributes)
  }

  /// What each segment's name stands for.
  func rulesOfSegments() throws -> [ExactText: Rule] {
    var rules: [ExactText: Rule] = [:]
    for segment in segments { rules[ExactText(segment.name)] = try segment.audience() }
    return rules
  }

  func translation(of rule: Rule, at now: Int64) throws -> SQLTranslation {
    let rules = try withoutSegments([rule])
    do throws(SQLTranslationError) {
      return try SQLTranslation(
        rules[0], at: Moment(now: now, in: clock), for: SQLiteDialect(), over: model)
    } catch {
      throw Self.refusal(error)
    }
  }

  func counts(of rules: [Rule], at now: Int64) throws -> SQLCounts {
    let rules = try withoutSegments(rules)
    do throws(SQLTranslationError) {
      return try SQLCounts(
        rules, at: Moment(now: now, in: clock), for: SQLiteDialect(), over: model)
    } catch {
      throw Self.refusal(error)
    }
  }

  /// In place of a segment its rule is asked: that reads the contacts once instead of twice.
  private func withoutSegments(_ rules: [Rule]) throws -> [Rule] {
    let segments = try rulesOfSegments()
    return rules.map { $0.replacingSegments(with: segments) }
  }

  private static func refusal(_ error: SQLTranslationError) -> Refusal {
    switch error {
    case .newsfeed:
      Refusal(
        Problem(
          .dataInvalid, "audience.newsfeed has readers whom this server does not know",
          field: "audience.newsfeed"))
    case .segmentInCircle, .unwritableName:
      preconditionFailure("the sandbox's own tables have no statement: \(error)")
    }
  }
}

extension Rule {
  /// The rule with each segment's own in its place; one that there is not holds nobody.
  func replacingSegments(with rules: [ExactText: Rule]) -> Rule {
    switch self {
    case .segment(let name): rules[ExactText(name)] ?? .not(.everyone)
    case .all(let parts): .all(parts.map { $0.replacingSegments(with: rules) })
    case .any(let parts): .any(parts.map { $0.replacingSegments(with: rules) })
    case .not(let part): .not(part.replacingSegments(with: rules))
    case .company, .everyone, .attribute, .event, .tag, .newsfeed: self
    }
  }
}
