package import Audiences
import JSON
package import Planning

extension MessagesReader: PeopleReading {
  package func workspace() async throws(RemoteError) -> Workspace {
    try Self.workspace(await read("/me"))
  }

  package func people(named name: PersonName) async throws(RemoteError) -> [NamedPerson] {
    var filters = name.kinds.map { Self.filter($0, name.text) }
    // Addresses are kept as they were given.
    let lower = name.text.lowercased()
    if name.kinds.contains(.email), lower != name.text {
      filters.append(Self.filter(.email, lower))
    }
    let answer = try await api.ask(
      "/contacts/search",
      [
        "query": ["operator": "OR", "value": .array(filters)],
        "pagination": ["per_page": 20],
      ])
    guard let found = answer["data"]?.array else {
      throw .badAnswer(reason: "`POST /contacts/search` lists nobody", mayHaveLanded: false)
    }
    return found.compactMap(NamedPerson.init).sorted { $0.id < $1.id }
  }

  private static func filter(_ kind: PersonName.Kind, _ text: String) -> JSONValue {
    ["field": .string(kind.field), "operator": "=", "value": .string(text)]
  }

  package func person(
    _ named: NamedPerson, for rule: Rule, at moment: Moment
  ) async throws(RemoteError) -> KnownPerson? {
    let needs = PersonNeeds(rule, at: moment)
    let facts = needs.asksAttributes ? try await facts(about: .attributes).attributes : nil
    do throws(RemoteError) {
      return try await person(named, needs, facts, at: moment)
    } catch .notFound {
      throw .badAnswer(
        reason: "there is nothing known of the contact that it found (404)", mayHaveLanded: false)
    }
  }

  /// - Parameter facts: nil where the workspace does not say, or none is asked for.
  /// - Throws: `notFound` for who is not there any more, among others.
  func person(
    _ named: NamedPerson, _ needs: PersonNeeds, _ facts: AttributeFacts?, at moment: Moment
  ) async throws(RemoteError) -> KnownPerson? {
    let path = "/contacts/\(percentEncoded(named.id))"
    var person = Person(attributes: [:], events: [:], tags: [], segments: [], companies: [])
    if needs.asksAttributes {
      guard let facts else { return nil }
      person.attributes = named.document.attributes(needs.attributes, of: .person, facts)
      if !needs.companyAttributes.isEmpty {
        person.companies = try await companies(path).map {
          $0.attributes(needs.companyAttributes, of: .company, facts)
        }
      }
    }
    if needs.tags { person.tags = try await names("\(path)/tags") }
    if needs.segments { person.segments = try await names("\(path)/segments") }
    return KnownPerson(
      person,
      events: try await histories(
        needs.events, of: named.id, listedFrom: needs.listedFrom(moment)))
  }

  private func names(_ path: String) async throws(RemoteError) -> Set<ExactText> {
    let answer = try await api.read(path)
    guard let items = (answer["data"] ?? answer["segments"] ?? answer["tags"])?.array else {
      throw .badAnswer(reason: "`GET \(path)` lists nothing", mayHaveLanded: false)
    }
    return Set(items.compactMap { item in item["name"]?.string.map { ExactText($0) } })
  }

  /// The company that the workspace lists first of somebody's; nil for none.
  func firstCompany(of contact: String) async throws(RemoteError) -> PersonDocument? {
    let path = "/contacts/\(percentEncoded(contact))/companies"
    let answer = try await read("\(path)?per_page=1&page=1")
    guard let items = answer["data"]?.array else {
      throw .badAnswer(reason: "`GET \(path)` lists nothing", mayHaveLanded: false)
    }
    return items.first.map(PersonDocument.init)
  }

  private func companies(_ path: String) async throws(RemoteError) -> [PersonDocument] {
    var found: [PersonDocument] = []
    var page: Int64 = 1
    while true {
      let answer = try await api.read("\(path)/companies?per_page=50&page=\(page)")
      guard let items = answer["data"]?.array else {
        throw .badAnswer(reason: "`GET \(path)/companies` lists nothing", mayHaveLanded: false)
      }
      found += items.map(PersonDocument.init)
      guard let pages = answer["pages"]?["total_pages"]?.integer, page < pages, !items.isEmpty
      else { return found }
      page += 1
    }
  }
}

extension PersonDocument {
  func attributes(
    _ names: Set<ExactText>, of owner: AttributeFacts.Owner, _ facts: AttributeFacts
  ) -> Person.Attributes {
    var attributes: Person.Attributes = [:]
    for name in names {
      attributes[name] = facts.attribute(name.text, of: owner).flatMap { value(of: $0) }
    }
    return attributes
  }
}
