package import Audiences
import Foundation

extension ZoneClock {
  /// The clocks of a zone that is known to be there.
  package static func named(_ name: String) -> ZoneClock {
    guard let zone = TimeZone(identifier: name) else { preconditionFailure("no zone \(name)") }
    return ZoneClock { instant in
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))))
    }
  }
}
