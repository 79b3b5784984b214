/// A message that the project owns, and what herald remembers with it.
struct OwnedMessage {
  let message: RemoteMessage
  let record: Record
}

/// Which messages of a snapshot are the project's own in this environment, by key.
struct Ownership {
  /// Messages that a file can be for, archived ones included, by the key of their record.
  private(set) var byKey: [String: OwnedMessage] = [:]
  /// Messages that were moved aside by a replacement: owned, and nobody's any more.
  private(set) var replaced: [OwnedMessage] = []
  /// Messages that have one of the project's ids, and are not its own.
  private(set) var strangers: [String: Stop.Holder] = [:]
  /// How many messages other environments of the project have here.
  private(set) var otherEnvironments: [String: Int] = [:]

  init(_ snapshot: Snapshot, desired: DesiredSet) {
    let projects = [desired.project] + desired.formerProjects
    for message in snapshot.messages {
      guard let externalID = message.externalID,
        let project = projects.first(where: { externalID.hasPrefix("\($0)/") })
      else { continue }
      let key = String(externalID.dropFirst(project.utf8.count + 1))
      guard let record = message.record else {
        strangers[externalID] = message.recordProblem.map(Stop.Holder.unreadableRecord) ?? .nobody
        continue
      }
      if !projects.contains(record.project) {
        strangers[externalID] = .project(record.project)
      } else if record.environment != desired.environment {
        otherEnvironments[record.environment, default: 0] += 1
      } else if key.contains("~") {
        replaced.append(OwnedMessage(message: message, record: record))
      } else if byKey[key] == nil || project == desired.project {
        byKey[key] = OwnedMessage(message: message, record: record)
      }
    }
  }

  /// The owned messages that are live, the denominator of the limit on deletes.
  var live: Int { byKey.values.count { $0.message.state == .live } }
}

/// The id that a project's message has on a remote.
public func externalID(project: String, key: String) -> String { "\(project)/\(key)" }
