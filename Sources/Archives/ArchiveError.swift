/// Why an archive cannot be read; it says it as a sentence begins.
package enum ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  case notAnArchive
  /// It ends too early, or contradicts itself.
  case damaged
  /// A file of it, by its name.
  case damagedFile(String)
  /// It is made in a way that is not read here.
  case unsupported(String)

  package var description: String {
    switch self {
    case .notAnArchive: "it is neither a ZIP archive nor compressed by gzip"
    case .damaged: "the archive is damaged or cut short"
    case .damagedFile(let name): "\(name) is damaged in the archive"
    case .unsupported(let reason): reason
    }
  }
}
