package import Audiences

/// Who matches a rule at a moment, page by page, each asked for when it is wanted.
///
/// Whoever a search finds is looked at where that takes no request, and where the search finds others
/// too. Of what was read, only the ids are kept, and these only where several searches may find the
/// same people.
package actor IntercomPeople {
  package struct Page: Sendable {
    package let people: [NamedPerson]
    /// Of whom it cannot be told: what they did lies too far back.
    package let undecided: [NamedPerson]
    /// How many were looked at for it.
    package let found: Int
  }

  private enum Look {
    case none
    /// At these attributes of the contact as it was found.
    case contact(Claim, Set<ExactText>)
    case everything(PersonNeeds)
  }

  private let search: IntercomSearch
  private let rule: Rule
  private let moment: Moment
  private let attributes: AttributeFacts?
  private let look: Look
  /// Of each query of the rule's translation.
  private var searches: ArraySlice<SearchPages>
  private var seen: SeenPeople?

  /// Nil for a rule with a newsfeed, whose readers nobody knows here.
  ///
  /// - Parameters:
  ///   - tagID: of a tag; who has it is left out, as far as search knows, which lags.
  ///   - pageSize: how many people a page has at most.
  package init?(
    matching rule: Rule, withoutTag tagID: String?, at moment: Moment,
    pageSize: Int = SearchPages.largest, _ search: IntercomSearch
  ) async throws(RemoteError) {
    let facts = try await search.known().facts
    guard let translation = SearchTranslation(rule, at: moment, in: facts),
      let claim = Claim(rule, at: moment)
    else { return nil }
    self.search = search
    self.rule = rule
    self.moment = moment
    attributes = facts.attributes
    let needs = PersonNeeds(rule, at: moment)
    if needs.areInContact, attributes != nil || needs.attributes.isEmpty {
      look = .contact(claim, needs.attributes)
    } else {
      look = translation.isExact ? .none : .everything(needs)
    }
    var size = pageSize
    // Each is asked for much: they come in portions that do not take long.
    if case .everything = look { size = min(size, 3 * Self.width) }
    searches =
      translation.queries.map { query in
        SearchPages(tagID.map { query.and(.untagged($0)) } ?? query, search, size: size)
      }[...]
    seen = searches.count > 1 ? SeenPeople() : nil
  }

  /// Nil when all were read. A page that failed is the next one again; it is for one caller at a time.
  package func next() async throws(RemoteError) -> Page? {
    while let pages = searches.first {
      guard let page = try await pages.current() else {
        searches.removeFirst()
        continue
      }
      let judged = try await judged(
        page.people.filter { person in !(seen?.contains(person.id) ?? false) })
      searches[searches.startIndex].pass(page)
      for person in page.people { seen?.insert(person.id) }
      return judged
    }
    return nil
  }

  /// How many people are looked at side by side, each with a few requests.
  private static let width = 8

  private func judged(_ found: [NamedPerson]) async throws(RemoteError) -> Page {
    switch look {
    case .none: return Page(people: found, undecided: [], found: found.count)
    case .contact(let claim, let names):
      let people = found.filter { claim.holds(of: $0.asFound(names, attributes)) }
      return Page(people: people, undecided: [], found: found.count)
    case .everything(let needs):
      let answers = try await answers(found, needs)
      func people(_ answer: Bool?) -> [NamedPerson] {
        zip(found, answers).filter { $0.1 == answer }.map(\.0)
      }
      return Page(people: people(true), undecided: people(nil), found: found.count)
    }
  }

  /// Whether each matches, in their order.
  private func answers(
    _ found: [NamedPerson], _ needs: PersonNeeds
  ) async throws(RemoteError) -> [Bool?] {
    try await found.asked(width: Self.width) {
      [search, rule, moment, attributes] person throws(RemoteError) -> Bool? in
      do throws(RemoteError) {
        let known = try await search.reader.person(person, needs, attributes, at: moment)
        return known.flatMap { Trace(rule, of: $0, at: moment)?.holds }
      } catch .notFound {
        // Somebody deleted the contact since it was found.
        return false
      }
    }
  }
}

extension NamedPerson {
  /// What the found contact tells.
  fileprivate func asFound(_ names: Set<ExactText>, _ facts: AttributeFacts?) -> Person {
    Person(
      attributes: facts.map { document.attributes(names, of: .person, $0) } ?? [:], events: [:],
      tags: [], segments: [], companies: [])
  }
}
