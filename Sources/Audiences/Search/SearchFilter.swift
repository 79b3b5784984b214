package import JSON

/// One comparison that `POST /contacts/search` makes.
package struct SearchFilter: Sendable, Hashable {
  /// How a field is compared, as the search calls it.
  package enum Operator: String, Sendable, Hashable {
    case equal = "="
    case unequal = "!="
    case among = "IN"
    case notAmong = "NIN"
    case greater = ">"
    case less = "<"
    case atLeast = ">="
    case atMost = "<="
    case contains = "~"
    case lacks = "!~"
    case beginsWith = "^"
    case endsWith = "$"
  }

  /// What a field is compared with. A fraction is no value of a search.
  package enum Value: Sendable, Hashable {
    /// Who has no value; with `=` and `!=` alone.
    case unknown
    case text(ExactText)
    case texts([ExactText])
    case integer(Int64)
    case integers([Int64])
    case boolean(Bool)
  }

  package let field: ExactText
  package let comparison: Operator
  package let value: Value

  package init(_ field: ExactText, _ comparison: Operator, _ value: Value) {
    self.field = field
    self.comparison = comparison
    self.value = value
  }

  /// Who does not have a tag.
  package static func untagged(_ id: String) -> SearchFilter {
    SearchFilter("tag_id", .unequal, .text(ExactText(id)))
  }

  package var json: JSONValue {
    [
      "field": .string(field.text), "operator": .string(comparison.rawValue),
      "value": value.json,
    ]
  }
}

extension SearchFilter.Value {
  fileprivate var json: JSONValue {
    switch self {
    case .unknown: .null
    case .text(let text): .string(text.text)
    case .texts(let texts): .array(texts.map { .string($0.text) })
    case .integer(let number): .integer(number)
    case .integers(let numbers): .array(numbers.map(JSONValue.integer))
    case .boolean(let flag): .boolean(flag)
    }
  }
}
