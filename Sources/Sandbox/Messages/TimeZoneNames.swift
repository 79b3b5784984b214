import Foundation

/// The names of the IANA time zones.
enum TimeZoneNames {
  /// Whether there is a zone of that name; abbreviations and offsets, which Foundation takes too,
  /// are none.
  static func hold(_ name: String) -> Bool {
    isWritten(name) && TimeZone(identifier: name) != nil
  }

  /// Parts of letters, digits, `_`, `-` and `+` with slashes between them; UTC and GMT stand alone.
  private static func isWritten(_ name: String) -> Bool {
    if name == "UTC" || name == "GMT" { return true }
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isPlain) }
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
}
