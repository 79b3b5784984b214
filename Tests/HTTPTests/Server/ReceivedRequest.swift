/// A request as the scripted server read it.
struct ReceivedRequest: Sendable {
  /// Of the connections, which one, from 0.
  let connection: Int
  /// Of all requests, which one, from 0.
  var number = 0
  let method: String
  let path: String
  /// Names in lower case.
  let headers: [(name: String, value: String)]
  var body: [UInt8] = []

  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Takes requests from the bytes of one connection.
struct RequestReader {
  let socket: Socket
  let connection: Int
  private var buffer: [UInt8] = []

  init(socket: Socket, connection: Int) {
    self.socket = socket
    self.connection = connection
  }

  /// Nil when the client has closed the connection.
  mutating func next() -> ReceivedRequest? {
    while true {
      if let end = headEnd {
        var request = parse(head: String(decoding: buffer[..<end], as: UTF8.self))
        buffer.removeFirst(end + 4)
        let length = request["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < length { if !fill() { return nil } }
        request.body = Array(buffer[..<length])
        buffer.removeFirst(length)
        return request
      }
      if !fill() { return nil }
    }
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

  private func parse(head: String) -> ReceivedRequest {
    let lines = head.split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: parts[0].lowercased(), value: String(parts[1].drop { $0 == " " }))
    }
    return ReceivedRequest(
      connection: connection, method: String(words[0]), path: String(words[1]), headers: headers)
  }
}
