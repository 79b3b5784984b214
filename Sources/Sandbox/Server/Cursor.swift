import FoundationEssentials

/// Where a page of a list begins: behind a message, as the page of that number.
///
/// A message made meanwhile comes after all others, and one deleted leaves no gap: a list that is
/// read to its end has every message once that was there all the time.
struct Cursor: Equatable {
  static let start = Cursor(page: 1, after: 0)

  let page: Int64
  let after: Int64

  init(page: Int64, after: Int64) {
    self.page = page
    self.after = after
  }

  /// Nil for a text that is no cursor of this server.
  init?(text: String) {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
    guard let data = Data(base64Encoded: base64) else { return nil }
    let parts = String(decoding: data, as: UTF8.self).split(separator: ":")
    guard parts.count == 3, parts[0] == Self.kind, let page = Int64(parts[1]),
      let after = Int64(parts[2]), page > 1, after > 0
    else { return nil }
    self.init(page: page, after: after)
  }

  /// Base64 of the kind that needs no escaping in a URL.
  var text: String {
    Data("\(Self.kind):\(page):\(after)".utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static let kind = "messages"
}
