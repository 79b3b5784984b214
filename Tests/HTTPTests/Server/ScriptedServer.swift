import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A server on a loopback port that does to each request what its script says, on threads of its
/// own: what a client must survive cannot be had from a server that works.
final class ScriptedServer: Sendable {
  enum Event: Sendable {
    case received(ReceivedRequest)
    /// The connection, from 0, that a client closed.
    case closed(Int)
  }

  private struct Contents {
    var requests: [ReceivedRequest] = []
    var connectionCount = 0
    /// Those that are open, by their numbers. Once a descriptor is closed its number may be that of
    /// another test's connection, which must not be shut down.
    var connections: [Int: Socket] = [:]
    var isStopped = false
  }

  let port: UInt16
  /// What happens, as it happens.
  let events: AsyncStream<Event>

  private let announce: AsyncStream<Event>.Continuation
  private let listener: Socket
  private let contents = Mutex(Contents())
  private let script: @Sendable (ReceivedRequest) -> Reply

  init(_ script: @escaping @Sendable (ReceivedRequest) -> Reply) throws {
    (listener, port) = try Socket.listening(backlog: 256)
    (events, announce) = AsyncStream.makeStream()
    self.script = script
    Thread.detachNewThread { [listener, weak self] in
      while let socket = listener.accept() {
        guard let self else { break }
        let index = contents.withLock { contents in
          defer { contents.connectionCount += 1 }
          contents.connections[contents.connectionCount] = socket
          return contents.connectionCount
        }
        Thread.detachNewThread { self.serve(socket, index) }
      }
      listener.closeDescriptor()
    }
  }

  deinit { stop() }

  var requests: [ReceivedRequest] { contents.withLock { $0.requests } }
  var connectionCount: Int { contents.withLock { $0.connectionCount } }

  func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// The next request that comes in.
  func nextRequest() async -> ReceivedRequest? {
    for await event in events {
      switch event {
      case .received(let request): return request
      case .closed: continue
      }
    }
    return nil
  }

  /// The next connection that a client closes.
  func nextClose() async -> Int? {
    for await event in events {
      switch event {
      case .received: continue
      case .closed(let connection): return connection
      }
    }
    return nil
  }

  func stop() {
    contents.withLock { contents in
      if !contents.isStopped { listener.shutDown() }
      contents.isStopped = true
      contents.connections.values.forEach { $0.shutDown() }
    }
  }

  private func serve(_ socket: Socket, _ connection: Int) {
    var reader = RequestReader(socket: socket, connection: connection)
    var isOpen = true
    while isOpen, let received = reader.next() {
      let request = contents.withLock { contents in
        var request = received
        request.number = contents.requests.count
        contents.requests.append(request)
        return request
      }
      announce.yield(.received(request))
      isOpen = script(request).steps.allSatisfy { carryOut($0, on: socket) }
    }
    announce.yield(.closed(connection))
    contents.withLock { $0.connections[connection] = nil }
    socket.shutDown()
    socket.closeDescriptor()
  }

  /// Whether the connection is still of use.
  private func carryOut(_ step: Reply.Step, on socket: Socket) -> Bool {
    switch step {
    case .send(let bytes): return socket.send(bytes)
    case .delay(let milliseconds):
      poll(nil, 0, milliseconds)
      return true
    case .hang:
      while !socket.receive().isEmpty {}
      return false
    case .close: return false
    }
  }
}
