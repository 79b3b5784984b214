import Foundation
import ProjectFiles
import Workflows

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

  /// Writes a file whole or not at all; a pipe or a device as it comes.
  static func write(_ text: String, to path: String) throws(Failure) {
    do throws(FileUnwritable) {
      if try WholeFile.write(text, to: path) { return }
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
    do throws(Unwritable) {
      try writeInPlace(text, to: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  private static func writeInPlace(_ text: String, to path: String) throws(Unwritable) {
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

  /// Fails when the file could not be written. It stays as it is, and one that is not there stays
  /// away; a pipe is not opened, since its reader would take that for its end.
  static func check(_ path: String) throws(Failure) {
    let name = path.lowercased()
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      throw .unwritable(path: path, reason: "herald reads such files as campaigns")
    }
    var information = stat()
    let isThere = lstat(path, &information) == 0
    var target = stat()
    if stat(path, &target) == 0, target.st_mode & S_IFMT != S_IFREG {
      guard target.st_mode & S_IFMT != S_IFDIR else {
        throw .unwritable(path: path, reason: Unwritable(code: EISDIR).reason)
      }
      guard access(path, W_OK) == 0 else {
        throw .unwritable(path: path, reason: Unwritable.now().reason)
      }
      return
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .unwritable(path: path, reason: Unwritable.now().reason)
    }
    close(descriptor)
    if !isThere { unlink(path) }
  }

  /// Takes away what a file says of an earlier run, so that nobody takes that for this one's result
  /// should this one end without any.
  static func empty(_ path: String) throws(Failure) {
    var target = stat()
    guard stat(path, &target) == 0, target.st_mode & S_IFMT == S_IFREG else { return }
    guard truncate(path, 0) == 0 else {
      throw .unwritable(path: path, reason: Unwritable.now().reason)
    }
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
