public import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file was not given another content. It is as it was.
public enum ReplacingError: Error, Sendable, Hashable {
  /// Somebody has written it since it was read.
  case changedSince
  /// As the system says it.
  case unwritable(String)
}

extension ProjectFolder {
  /// Gives a file another content, whole or not at all: a crash leaves the old one or the new one.
  ///
  /// - Parameters:
  ///   - old: the file as it was read; it must still be that.
  ///   - new: its content from now on. A byte order mark that the file has is kept.
  public static func replace(_ old: SourceFile, with new: [UInt8]) throws(ReplacingError) {
    // A link stays a link: its target is what changes.
    guard let path = realpath(old.path, nil) else { throw .now() }
    defer { free(path) }
    let present = try read(path)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let isMarked = present.bytes.starts(with: mark)
    guard Array(present.bytes.dropFirst(isMarked ? 3 : 0)) == old.bytes else { throw .changedSince }
    do throws(SystemFailure) {
      let target = String(cString: path)
      let draft = try FileDraft(
        (isMarked ? mark : []) + new, beside: target, mode: present.mode)
      guard draft.replaceFile(target) else { throw .now() }
    } catch {
      throw .unwritable(error.reason)
    }
  }

  private static func read(
    _ path: UnsafePointer<CChar>
  ) throws(ReplacingError) -> (bytes: [UInt8], mode: mode_t) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .now() }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw .now() }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { readSome(descriptor, $0) }
      if count == 0 { return (bytes, information.st_mode & 0o7777) }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw .now()
      }
    }
  }
}

/// One call of the system's `read`, whose name the types here have taken.
func readSome(_ descriptor: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
  #if canImport(Glibc)
    Glibc.read(descriptor, room.baseAddress, room.count)
  #elseif canImport(Musl)
    Musl.read(descriptor, room.baseAddress, room.count)
  #else
    Darwin.read(descriptor, room.baseAddress, room.count)
  #endif
}

extension ReplacingError {
  /// Of the call that has just failed.
  fileprivate static func now() -> ReplacingError {
    .unwritable(SystemFailure.now().reason)
  }
}
