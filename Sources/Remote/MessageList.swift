import Audiences
package import JSON

/// A list of messages, or of what they did, that is read page after page, as a value that is told
/// each page.
///
/// A list that is cut short would read as messages that are gone, so whatever does not add up is an
/// error.
package struct MessageList: Sendable {
  private let path: String
  /// The member of each item that tells it from the others.
  private let identity: String
  private var seenMessages: Set<String> = []
  private var seenCursors: Set<String> = []
  /// Path and query of the page that comes next; nil when all were read.
  package private(set) var next: String?

  /// Of the messages whose `external_id` begins so; nil for all.
  package init(externalIDPrefix prefix: String?) {
    let narrowing = prefix.map { "&external_id_prefix=\(percentEncoded($0))" } ?? ""
    self.init(path: "/messages?per_page=\(Self.pageSize)\(narrowing)", identity: "id")
  }

  private init(path: String, identity: String) {
    self.path = path
    self.identity = identity
    next = path
  }

  /// Of what the messages did whose `external_id` begins so, from a day on; nil for ever.
  static func stats(externalIDPrefix prefix: String, since: CalendarDate?) -> MessageList {
    let narrowing = since.map { "&since=\($0)" } ?? ""
    return MessageList(
      path: "/messages/stats?per_page=\(pageSize)"
        + "&external_id_prefix=\(percentEncoded(prefix))\(narrowing)", identity: "message_id")
  }

  /// The most that the API gives at a time.
  private static let pageSize = 150

  /// The messages of the page that `next` asked for. One that moved from a page to a later one
  /// meanwhile counts once.
  package mutating func read(_ page: JSONValue) throws(RemoteError) -> [JSONValue] {
    guard let data = page["data"]?.array else { throw Self.wrong("the list has no `data`") }
    var new: [JSONValue] = []
    new.reserveCapacity(data.count)
    for item in data {
      guard let id = item[identity]?.string else {
        throw Self.wrong("a message has no `\(identity)`")
      }
      if seenMessages.insert(id).inserted { new.append(item) }
    }
    next = try following(page)
    if next == nil {
      guard let total = page["total_count"]?.integer else {
        throw Self.wrong("the list has no `total_count`")
      }
      if total > seenMessages.count {
        throw Self.wrong("the list ends after \(seenMessages.count) of \(total) messages")
      }
    } else if new.isEmpty {
      throw Self.wrong("a page of the list has nothing new, and says that there is more")
    }
    return new
  }

  private mutating func following(_ page: JSONValue) throws(RemoteError) -> String? {
    guard let next = page["pages"]?["next"], !next.isNull else { return nil }
    guard let cursor = next["starting_after"]?.string else {
      throw Self.wrong("the list does not say where its next page begins")
    }
    guard seenCursors.insert(cursor).inserted else {
      throw Self.wrong("the list's pages go round in a circle")
    }
    return "\(path)&starting_after=\(percentEncoded(cursor))"
  }

  private static func wrong(_ reason: String) -> RemoteError {
    .badAnswer(reason: reason, mayHaveLanded: false)
  }
}

/// A value for a path or a query: everything but letters, digits and `-._~` as `%XX`.
package func percentEncoded(_ text: String) -> String {
  var result = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      result += byte < 16 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return result
}
