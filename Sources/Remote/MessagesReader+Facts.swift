public import Audiences
import JSON

extension MessagesReader {
  /// Asks for each topic with one request, all at once.
  public func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts {
    async let attributes = list("/data_attributes", if: topics.contains(.attributes))
    async let tags = list("/tags", if: topics.contains(.tags))
    async let segments = list("/segments", if: topics.contains(.segments))
    var facts = WorkspaceFacts()
    facts.attributes = try await attributes.get().map { AttributeFacts($0) }
    facts.tags = try await tags.get().map(Self.names)
    facts.segments = try await segments.get().map(Self.names)
    if facts.attributes == nil { facts.silence.formUnion(topics.intersection(.attributes)) }
    if facts.tags == nil { facts.silence.formUnion(topics.intersection(.tags)) }
    if facts.segments == nil { facts.silence.formUnion(topics.intersection(.segments)) }
    return facts
  }

  /// What a list holds; nil where it is not wanted, and where the server has none or does not show it
  /// to this token.
  func list(_ path: String, if isWanted: Bool) async -> Result<[JSONValue]?, RemoteError> {
    guard isWanted else { return .success(nil) }
    do throws(RemoteError) {
      let answer = try await api.read(path)
      // Segments come under their own name.
      guard let items = (answer["data"] ?? answer["segments"])?.array else {
        return .failure(
          .badAnswer(reason: "`GET \(path)` lists nothing", mayHaveLanded: false))
      }
      return .success(items)
    } catch {
      switch error {
      case .notFound, .refused, .forbidden: return .success(nil)
      case .unauthorized, .unreachable, .limited, .conflict, .moved, .serverFailed, .badAnswer,
        .damagedRecord, .newerRecord, .noExport, .lacking, .notSent, .cancelled:
        return .failure(error)
      }
    }
  }

  private static func names(_ items: [JSONValue]) -> Set<ExactText> {
    Set(items.compactMap { item in item["name"]?.string.map { ExactText($0) } })
  }
}

extension AttributeFacts {
  /// A workspace's own attributes take the names of those that every workspace has.
  fileprivate init(_ items: [JSONValue]) {
    self.init()
    for isCustom in [false, true] {
      for item in items where (item["custom"]?.boolean ?? false) == isCustom {
        guard item["archived"]?.boolean != true, let name = item["name"]?.string,
          let owner = Owner(model: item["model"]?.string)
        else { continue }
        let attribute = Attribute(
          name, item["data_type"]?.string.flatMap(AttributeType.init(wire:)),
          options: item["options"]?.array?.compactMap(\.string) ?? [],
          isCustom: isCustom)
        add(attribute, of: owner, alias: item["full_name"]?.string)
      }
    }
  }
}

extension AttributeFacts.Owner {
  fileprivate init?(model: String?) {
    switch model {
    case "contact": self = .person
    case "company": self = .company
    default: return nil
    }
  }
}

extension AttributeType {
  /// Nil for a type that no condition asks for.
  fileprivate init?(wire: String) {
    switch wire {
    case "string", "options": self = .text
    case "integer", "float": self = .number
    case "boolean": self = .boolean
    case "date", "datetime": self = .date
    default: return nil
    }
  }
}
