import NIOCore
import Synchronization

/// The connections that clients have open, so that they can be cut.
final class OpenConnections: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// What notes one connection as long as it is open.
  func noting() -> some RemovableChannelHandler { Noting(connections: self) }

  /// Ends every connection, whatever it waits for.
  func cut() {
    for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }

  private final class Noting: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: OpenConnections

    init(connections: OpenConnections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) {
      let channel = context.channel
      connections.channels.withLock { $0[ObjectIdentifier(channel)] = channel }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
      let id = ObjectIdentifier(context.channel)
      connections.channels.withLock { $0[id] = nil }
    }
  }
}
