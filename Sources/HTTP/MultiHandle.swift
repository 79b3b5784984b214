import CLibCurl

/// libcurl's multi handle.
///
/// It may be shared because other threads only wake it, which is the one call that libcurl allows
/// from any thread, and the inbox's lock keeps them from doing so after `close()`.
final class MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  /// - Parameter connections: how many idle connections are kept.
  init(connections: Int) throws(HTTPError) {
    try requireOK(Self.libraryState)
    guard let pointer = curl_multi_init() else {
      throw .libraryFailed(code: Int(CURLE_OUT_OF_MEMORY.rawValue))
    }
    self.pointer = pointer
    _ = herald_multi_set_connection_cache(pointer, connections)
  }

  func wake() { curl_multi_wakeup(pointer) }

  func close() { curl_multi_cleanup(pointer) }

  /// libcurl is set up once in a process; this is the result.
  private static let libraryState = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
}

/// Turns libcurl's result into an error.
func requireOK(_ code: CURLcode) throws(HTTPError) {
  if code != CURLE_OK { throw .libraryFailed(code: Int(code.rawValue)) }
}
