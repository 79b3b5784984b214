import Foundation

/// A file, pipe or device that a result is written to, where it is: a link stays a link.
enum OutputFile {
  struct Unwritable: Error {
    /// `errno` of the call that failed.
    let code: Int32

    /// As the system says it.
    var reason: String { String(cString: strerror(code)).lowercased() }

    /// Of the call that has just failed.
    static func now() -> Unwritable { Unwritable(code: errno) }
  }

  static func write(_ text: String, to path: String) throws(Unwritable) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .now() }
    do throws(Unwritable) {
      try write(text, to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw .now() }
  }

  /// Writes all of it.
  static func write(_ text: String, to descriptor: Int32) throws(Unwritable) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        bytes = bytes.dropFirst(written)
      } else if errno != EINTR, errno != EAGAIN {
        throw .now()
      }
    }
  }
}
