internal import JSON
internal import Planning

extension MappingShape {
  /// The schema of the mapping, without what depends on its values.
  var schema: JSONObject {
    var properties = JSONObject()
    for key in keys {
      var property = key.shape.schema
      let choices = key.shape.choiceDescriptions
      property["description"] = .string(([key.description] + choices).joined(separator: "\n\n"))
      properties[key.name] = .object(property.described)
    }
    var schema: JSONObject = ["type": "object", "properties": .object(properties)]
    let required = keys.filter { key in
      if case .required = key.presence { true } else { false }
    }
    if !required.isEmpty { schema["required"] = .names(required.map(\.name)) }
    schema["additionalProperties"] = false
    schema["minProperties"] = 1
    if !exactlyOneOf.isEmpty { schema["oneOf"] = .oneRequired(exactlyOneOf) }
    if !variants.isEmpty { schema["allOf"] = .array(variants.map(\.schema)) }
    return schema
  }

  /// What each format asks of the whole document; empty where formats make no difference.
  var conditionals: [JSONValue] {
    guard names.contains("format") else { return [] }
    let formats = Format.allCases.compactMap { format -> JSONValue? in
      guard let then = consequences(of: FormatSet(format)) else { return nil }
      return .conditional("format", format.rawValue, then)
    }
    return formats + CampaignSchema.conditionals
  }

  /// The keys that a format forbids and requires, here and below.
  private func consequences(of format: FormatSet) -> JSONObject? {
    var properties = JSONObject()
    var required: [String] = []
    for key in keys {
      if key.formats.isDisjoint(with: format) {
        properties[key.name] = false
        continue
      }
      if case .requiredIn(let formats) = key.presence, formats.isSuperset(of: format) {
        required.append(key.name)
      }
      if case .mapping(let below) = key.shape, let consequences = below.consequences(of: format) {
        properties[key.name] = .object(consequences)
      }
    }
    var schema = JSONObject()
    if !properties.isEmpty { schema["properties"] = .object(properties) }
    if !required.isEmpty { schema["required"] = .names(required) }
    return schema.isEmpty ? nil : schema
  }
}

extension MappingShape.Variant {
  fileprivate var schema: JSONValue {
    var then = JSONObject()
    if !forbids.isEmpty {
      then["properties"] = .object(JSONObject(forbids.map { .init($0, false) }))
    }
    if !requires.isEmpty { then["required"] = .names(requires) }
    if !requiresOneOf.isEmpty { then["oneOf"] = .oneRequired(requiresOneOf) }
    return .conditional(key, value, then)
  }
}

extension Shape {
  var schema: JSONObject {
    switch self {
    case .text(let form): return form.schema
    case .choice(let choices): return ["enum": .names(choices.map(\.word))]
    case .boolean: return ["type": "boolean"]
    case .affirmation: return ["const": true]
    case .integer(let range):
      return [
        "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
        "maximum": .integer(Int64(range.upperBound)),
      ]
    case .list(let element, let count, let isSet):
      var schema: JSONObject = [
        "type": "array", "items": .object(element.schema),
        "minItems": .integer(Int64(count.lowerBound)),
        "maxItems": .integer(Int64(count.upperBound)),
      ]
      if isSet { schema["uniqueItems"] = true }
      return schema
    case .mapping(let mapping): return mapping.schema
    case .named(let named):
      return [
        "type": "object", "propertyNames": .object(named.name.schema),
        "additionalProperties": .object(named.value.schema),
        "minProperties": .integer(Int64(named.count.lowerBound)),
        "maxProperties": .integer(Int64(named.count.upperBound)),
      ]
    case .either(let shapes, _): return ["anyOf": .array(shapes.map { .object($0.schema) })]
    case .rule: return ["$ref": "#/$defs/audience"]
    }
  }

  /// What each word means, for the description of the key.
  fileprivate var choiceDescriptions: [String] {
    switch self {
    case .choice(let choices): choices.map { "`\($0.word)`: \($0.description)" }
    case .either(let shapes, _): shapes.flatMap(\.choiceDescriptions)
    case .text, .boolean, .affirmation, .integer, .list, .mapping, .named, .rule: []
    }
  }
}

extension TextForm {
  var schema: JSONObject {
    var schema: JSONObject = ["type": "string"]
    if let pattern { schema["pattern"] = .string(pattern) }
    schema["maxLength"] = .integer(Int64(longest))
    return schema
  }
}

extension JSONObject {
  /// The same members with the description first.
  fileprivate var described: JSONObject {
    JSONObject(
      members.filter { $0.name == "description" } + members.filter { $0.name != "description" })
  }
}

extension JSONValue {
  static func names(_ names: [String]) -> JSONValue { .array(names.map(JSONValue.string)) }

  /// Exactly one of these keys.
  static func oneRequired(_ names: [String]) -> JSONValue {
    .array(names.map { ["required": .names([$0])] })
  }

  /// What follows when a key has a value.
  static func conditional(_ key: String, _ value: String, _ then: JSONObject) -> JSONValue {
    [
      "if": [
        "properties": .object([key: ["const": .string(value)]]),
        "required": .names([key]),
      ],
      "then": .object(then),
    ]
  }
}
