internal import Diagnostics
internal import YAML

extension Node {
  /// The bytes that brought the value here: its own, or those of the alias.
  var place: SourceRange { alias ?? range }

  var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  var items: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// What the value says, when it is text.
  var text: String? {
    guard let scalar, case .text(let text) = scalar.resolved else { return nil }
    return text
  }

  var boolean: Bool? {
    guard let scalar, case .boolean(let value) = scalar.resolved else { return nil }
    return value
  }

  var integer: Int64? {
    guard let scalar, case .integer(let value) = scalar.resolved else { return nil }
    return value
  }

  /// The texts of a list; what is no text is left out.
  var texts: [String] { items?.compactMap(\.text) ?? [] }

  /// The value of a key; of the first where there are two.
  subscript(name: String) -> Node? {
    guard case .mapping(let entries) = content else { return nil }
    for index in entries.indices where entries[index].key == name {
      return entries[index].value
    }
    return nil
  }

  /// The entry of a key.
  func entry(_ name: String) -> Entry? {
    entries?.first { $0.key == name }
  }
}
