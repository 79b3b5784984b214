import Hummingbird
import NIOCore

/// Bodies that are no answer to anything, as proxies, crashed servers and bad disks produce them.
enum Garbage {
  /// - Parameter share: which one, from 0 to below 1.
  static func of(_ body: ByteBuffer, _ share: Double) -> ByteBuffer {
    switch Int(share * 4) {
    case 0: ByteBuffer(bytes: body.readableBytesView.prefix(body.readableBytes / 2))
    case 1: ByteBuffer(string: "<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>")
    case 2: ByteBuffer()
    default: ByteBuffer(bytes: body.readableBytesView.map { $0 ^ 0xA5 })
    }
  }
}

extension Response {
  /// The body's bytes, all at once.
  func collected() async throws -> ByteBuffer {
    let collection = BodyCollection()
    try await body.write(collection)
    return collection.bytes
  }

  /// Promises all of a body, sends a part of it and closes the connection.
  func cut(_ whole: ByteBuffer, at share: Double, _ channel: any Channel) -> Response {
    var response = self
    let part = whole.getSlice(
      at: whole.readerIndex, length: Int(Double(whole.readableBytes) * share))
    response.body = ResponseBody(contentLength: whole.readableBytes) { writer in
      if let part { try await writer.write(part) }
      channel.close(promise: nil)
      throw AnswerCut()
    }
    return response
  }

  func replaced(by body: ByteBuffer) -> Response {
    var response = self
    response.body = ResponseBody(byteBuffer: body)
    return response
  }
}

/// Ends the writing of an answer whose connection is closed already.
private struct AnswerCut: Error {}

private final class BodyCollection: ResponseBodyWriter {
  private(set) var bytes = ByteBuffer()

  func write(_ buffer: ByteBuffer) { bytes.writeImmutableBuffer(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) {}
}
