internal import Diagnostics
internal import YAML

/// What a document is, by its first key.
enum DocumentKind {
  /// With what is wrong about the order of its keys.
  case campaign([Diagnostic])
  case audience([Diagnostic])
  /// With the bytes of the key.
  case project(SourceRange)
  case unknown(Diagnostic)

  init(of root: Node, in file: SourceFile) {
    guard let entries = root.entries, let first = entries.first else {
      self = .unknown(Self.notMapping(root, file))
      return
    }
    if let kind = Self.kind(entries, first) {
      let order = first.key == kind ? [] : [Self.notFirst(kind, entries, first, file)]
      switch kind {
      case "campaign": self = .campaign(order)
      case "audience": self = .audience(order)
      default: self = .project(entries.first { $0.key == kind }?.keyRange ?? first.keyRange)
      }
      return
    }
    self = .unknown(Self.notKnown(first, file))
  }

  /// The key that says what the document is, first or not; nil when no such key is there.
  private static func kind(_ entries: [Entry], _ first: Entry) -> String? {
    if first.key == "campaign" || first.key == "project" { return first.key }
    for name in ["campaign", "project"] where entries.contains(where: { $0.key == name }) {
      return name
    }
    // A campaign has an `audience` too: one whose first key is misspelt is no audience document.
    let isMisspelt = suggestion(for: first.key, among: ["campaign"]) != nil
    return !isMisspelt && entries.contains { $0.key == "audience" } ? "audience" : nil
  }

  private static func notMapping(_ root: Node, _ file: SourceFile) -> Diagnostic {
    let found =
      root.entries != nil
      ? "an empty mapping" : root.items == nil ? "a single value" : "a list"
    return Diagnostic(
      .unknownDocument, "this document is \(found), not a campaign or an audience",
      at: Label(file, root.range), help: [firstKeys])
  }

  private static func notKnown(_ first: Entry, _ file: SourceFile) -> Diagnostic {
    let near = suggestion(for: first.key, among: ["campaign", "audience"])
    return Diagnostic(
      .unknownDocument, "a document cannot begin with \(Shown.value(first.key))",
      at: Label(file, first.keyRange),
      help: [near.map { "did you mean `\($0)`?" } ?? firstKeys],
      fix: near.map { Fix("write `\($0)`", replacing: first.keyRange, with: $0) })
  }

  private static func notFirst(
    _ kind: String, _ entries: [Entry], _ first: Entry, _ file: SourceFile
  ) -> Diagnostic {
    let place = entries.first { $0.key == kind }?.keyRange ?? first.keyRange
    return Diagnostic(
      .kindNotFirst, "`\(kind)` is not the first key of its document", at: Label(file, place),
      also: [Label(file, first.keyRange, "the document begins here")],
      help: ["move `\(kind)` to the top: the first key says what a document is"])
  }

  private static let firstKeys =
    "begin it with `campaign: KEY` or `audience: NAME`: the first key says what a document is"
}
