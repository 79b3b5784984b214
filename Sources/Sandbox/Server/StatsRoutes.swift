import Audiences
import Hummingbird
import JSON

/// What messages did: `/messages/{id}/stats`, and `/messages/stats` for many at once.
struct StatsRoutes: Sendable {
  let store: Store

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try context.id("id", otherwise: Problem(.notFound, "there is no such message"))
    var reader = QueryReader(request, ["since"])
    let since = reader.day("since")
    try reader.check()
    let stats = try await store.stats(
      ofMessage: id, StatsQuery(since: since?.daysSince1970, withMetadata: true))
    return .json(stats.document(since: since))
  }

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var reader = QueryReader(request, ListRequest.parameters + ["since"])
    let asked = ListRequest(&reader)
    let since = reader.day("since")
    try reader.check()
    let page = try await store.stats(
      asked.query, StatsQuery(since: since?.daysSince1970, withMetadata: false))
    let next =
      page.isLast
      ? nil
      : page.stats.last.map { Cursor(.messages, page: asked.page + 1, after: $0.messageID).text }
    return .json(
      PageDocument.text(
        page.stats.map { $0.document(since: since) }, total: page.total,
        page: asked.page, limit: asked.query.limit, next: next))
  }
}

extension QueryReader {
  fileprivate mutating func day(_ name: String) -> CalendarDate? {
    guard let text = text(name) else { return nil }
    let day = CalendarDate(text)
    if day == nil { refuse(name, "must be a day, as 2026-12-01") }
    return day
  }
}

extension MessageStats {
  fileprivate func document(since: CalendarDate?) -> String {
    var members = MembersWriter()
    members.add("type", "message.stats")
    members.add("message_id", messageID.description)
    members.add("external_id", externalID)
    members.add("content_version", contentVersion)
    members.add("since", since?.description)
    members.add("totals", json: "{\(totals.members(totals.ofPeople))}")
    members.add("by_day", list: days.map { "{\($0.members)}" })
    members.add("by_version", list: versions.map { "{\($0.members)}" })
    members.add("steps", list: steps.map { "{\($0.members)}" })
    return "{\(members.text)}"
  }
}

extension MembersWriter {
  fileprivate mutating func add(_ name: StaticString, list: [String]) {
    add(name, json: "[\(list.joined(separator: ","))]")
  }
}

extension MessageStats.Day {
  fileprivate var members: String {
    let date = CalendarDate(daysSince1970: day)?.description ?? ""
    return "\"day\":\"\(date)\",\(tallies.members(tallies.ofPeople))"
  }
}

extension MessageStats.Version {
  fileprivate var members: String {
    var members = MembersWriter()
    members.add("content_version", contentVersion)
    members.add("created_at", createdAt)
    if let metadata { members.add("metadata", json: metadata) }
    return "\(members.text),\(tallies.members(tallies.ofVersion))"
  }
}

extension MessageStats.Step {
  fileprivate var members: String {
    var members = MembersWriter()
    members.add("content_version", contentVersion)
    members.add("step", step)
    members.add("reply", reply)
    members.add("people", people)
    return members.text
  }
}

extension Tallies {
  /// - Parameter tally: which side is told, people or a version's receipts.
  fileprivate func members(_ tally: Tally) -> String {
    var members = MembersWriter()
    members.add("recipients", tally[.received])
    members.add("impressions", impressions)
    members.add("clicks", tally[.clicked])
    members.add("dismissals", tally[.dismissed])
    members.add("replies", tally[.replied])
    members.add("completions", tally[.completed])
    members.add("engaged", tally[.engaged])
    members.add("engagement_rate", tally.rate(.engaged))
    members.add("goal_completions", tally[.reachedGoal])
    members.add("goal_rate", tally.rate(.reachedGoal))
    members.add("simulated", tally[.simulated])
    return members.text
  }
}

extension Tally {
  /// Of those who received it; null where nobody did.
  fileprivate func rate(_ measure: Measure) -> JSONValue {
    self[.received] == 0 ? .null : .number(Double(self[measure]) / Double(self[.received]))
  }
}
