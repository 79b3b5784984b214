/// What the scripted server does about a request, step by step.
struct Reply: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    /// Answers late, as a slow server does.
    case delay(milliseconds: Int32)
    /// Answers nothing until the client goes away.
    case hang
    case close
  }

  let steps: [Step]

  init(_ steps: Step...) { self.steps = steps }

  static func text(_ text: String) -> Step { .send(Array(text.utf8)) }

  /// A whole answer on a connection that stays open.
  static func answer(
    _ status: Int = 200, headers: [String] = [], body: [UInt8] = []
  ) -> Step {
    let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.count)"] + headers
    return .send(Array(lines.joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8) + body)
  }

  static let ok = Reply(answer(body: Array("ok".utf8)))
}
