import CLibCurl

/// Where a request goes, as libcurl itself reads its URL: what is checked is what is contacted.
package struct RequestTarget: Sendable, Hashable {
  /// The URL as libcurl writes it.
  let url: String
  /// In lower case; an IPv6 address stands in brackets.
  let host: String
  let port: String?
  package let usesTLS: Bool

  /// The host, with the port where the URL has one.
  package var server: String { port.map { "\(host):\($0)" } ?? host }

  /// Whether the host is this machine, without asking a resolver. libcurl resolves `localhost` to
  /// the loopback addresses itself, and writes every spelling of an IPv4 address as four numbers.
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension RequestTarget {
  package init(reading url: String) throws(HTTPError) {
    if url.utf8.contains(0) { throw .malformedRequest(.url) }
    guard let parts = curl_url() else {
      throw .libraryFailed(code: Int(CURLE_OUT_OF_MEMORY.rawValue))
    }
    defer { curl_url_cleanup(parts) }

    let flags = UInt32(CURLU_DISALLOW_USER)
    let code = curl_url_set(parts, CURLUPART_URL, url, flags)
    if code == CURLUE_USER_NOT_ALLOWED { throw .notAllowed(.credentialsInURL) }
    if code == CURLUE_UNSUPPORTED_SCHEME { throw .notAllowed(.scheme) }
    guard code == CURLUE_OK, let scheme = Self.part(CURLUPART_SCHEME, of: parts) else {
      throw .malformedRequest(.url)
    }
    if scheme != "http" && scheme != "https" { throw .notAllowed(.scheme) }
    guard let host = Self.part(CURLUPART_HOST, of: parts), !host.isEmpty,
      let written = Self.part(CURLUPART_URL, of: parts)
    else { throw .malformedRequest(.url) }

    self.url = written
    self.host = host.lowercased()
    port = Self.part(CURLUPART_PORT, of: parts)
    usesTLS = scheme == "https"
  }

  private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(parts, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
