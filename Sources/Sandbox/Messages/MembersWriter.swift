import JSON

/// Writes the members of a JSON object, in the order in which they are given.
struct MembersWriter {
  private(set) var text = ""

  mutating func add(_ name: StaticString, _ value: JSONValue) {
    add(name, json: value.compactText)
  }

  mutating func add(_ name: StaticString, _ value: String?) {
    add(name, value.map(JSONValue.string) ?? .null)
  }

  mutating func add(_ name: StaticString, _ value: Int64?) {
    add(name, json: value?.description ?? "null")
  }

  /// Adds a member whose value is JSON already.
  mutating func add(_ name: StaticString, json: String) {
    if !text.isEmpty { text += "," }
    text += "\"\(name)\":\(json)"
  }
}
