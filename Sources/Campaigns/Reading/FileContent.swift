public import Diagnostics
internal import YAML

/// What one file holds: the same for the same bytes, whatever other files say.
public struct FileContent: Sendable {
  public let file: SourceFile
  /// Those without an error.
  public var campaigns: [Campaign] { documents.compactMap(\.campaign) }
  /// Those without an error.
  public let audiences: [AudienceDocument]
  /// What is wrong with this file by itself.
  public let diagnostics: [Diagnostic]
  /// The campaign documents, those with errors too: whatever else is wrong with them is told in the
  /// same run.
  let documents: [CampaignDocument]
  /// Every key of a campaign and name of an audience, of documents with errors too: others may
  /// rightly refer to them.
  let declarations: [Declaration]
}

/// A document that is meant as a campaign.
struct CampaignDocument: Sendable {
  let file: SourceFile
  let node: Node
  /// Nil when the document has an error.
  let campaign: Campaign?
  let variables: [VariableUse]
  /// The rule, where it names audience documents.
  let openRule: OpenRule?

  func label(at node: Node?) -> Label {
    Label(file, node?.place ?? self.node.entries?.first?.keyRange ?? self.node.range)
  }

  /// True when it belongs to an environment.
  func belongs(to environment: String) -> Bool {
    guard let names = node["only_in"]?.items else { return true }
    return names.contains { $0.text == environment }
  }
}

/// The name that a document gives itself.
struct Declaration: Sendable {
  enum Kind: Sendable { case campaign, audience }

  let kind: Kind
  let name: String
  let file: SourceFile
  let range: SourceRange
}
