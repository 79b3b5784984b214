import Foundation
import Synchronization

/// A server on a loopback port that counts requests and does to each what its script says: it
/// stands between herald and a sandbox, or plays a remote that is broken.
package final class Gateway: Sendable {
  package enum Verdict: Sendable {
    /// Passes it on to a port of this machine, and the answer back.
    case forward(to: UInt16)
    /// Passes it on, and loses the answer.
    case forwardAndHangUp(to: UInt16)
    /// Sends these bytes and closes.
    case send([UInt8])
    case hangUp
    /// Answers nothing until the client goes away.
    case keepSilent
  }

  package let port: UInt16
  private let listener: Socket
  private let script: @Sendable (Request) -> Verdict
  private let state = Mutex((requests: [Request](), connections: 0, isStopped: false))

  package init(_ script: @escaping @Sendable (Request) -> Verdict) throws {
    (listener, port) = try Socket.listening()
    self.script = script
    Thread.detachNewThread { [listener, weak self] in
      while let socket = listener.accept() {
        guard let self else { break }
        state.withLock { $0.connections += 1 }
        Thread.detachNewThread {
          self.serve(socket)
          socket.close()
        }
      }
      listener.close()
    }
  }

  deinit { stop() }

  /// Takes no further connection: who tries is refused.
  package func stop() {
    state.withLock { state in
      // Once it is closed the descriptor's number may be that of another test's connection.
      if !state.isStopped { listener.shutDown() }
      state.isStopped = true
    }
  }

  package var url: String { "http://127.0.0.1:\(port)" }
  package var requests: [Request] { state.withLock { $0.requests } }
  package var connectionCount: Int { state.withLock { $0.connections } }
  /// Those that ask for a change.
  package var writes: [Request] { requests.filter(\.isWrite) }

  private func serve(_ socket: Socket) {
    var reader = MessageReader(socket: socket)
    while var request = reader.request() {
      let number = state.withLock { state in
        defer { state.requests.append(request) }
        return state.requests.count
      }
      request.number = number
      switch script(request) {
      case .forward(let port):
        guard let answer = exchange(request.raw, port), socket.send(answer) else { return }
      case .forwardAndHangUp(let port):
        _ = exchange(request.raw, port)
        return
      case .send(let bytes):
        socket.send(bytes)
        return
      case .hangUp: return
      case .keepSilent:
        while !socket.receive().isEmpty {}
        return
      }
    }
  }
}

/// A request as it came over the wire.
package struct Request: Sendable {
  package let method: String
  package let path: String
  /// With its header and its body.
  package let raw: [UInt8]
  /// Of all requests of the server, which one, from 0.
  package var number = 0

  /// Counting and finding people ask with a POST, and write nothing.
  package var isWrite: Bool {
    method != "GET" && !["/messages/reach", "/contacts/search"].contains(path)
  }
  package var text: String { String(decoding: raw, as: UTF8.self) }
}

/// Sends a request to a port of this machine and reads the whole answer; nil when there is none.
package func exchange(_ request: [UInt8], _ port: UInt16) -> [UInt8]? {
  guard let socket = Socket.connected(to: port) else { return nil }
  defer { socket.close() }
  guard socket.send(request) else { return nil }
  var reader = MessageReader(socket: socket)
  return reader.answer()
}

/// Takes messages of HTTP/1.1 with a length from the bytes of a connection.
package struct MessageReader {
  package let socket: Socket
  private var buffer: [UInt8] = []

  package init(socket: Socket) { self.socket = socket }

  package mutating func request() -> Request? {
    guard let (head, raw) = message() else { return nil }
    let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
    return Request(method: String(words[0]), path: String(words[1]), raw: raw)
  }

  package mutating func answer() -> [UInt8]? { message()?.raw }

  private mutating func message() -> (head: String, raw: [UInt8])? {
    while true {
      if let end = headEnd {
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        let total = end + 4 + Self.length(in: head)
        while buffer.count < total { if !fill() { return nil } }
        defer { buffer.removeFirst(total) }
        return (head, Array(buffer[..<total]))
      }
      if !fill() { return nil }
    }
  }

  private static func length(in head: String) -> Int {
    for line in head.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        return Int(parts[1].trimmingCharacters(in: .whitespaces)) ?? 0
      }
    }
    return 0
  }

  private var headEnd: Int? {
    guard buffer.count >= 4 else { return nil }
    return (0...(buffer.count - 4)).first { buffer[$0..<($0 + 4)].elementsEqual("\r\n\r\n".utf8) }
  }

  private mutating func fill() -> Bool {
    let bytes = socket.receive()
    buffer += bytes
    return !bytes.isEmpty
  }
}

/// Whole answers, as bytes.
package enum Answer {
  package static func json(_ status: Int, _ body: String, headers: [String] = []) -> [UInt8] {
    make(status, type: "application/json", body, headers: headers)
  }

  package static func html(_ status: Int, _ body: String) -> [UInt8] {
    make(status, type: "text/html", body)
  }

  package static func error(_ status: Int, _ code: String) -> [UInt8] {
    json(
      status,
      #"{"type":"error.list","request_id":null,"errors":[{"code":"\#(code)","message":"no"}]}"#)
  }

  package static func make(
    _ status: Int, type: String, _ body: String, headers: [String] = []
  ) -> [UInt8] {
    let lines =
      [
        "HTTP/1.1 \(status) Status", "Content-Type: \(type)", "Connection: close",
        "Content-Length: \(body.utf8.count)",
      ] + headers
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }
}
