import Audiences

/// What must be known of a person before rules can be asked.
struct AudienceNeeds: Sendable, Equatable {
  private(set) var attributes: Set<ExactText> = []
  private(set) var companyAttributes: Set<ExactText> = []
  private(set) var events: Set<ExactText> = []
  private(set) var asksTags = false
  private(set) var asksCompanies = false

  init() {}

  /// - Parameter rule: one without segments.
  init(of rule: Rule) { add(rule, isOfCompany: false) }

  init(ofPlaceholders names: Set<String>) {
    for name in names {
      if name.hasPrefix(PersonalWords.company) {
        asksCompanies = true
        companyAttributes.insert(ExactText(String(name.dropFirst(PersonalWords.company.count))))
      }
      attributes.insert(ExactText(name))
    }
    if !names.isEmpty { attributes.insert(PersonalWords.name) }
  }

  mutating func formUnion(_ other: AudienceNeeds) {
    attributes.formUnion(other.attributes)
    companyAttributes.formUnion(other.companyAttributes)
    events.formUnion(other.events)
    asksTags = asksTags || other.asksTags
    asksCompanies = asksCompanies || other.asksCompanies
  }

  private mutating func add(_ rule: Rule, isOfCompany: Bool) {
    switch rule {
    case .everyone, .newsfeed, .segment: break
    case .all(let parts), .any(let parts):
      for part in parts { add(part, isOfCompany: isOfCompany) }
    case .not(let part): add(part, isOfCompany: isOfCompany)
    case .company(let part):
      asksCompanies = true
      add(part, isOfCompany: true)
    case .attribute(let name, _):
      if isOfCompany {
        companyAttributes.insert(ExactText(name))
      } else {
        attributes.insert(ExactText(name))
      }
    case .event(let name, _): events.insert(ExactText(name))
    case .tag: asksTags = true
    }
  }
}
