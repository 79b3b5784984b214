import Hummingbird
import JSON

/// `/companies`, and the companies of contacts.
struct CompanyRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  /// One company by a name or the client's id of it; without these, a page of all.
  func find(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(request, ["name", "company_id", "tag_id", "page", "per_page"])
    if query.text("name") != nil, query.text("company_id") != nil {
      query.refuse("name", "cannot be asked for together with company_id")
    }
    let asked = Self.page(&query, tag: query.text("tag_id").map(Reference.init), perPage: 15)
    try query.check()
    if let name = query.text("name") { return .json(try await store.company(.name(name))) }
    if let id = query.text("company_id") {
      return .json(try await store.company(.companyID(id)))
    }
    return try await page(asked, of: request)
  }

  /// The same list as `find`, by when somebody was last seen.
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(request, ["page", "per_page", "order"])
    var asked = Self.page(&query, tag: nil, perPage: 15)
    asked.order = query.choice("order", of: CompanyQuery.Order.self) ?? .desc
    try query.check()
    return try await page(asked, of: request)
  }

  func keep(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let draft = try CompanyDraft(reading: await RequestBody.read(request))
    return .json(try await store.keep(draft, at: clock()))
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(try await store.company(.id(try context.id("id", otherwise: .noCompany))))
  }

  func listOfContact(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let contact = try context.id("id", otherwise: .noContact)
    var query = QueryReader(request, ["page", "per_page"])
    var asked = Self.page(&query, tag: nil, perPage: 50)
    asked.contact = contact
    try query.check()
    return try await page(asked, of: request)
  }

  func attach(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let contact = try context.id("id", otherwise: .noContact)
    let company = try NamedReference(reading: await RequestBody.read(request)).reference
    return .json(try await store.attach(company: company, toContact: contact))
  }

  func detach(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let contact = try context.id("id", otherwise: .noContact)
    let company = try context.id("company_id", otherwise: .noCompany)
    return .json(try await store.detach(company: company, fromContact: contact))
  }

  private func page(_ asked: CompanyQuery, of request: Request) async throws -> Response {
    let page = try await store.companies(asked)
    let pages = (page.total + asked.limit - 1) / asked.limit
    let next = asked.page < pages ? request.link(page: asked.page + 1, asked.limit) : nil
    let numbers: JSONValue = [
      "type": "pages", "page": .integer(Int64(asked.page)),
      "per_page": .integer(Int64(asked.limit)), "total_pages": .integer(Int64(pages)),
      "next": next.map(JSONValue.string) ?? .null,
    ]
    var members = MembersWriter()
    members.add("type", "list")
    members.add("data", json: "[\(page.documents.joined(separator: ","))]")
    members.add("total_count", Int64(page.total))
    members.add("pages", numbers)
    return .json("{\(members.text)}")
  }

  private static func page(
    _ query: inout QueryReader, tag: Reference?, perPage: Int
  ) -> CompanyQuery {
    CompanyQuery(
      tag: tag, page: query.integer("page", in: 1...1_000_000) ?? 1,
      limit: query.perPage(otherwise: perPage))
  }
}

extension Request {
  /// The address of another page of the same list.
  fileprivate func link(page: Int, _ limit: Int) -> String {
    let others = uri.queryParameters.filter { !["page", "per_page"].contains($0.key) }
      .map { "\($0.key)=\($0.value)&" }.joined()
    return "http://\(head.authority ?? "")\(uri.path)?\(others)page=\(page)&per_page=\(limit)"
  }
}
