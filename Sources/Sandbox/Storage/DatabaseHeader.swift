#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the first bytes of a file say about it, before SQLite is let near it: opening another
/// program's database would turn its journal into a log.
///
/// Offsets are those of SQLite's file format.
enum DatabaseHeader: Equatable {
  /// The sandbox's own, or one whose content is still in its log.
  case acceptable
  case foreign
  case damaged

  /// Reads the header; a file that is missing or empty is acceptable.
  init(ofFile path: String) {
    let bytes = Self.head(of: path)
    if bytes.isEmpty {
      self = .acceptable
    } else if bytes.count < Self.length || !bytes.starts(with: Array("SQLite format 3\0".utf8)) {
      self = .damaged
    } else {
      let application = bytes[68..<72].reduce(0) { $0 << 8 | Int($1) }
      let schemaCells = bytes[103..<105].reduce(0) { $0 << 8 | Int($1) }
      switch application {
      case Migrations.applicationID: self = .acceptable
      case 0: self = schemaCells == 0 ? .acceptable : .foreign
      default: self = .foreign
      }
    }
  }

  /// The header, and the count of cells behind it in the page that holds the schema.
  private static let length = 105

  private static func head(of path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 { return [] }
    defer { close(file) }
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = max(0, read(file, buffer.baseAddress, length))
    }
  }
}
