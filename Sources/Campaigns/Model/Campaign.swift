public import Audiences
public import Diagnostics
public import Planning
public import YAML

/// One campaign as its file says it: typed, the same for every environment, variables not yet
/// filled.
public struct Campaign: Sendable {
  /// Its identity: unique in the project, whatever its file is called.
  public let key: String
  public let file: SourceFile
  /// Counted from 1, the line of `campaign:`.
  public let line: Int
  /// The document's mapping; its nodes are not kept but read again where a person is shown a place.
  public let range: SourceRange
  public let format: Format
  public let status: Status
  /// Nil when the project's default is meant.
  public let sender: Sender?
  public let audience: WrittenAudience
  public let copy: Copy
  /// Only a bot has one.
  public let bot: Bot?
  public let display: Display
  public let schedule: WrittenSchedule
  public let goal: Goal?
  public let lifecycle: Lifecycle
  /// Why it is not to be pruned; nil where nothing keeps it. The message does not have it.
  public let keep: String?
  /// In the file's order.
  public let tags: [String]
  /// The environments that it belongs to; nil is all.
  public let onlyIn: [String]?
  /// Keys that it had before, in the file's order.
  public let previously: [String]
  /// Every `${name}` in it.
  public let variables: [VariableUse]
}

/// What a campaign shows, as written: `${name}` is not filled yet.
public struct Copy: Sendable, Hashable {
  public let title: String?
  public let body: String?
  public let image: String?
  public let callToAction: CallToAction?
}

/// When a campaign shows, as written: dates without a zone are not instants yet.
public struct WrittenSchedule: Sendable, Hashable {
  public let send: Schedule.Send
  public let start: WrittenTime?
  public let end: WrittenTime?
  /// An IANA name; nil when the project's is meant.
  public let timeZone: String?
}

/// Who a campaign is for.
public enum WrittenAudience: Sendable {
  /// It says the same in every environment and names no audience document.
  case rule(Rule)
  /// It holds variables or names audience documents: read again when those are known.
  case open(Node)
}

extension Campaign {
  /// The bytes of a value, as `range(of: "copy", "body")`; of the nearest that encloses it when the
  /// file does not have it.
  public func range(of path: String...) -> SourceRange { range(at: path) }

  /// The same place, to be shown with a text.
  public func label(at path: [String], _ text: String = "") -> Label {
    Label(file, range(at: path), text)
  }

  /// The document's mapping, read again from the file.
  var node: Node? {
    YAMLReader().read(file).documents.lazy.compactMap(\.root).first { $0.range == range }
  }

  private func range(at path: [String]) -> SourceRange {
    guard var current = node else { return self.range }
    var range = current.entries?.first?.keyRange ?? current.range
    for name in path {
      guard let value = current[name] else { return range }
      range = value.place
      current = value
    }
    return range
  }

  /// True when it belongs to an environment.
  public func belongs(to environment: String) -> Bool {
    onlyIn?.contains(environment) ?? true
  }
}
