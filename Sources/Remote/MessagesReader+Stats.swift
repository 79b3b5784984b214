public import Audiences
import JSON
public import Measuring
import Planning

extension MessagesReader: StatsReading {
  public func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    var found: [MessageStats] = []
    var known: Set<String> = []
    for project in projects where known.insert(project).inserted {
      found += try await each(of: .stats(externalIDPrefix: "\(project)/", since: since)) {
        items throws(RemoteError) in try items.map(stats)
      }
    }
    return found
  }

  public func newestDay(of projects: [String]) async throws(RemoteError) -> CalendarDate? {
    try await stats(of: projects, since: nil).newestDay
  }

  public func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    // As many at once as the connection carries.
    try await ids.asked(width: ids.count) { id throws(RemoteError) -> MessageStats? in
      do throws(RemoteError) {
        return try await stats(ofMessage: id, since: since)
      } catch .notFound {
        return nil
      }
    }.compactMap(\.self)
  }

  /// What one message did, with the origins of its versions.
  func stats(
    ofMessage id: String, since: CalendarDate?
  ) async throws(RemoteError) -> MessageStats {
    let narrowing = since.map { "?since=\($0)" } ?? ""
    return try stats(try await api.read("/messages/\(percentEncoded(id))/stats\(narrowing)"))
  }

  private func stats(_ value: JSONValue) throws(RemoteError) -> MessageStats {
    do throws(SpecJSONError) {
      return try MessageStats(wire: value)
    } catch {
      let id = value["message_id"]?.string.flatMap(api.words.word).map { "message \($0)" }
      throw .badAnswer(
        reason: api.words.sentence("the stats of \(id ?? "a message"): \(error)"),
        mayHaveLanded: false)
    }
  }
}

extension MessageStats {
  /// Reads the stats of one message; the error says which field is not as expected.
  init(wire: JSONValue) throws(SpecJSONError) {
    let fields = try SpecFields(wire, at: "")
    self.init(
      messageID: try fields.text("message_id"), version: try fields.count("content_version"),
      totals: try Counts(try fields.object("totals")),
      days: try fields.objects("by_day") { day throws(SpecJSONError) in
        guard let date = CalendarDate(try day.text("day")) else {
          throw SpecJSONError(day.path("day"), .notA("a day"))
        }
        return Day(day: date, counts: try Counts(day))
      },
      versions: try fields.objects("by_version") { version throws(SpecJSONError) in
        Version(
          number: try version.count("content_version"),
          createdAt: try version.optionalInteger("created_at"),
          origin: Origin(metadata: version.optional("metadata")), counts: try Counts(version))
      }, countsPartly: false)
  }
}

extension MessageStats.Origin {
  /// Nil for what herald did not write, or cannot read.
  fileprivate init?(metadata: JSONValue?) {
    guard let record = metadata?[Record.metadataName],
      let revision = record["revision"]?.integer.flatMap(Int.init(exactly:))
    else { return nil }
    // What it said then is in no commit where there were edits.
    let hasEdits = record["uncommitted"]?.boolean ?? false
    self.init(revision: revision, commit: hasEdits ? nil : record["commit"]?.string)
  }
}

extension Counts {
  fileprivate init(_ fields: SpecFields) throws(SpecJSONError) {
    self.init(
      recipients: try fields.people("recipients"), impressions: try fields.people("impressions"),
      clicks: try fields.people("clicks"), dismissals: try fields.people("dismissals"),
      replies: try fields.people("replies"), completions: try fields.people("completions"),
      engaged: try fields.people("engaged"), goals: try fields.people("goal_completions"),
      // The sandbox's own: other servers have nothing to simulate.
      simulated: fields.optional("simulated") == nil ? 0 : try fields.people("simulated"))
    for (name, part) in [
      ("engaged", engaged), ("goal_completions", goals), ("simulated", simulated),
    ] where part > recipients {
      throw SpecJSONError(fields.path(name), .notA("a part of the recipients"))
    }
  }
}

extension SpecFields {
  /// A number of people, or of impressions; more than a trillion would not add up.
  fileprivate func people(_ name: String) throws(SpecJSONError) -> Int {
    let count = try count(name)
    guard count <= 1_000_000_000_000 else { throw SpecJSONError(path(name), .notA("a count")) }
    return count
  }
}
