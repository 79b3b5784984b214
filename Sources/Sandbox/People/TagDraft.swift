import JSON

/// What a client says of a tag: its name, and what it is put on or taken from.
struct TagDraft: Sendable, Equatable {
  /// Who or what is tagged.
  struct Mark: Sendable, Equatable {
    enum Key: Sendable, Equatable {
      case id(Reference)
      /// The id that the client gave a company.
      case companyID(String)
    }

    let key: Key
    let isTaken: Bool
  }

  /// The tag that is renamed; nil to make one, or to use the one of that name.
  let renamed: Reference?
  let name: String
  let contacts: [Mark]
  let companies: [Mark]

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["id", "name", "users", "companies"], in: scope)
    if reader.value(scope, "name") == nil { reader.missing("name") }
    let name = reader.text(scope, "name", atMost: PeopleLimits.tagName)
    renamed = reader.identifier(scope, "id").map(Reference.init)
    contacts = reader.marks(scope, "users", of: ["id"])
    companies = reader.marks(scope, "companies", of: ["id", "company_id"])
    guard reader.problems.isEmpty, let name else { throw Refusal(reader.problems) }
    self.name = name
  }
}

extension FieldReader {
  fileprivate mutating func marks(
    _ scope: Scope, _ name: String, of keys: [String]
  ) -> [TagDraft.Mark] {
    let list = list(scope, name, atMost: PeopleLimits.tagged) ?? []
    return list.enumerated().compactMap { index, value in
      let path = "\(name).\(index)"
      guard let mark = object(value, at: path) else { return nil }
      allow(keys + ["untag"], in: mark)
      let isTaken = boolean(mark, "untag") ?? false
      guard let key = keys.first(where: { self.value(mark, $0) != nil }) else {
        missing("\(path).id")
        return nil
      }
      guard let text = identifier(mark, key) else { return nil }
      return TagDraft.Mark(
        key: key == "id" ? .id(Reference(text: text)) : .companyID(text), isTaken: isTaken)
    }
  }
}

/// What a request names by `{"id": …}` alone.
struct NamedReference {
  let reference: Reference

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["id"], in: scope)
    let reference = reader.reference(scope, "id")
    guard reader.problems.isEmpty, let reference else { throw Refusal(reader.problems) }
    self.reference = reference
  }
}
