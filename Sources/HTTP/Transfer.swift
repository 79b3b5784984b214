import CLibCurl

/// One transfer, as libcurl's callbacks see it: an easy handle and what has come so far.
final class Transfer {
  let pending: PendingRequest
  let easy: UnsafeMutableRawPointer
  let configuration: HTTPClient.Configuration

  /// The lines of the request's header, which libcurl does not copy.
  var headerList: UnsafeMutablePointer<curl_slist>?
  private var bodyOffset = 0
  private var headers = HTTPHeaders()
  private var headerBytes = 0
  /// Whether the line came that ends a header.
  private(set) var hasWholeHeader = false
  private var body: [UInt8] = []
  /// Set when a callback refused more.
  private var refusal: HTTPError?

  /// Bytes and fields that the header of an answer may have.
  private static let headerLimits = (bytes: 64 << 10, fields: 256)

  var request: HTTPRequest { pending.prepared.request }
  var target: RequestTarget { pending.prepared.target }

  init(
    _ pending: PendingRequest, easy: UnsafeMutableRawPointer,
    configuration: HTTPClient.Configuration
  ) {
    self.pending = pending
    self.easy = easy
    self.configuration = configuration
  }

  func releaseOptions() {
    curl_slist_free_all(headerList)
    headerList = nil
  }

  /// What comes of the transfer when libcurl says that it is over.
  func result(of code: CURLcode) -> TransferResult {
    if let refusal { return .failure(refusal) }
    if code != CURLE_OK { return .failure(error(for: code)) }
    var status = 0
    herald_get_response_code(easy, &status)
    // libcurl takes a header that breaks off for the whole of it.
    if !hasWholeHeader || status < 200 {
      return .failure(.connectionLost(server: target.server, sentRequest: true))
    }
    return .success(HTTPResponse(status: status, headers: headers, body: body))
  }
}

// MARK: - What libcurl calls

extension Transfer {
  /// Has libcurl call this transfer, which must live until it is over.
  func configureCallbacks() throws(HTTPError) {
    let this = Unmanaged.passUnretained(self).toOpaque()
    try requireOK(herald_set_header_callback(easy, receiveHeader, this))
    try requireOK(herald_set_write_callback(easy, receiveBody, this))
    try requireOK(herald_set_read_callback(easy, sendBody, this))
    try requireOK(herald_set_seek_callback(easy, rewindBody, this))
  }

  /// One line of the header. Each status line begins another header: the one that counts is the
  /// last, after any interim ones. Lines after a body are not part of it.
  fileprivate func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    if headerBytes > Self.headerLimits.bytes || headers.fields.count > Self.headerLimits.fields {
      refusal = .headerTooLarge(server: target.server)
      return false
    }
    if line.starts(with: "HTTP/".utf8) {
      headers = HTTPHeaders()
      hasWholeHeader = false
    } else if line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8) {
      hasWholeHeader = true
    } else if !hasWholeHeader, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      headers.append(text(line[..<colon]), text(line[(colon + 1)...]))
    }
    return true
  }

  private func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isSpace: (UInt8) -> Bool = { " \t\r\n".utf8.contains($0) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  fileprivate func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.count > configuration.maximumBodySize - body.count {
      refusal = .bodyTooLarge(server: target.server, limit: configuration.maximumBodySize)
      body = []
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  fileprivate func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = request.body[bodyOffset...].prefix(buffer.count)
    buffer.copyBytes(from: part)
    bodyOffset += part.count
    return part.count
  }

  /// Whether the body may be sent from its start: always when the request may be sent twice, else
  /// only while nothing of it has been.
  fileprivate func rewind() -> Bool {
    if bodyOffset > 0 && !request.isIdempotent { return false }
    bodyOffset = 0
    return true
  }
}

private func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ this: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(this) else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return transfer.receive(headerLine: line) ? line.count : 0
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ this: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(this) else { return 0 }
  let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return transfer.receive(body: part) ? part.count : 0
}

private func sendBody(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ this: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(this) else { return 0 }
  return transfer.send(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

private func rewindBody(
  _ this: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32
) -> Int32 {
  guard let transfer = transfer(this), offset == 0, transfer.rewind() else {
    return CURL_SEEKFUNC_FAIL
  }
  return CURL_SEEKFUNC_OK
}

private func transfer(_ this: UnsafeMutableRawPointer?) -> Transfer? {
  this.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}
