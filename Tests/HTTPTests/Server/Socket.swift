#if canImport(Darwin)
  import Darwin
  let streamSocket = SOCK_STREAM
#else
  import Glibc
  let streamSocket = Int32(SOCK_STREAM.rawValue)
#endif

/// A blocking TCP socket of this machine.
struct Socket: Sendable {
  struct Failure: Error { let call: String, number: Int32 }

  let descriptor: Int32

  /// Listens on a port of the system's choice.
  static func listening(backlog: Int32) throws -> (socket: Socket, port: UInt16) {
    let descriptor = try check("socket", socket(AF_INET, streamSocket, 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        try check("bind", bind(descriptor, pointer, size))
        try check("listen", listen(descriptor, backlog))
        try check("getsockname", getsockname(descriptor, pointer, &size))
      }
    }
    return (Socket(descriptor: descriptor), UInt16(bigEndian: address.sin_port))
  }

  /// The next connection; nil when the socket was shut down.
  func accept() -> Socket? {
    #if canImport(Darwin)
      let connection = Darwin.accept(descriptor, nil, nil)
    #else
      let connection = Glibc.accept(descriptor, nil, nil)
    #endif
    return connection < 0 ? nil : Socket(descriptor: connection)
  }

  /// Some bytes; none at the end.
  func receive() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      count = max(recv(descriptor, buffer.baseAddress, buffer.count, 0), 0)
    }
  }

  /// Whether all bytes were taken.
  @discardableResult
  func send(_ bytes: some Sequence<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let flags: Int32 = 0
      #else
        let flags = Int32(MSG_NOSIGNAL)
      #endif
      let sent = rest.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          Darwin.send(descriptor, buffer.baseAddress, buffer.count, flags)
        #else
          Glibc.send(descriptor, buffer.baseAddress, buffer.count, flags)
        #endif
      }
      if sent <= 0 { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// Wakes whoever waits for the socket.
  func shutDown() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  func closeDescriptor() { _ = close(descriptor) }

  @discardableResult
  private static func check(_ call: String, _ result: Int32) throws -> Int32 {
    if result < 0 { throw Failure(call: call, number: errno) }
    return result
  }
}
