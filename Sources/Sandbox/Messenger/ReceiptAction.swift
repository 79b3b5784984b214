import JSON

/// What somebody did with a message that they were shown.
enum ReceiptAction: Sendable, Equatable {
  case click
  case dismiss
  case reply(Reply)
  /// A bot's flow came to its end.
  case complete
}

enum Reply: Sendable, Equatable {
  /// In the person's own words; nil where the page keeps them to itself.
  case words(String?)
  /// The button at a position of a bot's step.
  case button(step: String, position: Int64)
}

extension Reply {
  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["body", "step", "reply"], in: scope)
    let words = reader.text(scope, "body", as: .copy, atMost: MessengerLimits.reply)
    let step = reader.text(scope, "step", atMost: MessageLimits.identifier)
    let position = reader.integer(
      scope, "reply", in: 0...Int64(MessageLimits.repliesOfAStep - 1))
    if words != nil, step != nil || position != nil {
      reader.wrong("body", "is for chats, and step with reply for bots")
    }
    for (name, other) in [("step", "reply"), ("reply", "step")]
    where reader.value(scope, name) == nil && reader.value(scope, other) != nil {
      reader.missing(name)
    }
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
    if let step, let position {
      self = .button(step: step, position: position)
    } else {
      self = .words(words)
    }
  }
}

extension FieldReader {
  /// Throws where a request that says all in its path has a body that says something.
  static func checkEmpty(_ body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    reader.allow([], in: Scope(object: body.object, path: ""))
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
  }
}
