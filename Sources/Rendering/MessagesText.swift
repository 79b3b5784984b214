public import JSON
public import Planning

/// Messages of a workspace as a table, or one of them whole.
public struct MessagesText {
  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// A row for each message, in the order given.
  public func table(_ messages: [RemoteMessage]) -> String {
    Columns(page).render(
      ["KEY", "ID", "FORMAT", "STATE", "SEND", "REV", "FILE"],
      messages.map { message in
        [
          message.record?.key ?? message.externalID ?? message.name ?? "-", message.id,
          message.spec.format.rawValue, message.state.rawValue, message.spec.schedule.send.rawValue,
          message.record.map { "r\($0.revision)" } ?? "-", message.record?.provenance.file ?? "-",
        ]
      })
  }

  /// Everything that one message holds; its sender is named where the workspace's admins have it.
  public func card(_ message: RemoteMessage, admins: [Admin]) -> String {
    let name = message.record?.key ?? message.externalID ?? message.id
    var text =
      ink.bold(name.visibleLine) + " · \(message.spec.format.rawValue) · \(message.state.rawValue)"
    text += " · id \(message.id.visibleLine)\n"
    let said: Set<String> = [FieldName.format, FieldName.status, FieldName.botSteps]
    let fields = message.spec.naming(admins).fields.filter { !said.contains($0.name) }
      .map { FieldChange($0.name, before: nil, after: $0.value, cause: .files) }
    var rows = ChangeRow.rows(of: fields).map { ($0.name, $0.value.painted(ink)) }
    if let record = message.record { rows += facts(of: record) }
    rows.append(("first live", time(message.liveAt)))
    rows.append(("first shown", time(message.shownAt)))
    rows.append(("updated", time(message.updatedAt)))
    let width = min(28, rows.map(\.0.count).max() ?? 0)
    for (name, value) in rows { text += "  \(ink.dim(name.padded(to: width)))  \(value)\n" }
    return text
  }

  /// Where each revision of a message came from, the latest first; nil when herald does not own it.
  public func history(_ message: RemoteMessage) -> String? {
    guard let record = message.record else { return nil }
    let revisions = ([record.present] + record.history.reversed())
    let forgotten = (revisions.last?.number ?? 1) - 1
    return ink.bold(record.key.visibleLine) + " · id \(message.id.visibleLine)\n"
      + Columns(page).render(
        ["REV", "APPLIED", "COMMIT", "AUTHOR", "KEY", "FILE"],
        revisions.map { revision in
          let (origin, commit) = (revision.provenance, revision.provenance.commit)
          return [
            "r\(revision.number)", origin.appliedAt.map(time) ?? "-",
            commit.map { String($0.id.prefix(12)) + ($0.hasEdits ? " + edits" : "") } ?? "-",
            commit?.author ?? "-", revision.key,
            origin.file ?? "-",
          ]
        })
      + (forgotten > 0 ? "\(forgotten.counted("earlier revision")) forgotten\n" : "")
  }

  private func facts(of record: Record) -> [(String, String)] {
    var rows = [
      ("environment", record.environment.visibleLine), ("revision", String(record.revision)),
      ("protected", record.lifecycle.protect ? "yes" : "no"),
      ("on removal", record.lifecycle.onRemoval.rawValue),
    ]
    if let file = record.provenance.file { rows.append(("file", file.visibleLine)) }
    if let commit = record.provenance.commit {
      rows.append(
        ("commit", commit.id.visibleLine + (commit.hasEdits ? ", and edits not committed" : "")))
      if let author = commit.author { rows.append(("author", author.visibleLine)) }
    }
    if let moment = record.provenance.appliedAt { rows.append(("applied", time(moment))) }
    if !record.formerKeys.isEmpty {
      rows.append(("former keys", record.formerKeys.joined(separator: ", ").visibleLine))
    }
    return rows
  }

  private func time(_ seconds: Int64?) -> String {
    seconds.map { TimeText.instant($0, timeZone: nil) } ?? "never"
  }
}

/// Messages of a workspace as data.
public enum MessagesJSON {
  public static func render(_ message: RemoteMessage) -> JSONValue {
    [
      "id": .string(message.id),
      "external_id": .text(message.externalID),
      "name": .text(message.name),
      "state": .string(message.state.rawValue),
      "spec": .object(message.spec.json),
      "record": message.record.map { .object($0.json) } ?? .null,
      "live_at": .whole(message.liveAt),
      "shown_at": .whole(message.shownAt),
      "audience_frozen_at": .whole(message.audienceFrozenAt),
      "updated_at": .integer(message.updatedAt),
      "version": .string(message.etag),
    ]
  }
}
