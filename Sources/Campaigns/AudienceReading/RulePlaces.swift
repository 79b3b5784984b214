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

  private static func part(_ index: Int, of node: Node) -> Node? {
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
