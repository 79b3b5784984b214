/// Days by their number.
extension CalendarDate {
  /// Days since 1970-01-01, of the proleptic Gregorian calendar.
  public var daysSince1970: Int { ordinal - 719_468 }

  /// Nil outside of the years 1 to 9999.
  public init?(daysSince1970 days: Int) {
    let ordinal = days + 719_468
    let era = (ordinal >= 0 ? ordinal : ordinal - 146_096) / 146_097
    let dayOfEra = ordinal - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Days since 0000-03-01.
  private var ordinal: Int {
    // Years begin in March, so that the leap day is the last of its year.
    let shiftedYear = month > 2 ? year : year - 1
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  }
}
