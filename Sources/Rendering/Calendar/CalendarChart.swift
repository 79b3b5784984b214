import Audiences
import Planning

/// The days of a calendar as a drawing that is as wide as there is room for: what lies in it is
/// placed by hundredths, and letters keep their size.
struct CalendarChart {
  private let calendar: CampaignCalendar

  private static let barHeight = 16

  init(_ calendar: CampaignCalendar) { self.calendar = calendar }

  /// The names of days over the bars.
  var axis: HTML {
    let labels = ticks.map { tick -> HTML in
      let end: HTML = tick.share > 90_000 ? " text-anchor=\"end\"" : ""
      return """
        <text class="\(tick.isMinor ? "minor" : "major")" x="\(percent(tick.share))" y="13"\(end)>\
        \(tick.label)</text>
        """
    }
    return drawing(HTML(labels))
  }

  /// - Parameters:
  ///   - times: what is painted.
  ///   - kind: a class of the page's style.
  func bar(_ times: [Range<Int64>], kind: String) -> HTML {
    drawing(frozen + grid + HTML(times.map { rectangle($0, kind: kind, inset: 2) }) + clocks + now)
  }

  private func drawing(_ parts: HTML) -> HTML {
    "<svg width=\"100%\" height=\"\(Self.barHeight)\" aria-hidden=\"true\">\(parts)</svg>"
  }

  private var frozen: HTML {
    HTML(calendar.freezes.map { rectangle($0.time, kind: "frozen", inset: 0) })
  }

  private var grid: HTML {
    HTML(ticks.filter { $0.share > 0 }.map { line($0.share, kind: "week") })
  }

  private var clocks: HTML {
    HTML(calendar.clockChanges.map { line(share(of: $0.instant), kind: "clocks") })
  }

  private var now: HTML {
    calendar.span.contains(calendar.now) ? line(share(of: calendar.now), kind: "now") : ""
  }

  private func rectangle(_ time: Range<Int64>, kind: String, inset: Int) -> HTML {
    let shown = time.clamped(to: calendar.span)
    let (left, right) = (share(of: shown.lowerBound), share(of: shown.upperBound))
    // An hour of two months is to be seen, too.
    let width = max(right - left, 300)
    return """
      <rect class="\(kind)" x="\(percent(min(left, 100_000 - width)))" y="\(inset)" \
      width="\(percent(width))" height="\(Self.barHeight - 2 * inset)"/>
      """
  }

  private func line(_ share: Int, kind: String) -> HTML {
    let x = percent(share)
    return "<line class=\"\(kind)\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"\(Self.barHeight)\"/>"
  }

  /// Of the whole, in thousandths of a hundredth.
  private func share(of instant: Int64) -> Int {
    let span = calendar.span
    return Int((instant - span.lowerBound) * 100_000 / (span.upperBound - span.lowerBound))
  }

  /// As `12.5%`.
  private func percent(_ share: Int) -> String {
    let digits = String(share % 1_000)
    return "\(share / 1_000).\(String(repeating: "0", count: 3 - digits.count))\(digits)%"
  }
}

extension CalendarChart {
  /// A day that has a name over the bars.
  private struct Tick {
    let share: Int
    let label: String
    /// Left out where there is little room.
    let isMinor: Bool
  }

  private static let most = 9

  /// Days, Mondays or the first days of months: as many as can be read.
  private var ticks: [Tick] {
    let all = Array(calendar.days)
    // 1970-01-05 was a Monday.
    let mondays = all.filter { ($0 - 4) % 7 == 0 }
    let named =
      all.count <= Self.most
      ? all : mondays.count <= Self.most ? mondays : all.filter { Self.date($0)?.day == 1 }
    let step = (named.count + Self.most - 1) / Self.most
    let hasYears = all.count > Self.most && mondays.count > Self.most
    return stride(from: 0, to: named.count, by: max(1, step)).enumerated()
      .compactMap { place, index in
        guard let date = Self.date(named[index]) else { return nil }
        let month = CalendarColumns.months[date.month - 1]
        return Tick(
          share: share(of: calendar.zone.start(ofDay: named[index])),
          label: "\(month) \(hasYears ? date.year : date.day)", isMinor: place % 2 == 1)
      }
  }

  private static func date(_ day: Int) -> CalendarDate? { CalendarDate(daysSince1970: day) }
}
