internal import Diagnostics
internal import YAML

/// Where a condition is written: in a campaign, or in an audience document that it names.
struct ConditionPlace {
  let file: SourceFile
  /// The condition's mapping.
  let node: Node

  /// - Parameter path: as for `AudienceReader.range(of:in:)`.
  init?(
    of path: [Int], in node: Node, _ file: SourceFile, _ documents: [String: AudienceDocument]
  ) {
    var (current, file) = (node, file)
    guard Self.enter(&current, &file, documents) else { return nil }
    for index in path {
      guard let part = AudienceReader.part(index, of: current) else { return nil }
      current = part
      guard Self.enter(&current, &file, documents) else { return nil }
    }
    self.file = file
    self.node = current
  }

  /// Goes on to what a name stands for; false where nothing does.
  private static func enter(
    _ node: inout Node, _ file: inout SourceFile, _ documents: [String: AudienceDocument]
  ) -> Bool {
    while AudienceReader.isReference(node) {
      let name = node.text ?? node[RuleHead.audience.rawValue]?.text
      guard let document = name.flatMap({ documents[$0] }) else { return false }
      (node, file) = (document.rule, document.file)
    }
    return true
  }

  /// The name of what is asked about.
  func name(_ head: RuleHead) -> Node { node[head.rawValue] ?? node }

  /// What an attribute is compared with; of a list the value of that number.
  func value(_ index: Int?) -> Node {
    let value = node.entries?.first { entry in
      if case .attribute = RuleVocabulary.words[entry.key] { true } else { false }
    }?.value
    guard let value else { return node }
    guard let index, let items = value.items, items.indices.contains(index) else { return value }
    return items[index]
  }
}
