/// A message that the project owns, and what herald remembers with it.
struct OwnedMessage {
  let message: RemoteMessage
  @Boxed var record: Record
}

/// Which messages of a snapshot are the project's own in this environment, by key.
struct Ownership {
  /// Messages that a file can be for, archived ones included.
  private(set) var byKey: [String: OwnedMessage] = [:]
  /// Owned, and no file's: moved aside by a replacement, or second to another message of their key.
  private(set) var spare: [OwnedMessage] = []
  /// Messages that have one of the project's ids, and are not its own.
  private(set) var strangers: [String: Stop.Holder] = [:]
  /// How many messages other environments of the project have here.
  private(set) var otherEnvironments: [String: Int] = [:]

  init(_ snapshot: Snapshot, desired: DesiredSet) {
    let projects = [desired.project] + desired.formerProjects
    let prefixes = projects.map { "\($0)/" }
    var former: [(key: String, OwnedMessage)] = []
    var misplaced: [(key: String, OwnedMessage)] = []
    for message in snapshot.messages {
      guard let externalID = message.externalID,
        let index = prefixes.firstIndex(where: { externalID.hasPrefix($0) })
      else { continue }
      let key = String(externalID.utf8.dropFirst(prefixes[index].utf8.count)) ?? externalID
      guard let record = message.record else {
        strangers[externalID] = message.recordProblem.map(Stop.Holder.unreadableRecord) ?? .nobody
        continue
      }
      let owned = OwnedMessage(message: message, record: record)
      if !projects.contains(record.project) {
        strangers[externalID] = .project(record.project)
      } else if record.environment != desired.environment {
        otherEnvironments[record.environment, default: 0] += 1
      } else if key.contains("~") {
        spare.append(owned)
      } else if key != record.key {
        misplaced.append((key, owned))
      } else if index > 0 {
        former.append((key, owned))
      } else if byKey[key] == nil {
        byKey[key] = owned
      } else {
        spare.append(owned)
      }
    }
    // The project's present name comes before its former ones.
    for (key, owned) in former { place(owned, under: [key]) }
    if misplaced.isEmpty { return }
    let wanted = Set(desired.campaigns.map(\.key))
    for (key, owned) in misplaced {
      // Somebody gave it another id: it goes back to its key's file, unless there is none.
      let known = owned.record.key
      place(owned, under: wanted.contains(known) ? [known, key] : [key, known])
    }
  }

  private mutating func place(_ owned: OwnedMessage, under keys: [String]) {
    if let key = keys.first(where: { byKey[$0] == nil }) {
      byKey[key] = owned
    } else {
      spare.append(owned)
    }
  }

  /// The owned messages that are live, the denominator of the limit on deletes.
  var live: Int { count { $0.state == .live } }

  /// The owned messages that are not archived.
  var present: Int { count { $0.state != .archived } }

  private func count(_ matches: (RemoteMessage) -> Bool) -> Int {
    byKey.values.count { matches($0.message) } + spare.count { matches($0.message) }
  }

  /// What a replacement that did not get to its end has left of a key's message.
  func predecessor(of key: String) -> OwnedMessage? {
    spare.filter { $0.record.key == key && $0.message.state == .archived }
      .max { ($0.record.revision, $0.message.id) < ($1.record.revision, $1.message.id) }
  }
}

/// The id that a project's message has on a remote.
public func externalID(project: String, key: String) -> String { "\(project)/\(key)" }
