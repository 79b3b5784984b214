import JSON
import Planning

/// One message of a workspace, by what herald remembers with it.
enum Bystander: Sendable {
  case unowned(RemoteMessage)
  case strange(StrangeMessage)
  case claimed(ClaimedMessage, moved: MovedMessage?)

  /// Of a message that somebody has, nothing need be understood but whose it is.
  init(wire: JSONValue) {
    let id = wire["id"]?.string ?? ""
    let name = wire["name"]?.string
    if let record = wire["metadata"]?[Record.metadataName] {
      self = .claimed(
        ClaimedMessage(id: id, name: name, owner: Self.owner(record)),
        moved: MovedMessage(wire: wire))
      return
    }
    do throws(SpecJSONError) {
      self = .unowned(try RemoteMessage(wire: wire))
    } catch {
      self = .strange(StrangeMessage(id: id, name: name, problem: error))
    }
  }

  private static func owner(_ record: JSONValue) -> ClaimedMessage.Owner {
    do throws(SpecJSONError) {
      let record = try Record(json: record)
      return .project(record.project, environment: record.environment, key: record.key)
    } catch {
      return .unreadable(error)
    }
  }
}

extension Bystanders {
  mutating func add(_ bystander: Bystander) {
    switch bystander {
    case .unowned(let message): unowned.append(message)
    case .strange(let message): strange.append(message)
    case .claimed(let message, let moved):
      claimed.append(message)
      if let moved { self.moved.append(moved) }
    }
  }
}
