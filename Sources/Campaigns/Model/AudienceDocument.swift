public import Diagnostics
public import YAML

/// A rule with a name, for campaigns and other audience documents to use.
public struct AudienceDocument: Sendable {
  public let name: String
  public let file: SourceFile
  /// The bytes of its name.
  public let nameRange: SourceRange
  /// What stands under `where`.
  public let rule: Node
  /// Every `${name}` in it.
  public let variables: [VariableUse]
}
