#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file or folder that could not be written.
public struct FileUnwritable: Error, Sendable, Hashable {
  public let path: String
  /// As the system says it.
  public let reason: String

  /// Of the call that has just failed.
  fileprivate init(_ path: String) {
    self.path = path
    reason = String(cString: strerror(errno)).lowercased()
  }
}

extension ProjectFolder {
  /// Writes a file that is not there yet, whole or not at all, with the folders above it.
  ///
  /// - Parameter path: from the project's root.
  /// - Returns: false, and nothing is written, where something has that name.
  public func create(_ path: String, _ text: String) throws(FileUnwritable) -> Bool {
    let shown = Self.join(self.path, path)
    let folder = String(shown[..<(shown.lastIndex(of: "/") ?? shown.startIndex)])
    try Self.makeFolder(folder)
    // Under a hidden name first, which nobody reads, so that no part of it is ever a campaign.
    let draft = Self.join(folder, ".herald-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp")
    try Self.write(text, to: draft)
    defer { unlink(draft) }
    if link(draft, shown) == 0 { return true }
    if errno == EEXIST { return false }
    // A file system without links: as near as it gets.
    guard access(shown, F_OK) != 0 else { return false }
    guard rename(draft, shown) == 0 else { throw FileUnwritable(shown) }
    return true
  }

  /// Takes away a file of the project; one that is gone already is fine.
  public func remove(_ path: String) { unlink(Self.join(self.path, path)) }

  private static func makeFolder(_ path: String) throws(FileUnwritable) {
    if path.isEmpty || isFolder(path) { return }
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileUnwritable(path) }
  }

  private static func write(_ text: String, to path: String) throws(FileUnwritable) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileUnwritable(path) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { writeOnce(descriptor, $0) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let problem = FileUnwritable(path)
        close(descriptor)
        unlink(path)
        throw problem
      }
      bytes = bytes.dropFirst(count)
    }
    guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw FileUnwritable(path) }
  }

  private static func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
