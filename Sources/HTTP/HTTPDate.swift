/// The three ways in which HTTP writes a date (RFC 9110, 5.6.7), all of them in UTC.
package enum HTTPDate {
  /// Seconds since 1970; nil for anything that is not such a date.
  package static func seconds(_ text: String) -> Int? {
    let words = text.split { " ,-".contains($0) }
    switch words.count {
    // Sun, 06 Nov 1994 08:49:37 GMT
    case 6 where words[5] == "GMT" && words[3].count == 4:
      return seconds(day: words[1], month: words[2], year: Int(words[3]), time: words[4])
    // Sunday, 06-Nov-94 08:49:37 GMT
    case 6 where words[5] == "GMT" && words[3].count == 2:
      let year = Int(words[3]).map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
      return seconds(day: words[1], month: words[2], year: year, time: words[4])
    // Sun Nov  6 08:49:37 1994
    case 5: return seconds(day: words[2], month: words[1], year: Int(words[4]), time: words[3])
    default: return nil
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func seconds(
    day: Substring, month: Substring, year: Int?, time: Substring
  ) -> Int? {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard let day = Int(day), (1...31).contains(day), let year, (1970...9999).contains(year),
      let month = months.firstIndex(of: String(month)), clock.count == 3,
      (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    let days = daysSince1970(year: year, month: month + 1, day: day)
    return ((days * 24 + clock[0]) * 60 + clock[1]) * 60 + clock[2]
  }

  /// In years that begin in March, so that the leap day is the last one.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let leapDays = year / 4 - year / 100 + year / 400
    return year * 365 + leapDays + (month * 153 + 2) / 5 + day - 1 - 719_468
  }
}
