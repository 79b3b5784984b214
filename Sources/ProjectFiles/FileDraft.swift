#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file as it is to be, whole, under a name beside its own that nobody reads: until it is given its
/// name, no part of it is ever a campaign.
struct FileDraft: ~Copyable {
  private let path: String

  /// - Parameters:
  ///   - other: the file that it is to become.
  ///   - mode: its rights; nil for those of any new file.
  init(_ bytes: [UInt8], beside other: String, mode: mode_t? = nil) throws(SystemFailure) {
    let folder = other.lastIndex(of: "/").map { String(other[...$0]) } ?? ""
    path = "\(folder).herald-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp"
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode == nil ? 0o666 : 0o600)
    guard descriptor >= 0 else { throw .now() }
    do throws(SystemFailure) {
      try Self.write(bytes, to: descriptor)
      if let mode, fchmod(descriptor, mode) != 0 { throw .now() }
      guard fsync(descriptor) == 0 else { throw .now() }
    } catch {
      close(descriptor)
      unlink(path)
      throw error
    }
    close(descriptor)
  }

  /// Gone already where it took another name.
  deinit { unlink(path) }

  /// Takes the place of a file; false, with the reason in `errno`, where it cannot.
  func replaceFile(_ name: String) -> Bool { rename(path, name) == 0 }

  /// Takes a name that nothing has; false, with the reason in `errno`, where it cannot.
  func takeName(_ name: String) -> Bool { link(path, name) == 0 }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { writeSome(descriptor, $0) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .now()
      }
    }
  }

  /// One call of the system's `write`, whose name the types here have taken.
  private static func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}

/// Why a call of the system failed.
struct SystemFailure: Error {
  /// As the system says it.
  let reason: String

  /// Of the call that has just failed.
  static func now() -> SystemFailure {
    SystemFailure(reason: String(cString: strerror(errno)).lowercased())
  }
}
