import Audiences

/// What is known of a person, in words: what placeholders are filled with.
struct PersonalWords: Sendable {
  private let attributes: Person.Attributes
  private let company: Person.Attributes
  private let clock: ZoneClock

  init(_ person: Person, _ clock: ZoneClock) {
    attributes = person.attributes
    company = person.companies.first ?? [:]
    self.clock = clock
  }

  /// An attribute, one of the person's first company as `company.name`, or a part of the name.
  subscript(name: String) -> String? {
    if let value = attributes[ExactText(name)] { return text(value) }
    if name.hasPrefix(Self.company) {
      return company[ExactText(String(name.dropFirst(Self.company.count)))].map(text)
    }
    let parts = fullName.split(separator: " ", maxSplits: 1)
    switch name {
    case "first_name": return parts.first.map { String($0) }
    case "last_name": return parts.count == 2 ? String(parts[1]) : nil
    default: return nil
    }
  }

  static let company = "company."
  static let name: ExactText = "name"

  private var fullName: String {
    guard case .text(let name) = attributes[Self.name] else { return "" }
    return name
  }

  private func text(_ value: Person.Value) -> String {
    switch value {
    case .text(let text): text
    case .number(let number):
      Int64(exactly: number)?.description ?? number.description
    case .boolean(let flag): flag.description
    case .date(let instant):
      CalendarDate(daysSince1970: Moment(now: instant, in: clock).today)?.description ?? ""
    }
  }
}
