import Hummingbird
import NIOCore

/// What a route knows beside its request: the connection that the request came by.
struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

extension ConnectionContext {
  /// The id that a part of the path names; one that is no number is nobody's.
  func id(_ name: String, otherwise problem: Problem) throws(Refusal) -> Int64 {
    guard let id = Reference(text: parameters.get(name) ?? "").id else { throw Refusal(problem) }
    return id
  }
}
