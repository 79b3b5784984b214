import Foundation

/// A blocking TCP socket of this machine, which no other process inherits.
package struct Socket: Sendable {
  package struct Failure: Error { package let call: String, number: Int32 }

  private let descriptor: Int32

  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    private static let noSignal: Int32 = 0
  #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let noSignal = Int32(MSG_NOSIGNAL)
  #endif

  /// Listens on a port of the system's choice.
  package static func listening() throws -> (socket: Socket, port: UInt16) {
    let socket = try make()
    var port: UInt16 = 0
    try withLoopback(port: 0) { address, size in
      try check("bind", bind(socket.descriptor, address, size))
      try check("listen", listen(socket.descriptor, 256))
    }
    var bound = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &bound) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        try check("getsockname", getsockname(socket.descriptor, pointer, &size))
      }
    }
    port = UInt16(bigEndian: bound.sin_port)
    return (socket, port)
  }

  /// Nil when nothing listens there.
  package static func connected(to port: UInt16) -> Socket? {
    do {
      let socket = try make()
      do {
        try withLoopback(port: port) { address, size in
          try check("connect", connect(socket.descriptor, address, size))
        }
        return socket
      } catch {
        socket.close()
        return nil
      }
    } catch {
      return nil
    }
  }

  /// The next connection; nil when the socket was shut down.
  package func accept() -> Socket? {
    let connection = Foundation.accept(descriptor, nil, nil)
    guard connection >= 0 else { return nil }
    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
    return Socket(descriptor: connection)
  }

  /// Some bytes; none at the end.
  package func receive() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      count = max(recv(descriptor, buffer.baseAddress, buffer.count, 0), 0)
    }
  }

  /// Whether all bytes were taken.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { buffer in
        Foundation.send(descriptor, buffer.baseAddress, buffer.count, Self.noSignal)
      }
      if sent <= 0 { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// Wakes whoever waits for the socket.
  package func shutDown() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  package func close() { _ = Foundation.close(descriptor) }

  private static func make() throws -> Socket {
    let descriptor = try check("socket", socket(AF_INET, stream, 0))
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return Socket(descriptor: descriptor)
  }

  private static func withLoopback(
    port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
  ) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try withUnsafePointer(to: address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        try body(pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  @discardableResult
  private static func check(_ call: String, _ result: Int32) throws -> Int32 {
    if result < 0 { throw Failure(call: call, number: errno) }
    return result
  }
}
