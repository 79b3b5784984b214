/// The names of the IANA time zones, before it is asked whether the machine has such a zone.
///
/// Systems take other words too: abbreviations and offsets, which do not say when clocks change.
package enum ZoneName {
  /// Those without a slash. `EST`, `MST` and `HST` are left out: the database has them as zones
  /// whose clocks never change, and who writes one mostly means a place where they do.
  package static let single: Set<String> = [
    "CET", "CST6CDT", "Cuba", "EET", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT+0",
    "GMT-0", "GMT0", "Greenwich", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan",
    "Kwajalein", "Libya", "MET", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland",
    "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC", "Universal", "W-SU", "WET",
    "Zulu",
  ]

  /// The same as `isWellFormed`, for JSON Schemas.
  package static let pattern: String = {
    let words = single.sorted().map { $0.replacing("+", with: #"\+"#) }.joined(separator: "|")
    return "^(?:[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)+|\(words))$"
  }()

  package static func isWellFormed(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if parts.count == 1 { return single.contains(name) }
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isPlain) }
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
