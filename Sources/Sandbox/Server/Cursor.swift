import FoundationEssentials

/// Where a page of a list begins: behind what has an id, as the page of that number.
///
/// What is made meanwhile comes after all others, and what is deleted leaves no gap: a list that is
/// read to its end has everything once that was there all the time.
struct Cursor: Equatable, Sendable {
  /// What is listed; the cursor of one list is none of another's.
  enum List: String, Sendable {
    case messages, contacts, sends
  }

  let list: List
  let page: Int64
  let after: Int64

  static func start(_ list: List) -> Cursor { Cursor(list, page: 1, after: 0) }

  init(_ list: List, page: Int64, after: Int64) {
    self.list = list
    self.page = page
    self.after = after
  }

  /// Nil for a text that is no cursor of this server.
  init?(_ list: List, text: String) {
    guard let text = Base64Text.decode(text) else { return nil }
    let parts = text.split(separator: ":")
    guard parts.count == 3, parts[0] == list.rawValue, let page = Int64(parts[1]),
      let after = Int64(parts[2]), page > 1, after > 0
    else { return nil }
    self.init(list, page: page, after: after)
  }

  var text: String { Base64Text.encode("\(list.rawValue):\(page):\(after)") }
}

/// Base64 of the kind that needs no escaping in a URL.
enum Base64Text {
  static func encode(_ text: String) -> String {
    Data(text.utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Nil for what is no Base64, or not of UTF-8.
  static func decode(_ text: String) -> String? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
    return Data(base64Encoded: base64).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
