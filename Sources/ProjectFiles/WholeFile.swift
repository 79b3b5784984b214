#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A result's file, written whole or not at all: who reads it meanwhile has what was there, or all of
/// what is to be.
public enum WholeFile {
  /// Gives a file its content. A link stays a link.
  ///
  /// - Returns: false, and nothing is done, where it can only be written in its place: a pipe or a
  ///   device, or a file in a folder that takes no new one.
  public static func write(_ text: String, to path: String) throws(FileUnwritable) -> Bool {
    // A name of what this process has open already, as `/dev/stdout`.
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return false }
    var information = stat()
    let isThere = stat(path, &information) == 0
    if isThere, information.st_mode & S_IFMT != S_IFREG { return false }
    // What may not be written is not replaced either.
    if isThere, access(path, W_OK) != 0 { throw FileUnwritable(path) }
    let target = isThere ? resolved(path) : path
    let draft: FileDraft
    do throws(SystemFailure) {
      draft = try FileDraft(
        Array(text.utf8), beside: target, mode: isThere ? information.st_mode & 0o7777 : nil)
    } catch {
      if isThere { return false }
      throw FileUnwritable(path, error)
    }
    guard draft.replaceFile(target) else { throw FileUnwritable(path) }
    return true
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
