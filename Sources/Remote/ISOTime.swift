import FoundationEssentials

/// A time as `2026-01-16T23:21:02.000+00:00`.
enum ISOTime {
  /// Unix seconds; nil for anything else.
  static func instant(_ text: String) -> Int64? {
    for style in [
      Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle(),
    ] {
      do {
        return Int64(try style.parse(text).timeIntervalSince1970.rounded(.down))
      } catch {
        continue
      }
    }
    return nil
  }
}
