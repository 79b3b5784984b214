public import Diagnostics

/// What one file holds: the same for the same bytes, whatever other files say.
public struct FileContent: Sendable {
  public let file: SourceFile
  /// Those without an error.
  public let campaigns: [Campaign]
  /// Those without an error.
  public let audiences: [AudienceDocument]
  /// What is wrong with this file by itself.
  public let diagnostics: [Diagnostic]
  /// Every key of a campaign and name of an audience, of documents with errors too: others may
  /// rightly refer to them.
  let declarations: [Declaration]
  /// The rules of campaigns, of those with errors elsewhere too, that name audience documents.
  let openRules: [OpenRule]
}

/// The name that a document gives itself.
struct Declaration: Sendable {
  enum Kind: Sendable { case campaign, audience }

  let kind: Kind
  let name: String
  let file: SourceFile
  let range: SourceRange
}
