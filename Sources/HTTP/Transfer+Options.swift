import CLibCurl

extension Transfer {
  /// Sets every option that this request needs; the handle is fresh or has been reset.
  func configure() throws(HTTPError) {
    try configureConnection()
    try configureMethod()
    try configureHeaders()
    try configureCallbacks()
  }

  private func configureConnection() throws(HTTPError) {
    try requireOK(herald_set_url(easy, target.url))
    try requireOK(herald_set_web_protocols_only(easy))
    try requireOK(herald_set_http_version(easy, Int(CURL_HTTP_VERSION_2TLS)))
    try requireOK(herald_set_follow_location(easy, false))
    try requireOK(herald_set_no_signal(easy))
    try requireOK(herald_set_verify_tls(easy))
    if let file = configuration.certificateFile { try requireOK(herald_set_ca_file(easy, file)) }
    // An empty name means none, whatever the environment says: what is for this machine, sandbox
    // and tokens included, does not leave it.
    if target.isLoopback { try requireOK(herald_set_proxy(easy, "")) }
    try requireOK(herald_set_suppress_connect_headers(easy))
    // A wish: a handle that ended while others used its HTTP/2 connection still has its buffer, and
    // libcurl refuses to size it anew.
    _ = herald_set_buffer_size(easy, 64 << 10)
    try requireOK(herald_set_timeout_ms(easy, pending.prepared.timeoutMilliseconds))
    try requireOK(
      herald_set_connect_timeout_ms(easy, pending.prepared.connectTimeoutMilliseconds))
  }

  private func configureMethod() throws(HTTPError) {
    let sendsBody =
      switch request.method {
      case .get, .head, .delete: !request.body.isEmpty
      case .post, .put, .patch: true
      }
    if sendsBody {
      try requireOK(herald_set_post(easy, curl_off_t(request.body.count)))
    } else {
      try requireOK(herald_set_http_get(easy))
    }
    if request.method == .head { try requireOK(herald_set_no_body(easy)) }
    try requireOK(herald_set_custom_request(easy, request.method.rawValue))
    // On a connection that turns out to be dead libcurl sends again by itself. `rewindBody` keeps it
    // from sending a body twice; without a body only a new connection does.
    if !request.isIdempotent && request.body.isEmpty {
      try requireOK(herald_set_fresh_connection(easy))
    }
  }

  private func configureHeaders() throws(HTTPError) {
    for line in pending.prepared.headerLines {
      guard let longer = curl_slist_append(headerList, line) else {
        throw .libraryFailed(code: Int(CURLE_OUT_OF_MEMORY.rawValue))
      }
      headerList = longer
    }
    try requireOK(herald_set_headers(easy, headerList))
    try requireOK(herald_set_user_agent(easy, configuration.userAgent))
    if request.decodesBody { try requireOK(herald_set_accept_all_encodings(easy)) }
  }
}
