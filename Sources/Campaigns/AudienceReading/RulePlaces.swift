package import Diagnostics
package import YAML

extension AudienceReader {
  /// The bytes of a part of a rule, for what is found in the rule after it was read.
  ///
  /// Each step of the path is the index of a part: of an `all` or `any` that of its list, of a
  /// `not` or `company` 0. A path that leads into an audience document ends where it is named.
  package static func range(of path: [Int], in node: Node) -> SourceRange {
    var place = node.place
    var current = node
    for index in path {
      guard let part = part(index, of: current) else { return place }
      place = part.place
      current = part
    }
    return place
  }

  /// The bytes of a part that stands in this very node; nil for one inside of an audience document.
  static func ownRange(of path: [Int], in node: Node) -> SourceRange? {
    var current = node
    for index in path {
      guard let part = part(index, of: current) else { return nil }
      current = part
    }
    return current.place
  }

  /// Whether the rule is an audience document's and nothing more.
  static func isReference(_ node: Node) -> Bool {
    node.scalar != nil || node.entries?.contains { $0.key == RuleHead.audience.rawValue } ?? false
  }

  /// Whether an audience document is named anywhere in the rule.
  static func hasReference(_ node: Node) -> Bool {
    isReference(node)
      || (node.entries ?? []).contains { entry in
        switch RuleVocabulary.words[entry.key] {
        case .head(.all), .head(.any): entry.value.items?.contains(where: hasReference) ?? false
        case .head(.not), .head(.company): hasReference(entry.value)
        case .head, .attribute, .event, .within, nil: false
        }
      }
  }

  static func part(_ index: Int, of node: Node) -> Node? {
    for entry in node.entries ?? [] {
      guard case .head(let head)? = RuleVocabulary.words[entry.key] else { continue }
      switch head {
      case .all, .any:
        guard let items = entry.value.items, items.indices.contains(index) else { return nil }
        return items[index]
      case .not, .company:
        return entry.value
      case .everyone, .audience, .newsfeed, .attribute, .event, .tag, .segment:
        return nil
      }
    }
    return nil
  }
}
