import Hummingbird
import JSON
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Gives the answer to bytes that are no HTTP request the shape of every other error.
///
/// The server underneath answers them before any route is asked, with a status and nothing else.
final class MalformedRequests: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  static let complaint = "this is no HTTP request that can be understood"

  private var isMalformed = false

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is HTTPParserError { isMalformed = true }
    context.fireErrorCaught(error)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    // An answer of a route has a body; a request before the malformed one may still wait for its own.
    guard isMalformed, case .head(var head) = Self.unwrapOutboundIn(data),
      head.status == .badRequest, head.headerFields[.contentLength] == "0"
    else {
      context.write(data, promise: promise)
      return
    }
    let body = Response.errorList(Refusal(Problem(.parameterInvalid, Self.complaint)))
    let bytes = context.channel.allocator.buffer(string: body)
    head.headerFields[.contentType] = Response.jsonType
    head.headerFields[.contentLength] = bytes.readableBytes.description
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.write(Self.wrapOutboundOut(.body(bytes)), promise: promise)
  }
}
