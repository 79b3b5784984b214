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
    let path = "/contacts/\(percentEncoded(named.id))"
    var person = Person(attributes: [:], events: [:], tags: [], segments: [], companies: [])
    if !needs.attributes.isEmpty || !needs.companyAttributes.isEmpty {
      guard let facts = try await facts(about: .attributes).attributes else { return nil }
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
      events: try await histories(needs.events, of: named, listedFrom: needs.listedFrom(moment)))
  }

  private func names(_ path: String) async throws(RemoteError) -> Set<ExactText> {
    let answer = try await read(path)
    guard let items = (answer["data"] ?? answer["segments"] ?? answer["tags"])?.array else {
      throw .badAnswer(reason: "`GET \(path)` lists nothing", mayHaveLanded: false)
    }
    return Set(items.compactMap { item in item["name"]?.string.map { ExactText($0) } })
  }

  private func companies(_ path: String) async throws(RemoteError) -> [PersonDocument] {
    var found: [PersonDocument] = []
    var page: Int64 = 1
    while true {
      let answer = try await read("\(path)/companies?per_page=50&page=\(page)")
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
  fileprivate func attributes(
    _ names: Set<ExactText>, of owner: AttributeFacts.Owner, _ facts: AttributeFacts
  ) -> Person.Attributes {
    var attributes: Person.Attributes = [:]
    for name in names {
      attributes[name] = facts.attribute(name.text, of: owner).flatMap { value(of: $0) }
    }
    return attributes
  }
}
