import Audiences

/// What a rule asks of a person.
struct PersonNeeds {
  private(set) var attributes: Set<ExactText> = []
  private(set) var companyAttributes: Set<ExactText> = []
  private(set) var events: Set<ExactText> = []
  private(set) var tags = false
  private(set) var segments = false
  /// The earliest instant (Unix seconds) from which occurrences are counted; nil where nothing bounds
  /// them.
  private var earliest: Int64?

  init(_ rule: Rule, at moment: Moment) { add(rule, moment, isOfCompany: false) }

  private mutating func add(_ rule: Rule, _ moment: Moment, isOfCompany: Bool) {
    switch rule {
    case .everyone, .newsfeed: break
    case .all(let rules), .any(let rules):
      for rule in rules { add(rule, moment, isOfCompany: isOfCompany) }
    case .not(let rule): add(rule, moment, isOfCompany: isOfCompany)
    case .company(let rule): add(rule, moment, isOfCompany: true)
    case .attribute(let name, _):
      if isOfCompany {
        companyAttributes.insert(ExactText(name))
      } else {
        attributes.insert(ExactText(name))
      }
    case .event(let name, let test):
      events.insert(ExactText(name))
      if let within = test.within {
        let start = within.start(at: moment)
        earliest = min(start, earliest ?? start)
      }
    case .tag: tags = true
    case .segment: segments = true
    }
  }

  var asksAttributes: Bool { !attributes.isEmpty || !companyAttributes.isEmpty }

  /// Whether a contact as it is found has all of it.
  var areInContact: Bool {
    companyAttributes.isEmpty && events.isEmpty && !tags && !segments
  }

  /// The instant from which occurrences must be listed, as far back as there is a list; nil where counts
  /// of all that ever happened say enough.
  func listedFrom(_ moment: Moment) -> Int64? {
    earliest.map { max($0, moment.now - MessagesReader.longestList) }
  }
}
