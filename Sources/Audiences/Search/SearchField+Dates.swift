extension SearchField {
  func date(_ range: InstantRange, _ isDenied: Bool, _ moment: Moment) -> SearchBound {
    if range.isEmpty { return .constant(isDenied) }
    guard isDenied else { return dates(range, moment) }
    let before = range.from.map { dates(InstantRange(from: nil, to: $0), moment) }
    let after = range.to.map { dates(InstantRange(from: $0, to: nil), moment) }
    return denied(.any([before, after].compactMap(\.self)))
  }

  /// By the days that the range touches. A day is named by its noon: wherever a search thinks that it
  /// begins, noon lies in it.
  private func dates(_ range: InstantRange, _ moment: Moment) -> SearchBound {
    let first = range.from.map { moment.day(at: $0) }
    let last = range.to.map { moment.day(at: $0 - 1) }
    let start = first.map { moment.start(ofDay: $0) }
    let end = last.map { moment.start(ofDay: $0 + 1) }
    let isExact = start == range.from && end == range.to
    if let first, first == last, let start {
      return filter(.equal, at: start + Self.noon, isExact: isExact)
    }
    return .all(
      [
        start.map { filter(.greater, at: $0 - Self.noon, isExact: isExact) },
        end.map { filter(.less, at: $0 + Self.noon, isExact: isExact) },
      ].compactMap(\.self))
  }

  private func filter(
    _ comparison: SearchFilter.Operator, at time: Int64, isExact: Bool
  ) -> SearchBound {
    guard Self.times.contains(time) else { return somewhere }
    return SearchBound(filter(comparison, .integer(time)), isExact: isExact)
  }

  /// Unix seconds that a search takes: to the end of the year 9999.
  private static let times: ClosedRange<Int64> = 0...253_402_300_799
}
