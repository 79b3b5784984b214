package import Audiences

/// People and rules about them from a seed, made for each other: they share names and values, at the
/// edges where engines differ (letters that fold oddly, the first second of a day, wildcards, zero).
package struct AudienceWorld {
  package enum Kind: CaseIterable, Sendable {
    case text, number, boolean, date
  }

  /// The attributes that there are, with what they hold.
  package static let ofPeople: [(name: String, kind: Kind)] = [
    ("plan", .text), ("City, \"home\"", .text), ("seats", .number), ("score", .number),
    ("paying", .boolean), ("signed_up_at", .date), ("last_seen_at", .date),
  ]
  package static let ofCompanies: [(name: String, kind: Kind)] = [
    ("industry", .text), ("size", .number), ("vip", .boolean), ("founded_at", .date),
  ]
  package static let events = ["csv_exported", "it's `here`", "log\\in"]
  package static let tags = ["beta", "caf\u{E9}", "cafe\u{301}"]
  /// Each is a rule; the second is made of the first.
  package static let segments: [(name: String, rule: Rule)] = [
    ("Active", .attribute(name: "last_seen_at", .date(.lessThan(TimeSpan(3, .day))))),
    (
      "Slipping away",
      .all([.not(.segment("Active")), .event(name: "csv_exported", EventTest(.ever))])
    ),
  ]

  package let moment: Moment
  package let zone: String
  /// Whether rules ask every attribute for what it holds; else now and then for another type.
  package var keepsTypes = false
  /// Whether rules ask few things about few values, so that they often contradict themselves.
  package var isNarrow = false
  package var random: SeededRandom

  /// Where the workspace is, and when: some moments lie next to clock changes.
  package static let moments: [(zone: String, now: Int64)] = [
    ("UTC", 1_795_410_000), ("America/New_York", 1_793_511_000), ("Europe/Berlin", 1_774_742_399),
    ("America/Sao_Paulo", 1_541_300_400), ("Pacific/Apia", 1_325_325_600),
    ("Asia/Kathmandu", 1_795_394_699), ("America/St_Johns", 1_162_693_861),
  ]

  package init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    let (zone, now) = random.pick(Self.moments)
    self.zone = zone
    moment = Moment(now: now, in: .named(zone))
  }

  // MARK: People

  /// People whose segments are those that the rules of the segments put them in.
  package mutating func people(_ count: Int) -> [Person] { (0..<count).map { _ in person() } }

  package mutating func person() -> Person {
    var person = Person(
      attributes: attributes(Self.ofPeople), events: [:], tags: [], segments: [],
      companies: (0..<random.pick([0, 0, 1, 1, 2, 3])).map { _ in attributes(Self.ofCompanies) })
    for event in Self.events where random.roll(2) == 0 {
      person.events[ExactText(event)] = (0...random.roll(4)).map { _ in instant() }
    }
    for tag in Self.tags where random.roll(3) == 0 { person.tags.insert(ExactText(tag)) }
    for (name, rule) in Self.segments {
      guard let claim = Claim(rule, at: moment) else { preconditionFailure("no newsfeed here") }
      if claim.holds(of: person) { person.segments.insert(ExactText(name)) }
    }
    return person
  }

  private mutating func attributes(_ names: [(name: String, kind: Kind)]) -> Person.Attributes {
    var attributes: Person.Attributes = [:]
    for (name, kind) in names where random.roll(5) > 0 {
      attributes[ExactText(name)] =
        switch kind {
        case .text: .text(heldText())
        case .number: .number(number())
        case .boolean: .boolean(random.roll(2) == 0)
        case .date: .date(instant())
        }
    }
    return attributes
  }

  /// Mostly at the edge of a day, of a second, or of what spans reach back to.
  private mutating func instant() -> Int64 {
    let edge = [-1, 0, 1][random.roll(3)]
    return switch random.roll(4) {
    case 0: moment.now - Int64(span().seconds) + Int64(edge)
    // No engine that is asked has dates before 1900.
    case 1: max(moment.start(ofDay: day().daysSince1970) + Int64(edge), -2_208_988_800)
    case 2: moment.start(ofDay: moment.today - random.roll(40) + 1) + Int64(edge)
    default: moment.now - Int64(random.roll(90 * 86_400))
    }
  }

  // MARK: Values

  /// Letters that fold oddly or not at all, what engines use for themselves, and what they mistake.
  package static let texts = [
    "pro", "Pro", "PRO", "team", "", " ", "5", "stra\u{DF}e", "STRA\u{1E9E}E", "STRASSE",
    "\u{17F}ea", "SEA", "\u{130}stanbul", "istanbul", "ISTANBUL", "\u{131}",
    "\u{3A3}\u{3C3}\u{3C2}",
    "\u{3C3}\u{3C3}\u{3C3}", "\u{212A}", "k", "K", "\u{1F469}\u{200D}\u{1F4BB}", "\u{1F469}",
    "caf\u{E9}", "cafe\u{301}", "CAF\u{C9}", "say \"hi\"", "it's", "''", "100%", "%", "_", "*", "?",
    "[a]", "]", "[", "^", "\\", "\\'", "a\\nb", "line\nbreak", "tab\t", "\u{7}\u{1B}[31m", "${x}",
    "$1", ":a", "{a:String}", "; --", "\u{10400}", "\u{10428}", "\u{1C5}", "\u{1C4}", "\u{1F88}",
    "\u{1F80}", "\u{202E}x", "\u{FEFF}", "\u{2028}", "\u{13A0}", "\u{AB70}", "b\u{0}c",
  ]

  private mutating func text() -> String { pick(Self.texts) }

  /// Text that every engine can hold: PostgreSQL has no NUL.
  private mutating func heldText() -> String {
    let text = random.roll(3) == 0 ? text() + self.text() : text()
    return text.replacing("\u{0}", with: "0")
  }

  private mutating func number() -> Double {
    pick([
      0, 1, 2, 3, -7, 0.5, 0.1, 0.30000000000000004, -2.25, 1e300, 5e-324, 123_456_789.125,
      9_007_199_254_740_992, 1e19, 1e-5, 1e22, 100, 1_000_000,
    ])
  }

  private mutating func span() -> TimeSpan {
    TimeSpan(pick([0, 1, 2, 3, 7, 14, 30]), random.pick(TimeSpan.Unit.allCases))
  }

  private mutating func day() -> CalendarDate {
    let days = moment.today - pick([0, 1, 2, 7, 30, 365, -1, 20_000, 40_000, -90_000])
    guard let day = CalendarDate(daysSince1970: days) else {
      preconditionFailure("a day of the years 1 to 9999")
    }
    return day
  }

  private mutating func pick<Element>(_ values: [Element]) -> Element {
    values[random.roll(isNarrow ? min(4, values.count) : values.count)]
  }

  // MARK: Rules

  package mutating func rules(_ count: Int) -> [Rule] { (0..<count).map { _ in rule() } }

  package mutating func rule() -> Rule { part(depth: 1 + random.roll(4), ofCompany: false) }

  private mutating func part(depth: Int, ofCompany: Bool) -> Rule {
    guard depth > 1 else { return condition(ofCompany: ofCompany) }
    return switch random.roll(10) {
    case 0, 1, 2: .all(parts(depth: depth, ofCompany: ofCompany))
    case 3, 4, 5: .any(parts(depth: depth, ofCompany: ofCompany))
    case 6: .not(part(depth: depth - 1, ofCompany: ofCompany))
    case 7,
      8 where !ofCompany:
      .company(part(depth: depth - 1, ofCompany: true))
    default: condition(ofCompany: ofCompany)
    }
  }

  private mutating func parts(depth: Int, ofCompany: Bool) -> [Rule] {
    (0...random.roll(3)).map { _ in part(depth: depth - 1, ofCompany: ofCompany) }
  }

  package mutating func condition(ofCompany: Bool) -> Rule {
    if ofCompany { return attribute(of: Self.ofCompanies) }
    return switch random.roll(12) {
    case 0: random.roll(4) == 0 ? .everyone : .tag(random.pick(Self.tags + ["no such tag"]))
    case 1: .tag(random.pick(Self.tags))
    case 2: .segment(random.pick(Self.segments).name)
    case 3, 4, 5: .event(name: isNarrow ? Self.events[0] : random.pick(Self.events), eventTest())
    default: attribute(of: Self.ofPeople)
    }
  }

  private mutating func attribute(of names: [(name: String, kind: Kind)]) -> Rule {
    let (name, kind) = isNarrow ? names[2 * random.roll(2)] : random.pick(names)
    if random.roll(8) == 0 { return .attribute(name: name, .known(random.roll(2) == 0)) }
    let asked = !keepsTypes && random.once(in: 20) ? random.pick(Kind.allCases) : kind
    return .attribute(name: name, test(of: asked))
  }

  private mutating func test(of kind: Kind) -> AttributeTest {
    switch kind {
    case .text: .text(textTest())
    case .number: .number(numberTest())
    case .boolean: .boolean(random.roll(2) == 0)
    case .date: .date(dateTest())
    }
  }

  private mutating func eventTest() -> EventTest {
    let within = random.roll(2) == 0 ? span() : nil
    return switch random.roll(6) {
    case 0: EventTest(.never, within: within)
    case 1: EventTest(.ever, within: within)
    case 2, 3: EventTest(.count(numberTest()), within: within)
    case 4: EventTest(.first(dateTest()), within: within)
    default: EventTest(.last(dateTest()), within: within)
    }
  }

  private mutating func textTest() -> TextTest {
    switch random.roll(8) {
    case 0: .is(text())
    case 1: .isNot(text())
    case 2: .anyOf((0...random.roll(6)).map { _ in text() })
    case 3: .noneOf((0...random.roll(6)).map { _ in text() })
    case 4: .contains(text())
    case 5: .doesNotContain(text())
    case 6: .startsWith(text())
    default: .endsWith(text())
    }
  }

  private mutating func numberTest() -> NumberTest {
    switch random.roll(8) {
    case 0: .is(number())
    case 1: .isNot(number())
    case 2: .anyOf((0...random.roll(4)).map { _ in number() })
    case 3: .noneOf((0...random.roll(4)).map { _ in number() })
    case 4: .greaterThan(number())
    case 5: .lessThan(number())
    case 6: .atLeast(number())
    default: .atMost(number())
    }
  }

  private mutating func dateTest() -> DateTest {
    switch random.roll(6) {
    case 0: .moreThan(span())
    case 1: .lessThan(span())
    case 2: .exactly(span())
    case 3: .after(day())
    case 4: .before(day())
    default: .onDate(day())
    }
  }
}
