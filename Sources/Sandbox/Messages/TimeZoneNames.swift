import Audiences
import Foundation

/// The names of the IANA time zones.
enum TimeZoneNames {
  /// Whether there is a zone of that name; abbreviations and offsets, which Foundation takes too,
  /// are none.
  static func hold(_ name: String) -> Bool {
    ZoneName.isWellFormed(name) && TimeZone(identifier: name) != nil
  }
}
