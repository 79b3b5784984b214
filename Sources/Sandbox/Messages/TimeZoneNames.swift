import FoundationEssentials

/// The names of the IANA time zones.
///
/// Foundation's own list depends on how a program is linked; the system's database does not. Where
/// a machine has none, what is written as a name passes for one: the sandbox never computes with it.
enum TimeZoneNames {
  static func hold(_ name: String) -> Bool {
    guard isWritten(name) else { return false }
    guard FileManager.default.fileExists(atPath: folder) else { return true }
    var isFolder = false
    let exists = FileManager.default.fileExists(
      atPath: "\(folder)/\(name)", isDirectory: &isFolder)
    return exists && !isFolder
  }

  /// One to three parts of letters, digits, `_`, `-` and `+`, each beginning with a capital letter.
  private static func isWritten(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 3
      && parts.allSatisfy { part in
        guard let first = part.utf8.first else { return false }
        return (0x41...0x5A).contains(first) && part.utf8.allSatisfy(isPlain)
      }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "+"):
      true
    default: false
    }
  }

  private static let folder = "/usr/share/zoneinfo"
}
