public import JSON

/// The JSON Schemas (2020-12) of the project's files, for editors and validators.
///
/// They are written from the shapes by which files are read. What a schema cannot say (that a step
/// exists, that an end comes after its start) the reader alone checks.
public enum SchemaDocument: String, Sendable, CaseIterable {
  case campaign, audience, herald

  public var json: JSONValue {
    var schema: JSONObject = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string(title),
      "description": .string(purpose),
    ]
    for member in shape.schema.members { schema[member.name] = member.value }
    if shape.conditionals.isEmpty == false { schema["allOf"] = .array(shape.conditionals) }
    if let definitions { schema["$defs"] = .object(definitions) }
    return .object(schema)
  }

  /// The file's content.
  public var text: String { json.pretty(endsLine: true) }

  private var shape: MappingShape {
    switch self {
    case .campaign: .campaign
    case .audience: .audience
    case .herald: .project
    }
  }

  private var title: String {
    switch self {
    case .campaign: "A campaign"
    case .audience: "An audience"
    case .herald: "The project file, herald.yaml"
    }
  }

  private var purpose: String {
    switch self {
    case .campaign: "One message to people who use the product: what it says, to whom, and when."
    case .audience: "A rule with a name, for campaigns and other audiences to use."
    case .herald: "The project, its environments, and what holds for all its campaigns."
    }
  }

  private var definitions: JSONObject? {
    switch self {
    case .campaign, .audience: RuleSchema.definitions
    case .herald: nil
    }
  }
}
