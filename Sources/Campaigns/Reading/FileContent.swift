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
  /// What its comments allow.
  let allowances: [Allowance]
}

/// A document that is meant as a campaign, and the parts of it that other files have a say in.
///
/// A class, since it is large and is looked at many times while files are joined.
final class CampaignDocument: Sendable {
  let file: SourceFile
  /// The bytes of its first key.
  let head: SourceRange
  let key: String?
  /// Nil when the document has an error.
  let campaign: Campaign?
  let variables: [VariableUse]
  /// The rule, where it names audience documents.
  let openRule: OpenRule?
  let hasSender: Bool
  /// The schedule's time zone.
  let zone: PlacedText?
  /// The schedule's first date, where it names no zone that gives it a meaning.
  let date: SourceRange?
  /// The values of `only_in`; nil is every environment.
  let onlyIn: [PlacedText]?
  let previously: [PlacedText]
  /// Links that only a variable's value shows to be in order.
  let openLinks: [OpenLink]

  init(
    _ root: Node, in file: SourceFile, campaign: Campaign?, variables: [VariableUse],
    openRule: OpenRule?, openLinks: [OpenLink]
  ) {
    self.file = file
    self.campaign = campaign
    self.variables = variables
    self.openRule = openRule
    self.openLinks = openLinks
    head = root.entries?.first?.keyRange ?? root.range
    key = root["campaign"]?.text
    hasSender = root["from"] != nil
    let schedule = root["schedule"]
    zone = schedule?["time_zone"].flatMap(PlacedText.init)
    date =
      schedule?["time_zone"] == nil ? (schedule?["start"] ?? schedule?["end"])?.place : nil
    onlyIn = root["only_in"]?.items?.compactMap(PlacedText.init)
    previously = root["previously"]?.items?.compactMap(PlacedText.init) ?? []
  }

  func label(at range: SourceRange) -> Label { Label(file, range) }

  /// True when it belongs to an environment.
  func belongs(to environment: String) -> Bool {
    onlyIn?.contains { $0.text == environment } ?? true
  }
}

/// A text and where it stands.
struct PlacedText: Sendable {
  let text: String
  let place: SourceRange

  /// Nil for what is no text.
  init?(_ node: Node) {
    guard let text = node.text else { return nil }
    self.text = text
    place = node.place
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
