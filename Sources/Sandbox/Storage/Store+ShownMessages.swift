import GRDB
import JSON

/// What a message lets people do with it.
struct ShownMessage {
  let format: MessageFormat
  let contentVersion: Int64
  /// Of a bot, how many buttons each step has.
  let buttons: [String: Int]
}

extension Store {
  /// Throws where the message is gone: its receipts count no more.
  static func shownMessage(_ id: Int64, _ database: Database) throws -> ShownMessage {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT format, content_version, content FROM messages WHERE id = ?"),
      arguments: [id])
    guard let row, let format = MessageFormat(rawValue: row[0]) else {
      throw Refusal(.noReceipt)
    }
    var buttons: [String: Int] = [:]
    if format == .bot {
      let content = try JSONValue(parsing: "{\(row[2] as String)}")
      for step in content["bot"]?["steps"]?.array ?? [] {
        buttons[step["id"]?.string ?? ""] = step["replies"]?.array?.count
      }
    }
    return ShownMessage(format: format, contentVersion: row[1], buttons: buttons)
  }
}

extension ShownMessage {
  /// Throws where a message of this kind is not something to do that with.
  ///
  /// - Parameter version: the one that the person saw. Which buttons an older one had is not known
  ///   any more.
  func check(_ action: ReceiptAction, at version: Int64) throws(Refusal) {
    switch (action, format) {
    case (.click, _), (.dismiss, _): break
    case (.complete, .bot): break
    case (.complete, .chat), (.complete, .post), (.complete, .tooltip):
      throw Self.wrong("a \(format.rawValue) has no end to come to", nil)
    case (.reply, .post), (.reply, .tooltip):
      throw Self.wrong("a \(format.rawValue) cannot be replied to", nil)
    case (.reply(.words), .chat): break
    case (.reply(.button), .chat): throw Self.wrong("a chat has no steps", "step")
    case (.reply(.words), .bot):
      throw Refusal(Problem(.parameterNotFound, "step is required: it is a bot", field: "step"))
    case (.reply(.button(let step, let position)), .bot):
      if version != contentVersion { break }
      guard let count = buttons[step] else { throw Self.wrong("step names no step", "step") }
      if position >= count { throw Self.wrong("reply is none of the step's", "reply") }
    }
  }

  private static func wrong(_ message: String, _ field: String?) -> Refusal {
    Refusal(Problem(.dataInvalid, message, field: field ?? "receipt_id"))
  }
}
