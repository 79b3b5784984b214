public import Planning

/// What moved since a plan was saved.
public struct MismatchText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// Seconds as people count them, as `25 hours`.
  public static func age(_ seconds: Int64) -> String {
    let units: [(length: Int64, name: String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
    let unit = units.first { seconds >= 2 * $0.length } ?? (1, "second")
    return Int(seconds / unit.length).counted(unit.name)
  }

  /// A line for each of the first.
  public func render(_ mismatches: [Mismatch]) -> String {
    let rest = mismatches.count - Self.most
    return mismatches.prefix(Self.most).map { mismatch in
      "  \(page.ink.red("×")) "
        + StyledText(mismatch.sentence).painted(page.ink, from: 4, hanging: 4, width: page.width)
    }.joined() + (rest > 0 ? "  … and \(rest.grouped) more; `--report FILE` has them all\n" : "")
  }

  /// A workspace that is another one altogether differs in everything.
  private static let most = 20
}

extension Mismatch {
  /// As `moved`: how JSON names it.
  var name: String {
    switch self {
    case .binding(let bound, _, _): "other-\(bound.rawValue)"
    case .projectFile: "project-file"
    case .campaign: "campaign"
    case .moved: "moved"
    case .gone: "gone"
    case .taken: "taken"
    case .notPlanned: "not-planned"
    case .stopped(let stop): stop.name
    }
  }

  var sentence: String {
    switch self {
    case .binding(let bound, let saved, let now):
      "the plan is for the \(bound.rawValue) `\(saved.visibleLine)`, and this is"
        + " `\(now.visibleLine)`"
    case .projectFile: "herald.yaml says something else: its name, `previously` or `limits`"
    case .campaign(let key, let difference):
      "the files have \(difference.words) `\(key.visibleLine)` since"
    case .moved(let change, let key, let fields):
      "change \(change): `\(key.visibleLine)` was changed in the workspace since"
        + (fields.isEmpty ? "" : ": \(fields.joined(separator: ", ").visibleLine)")
    case .gone(let change, let key):
      "change \(change): `\(key.visibleLine)` was deleted in the workspace since"
    case .taken(let change, let key, let externalID):
      "change \(change): `\(key.visibleLine)` needs the external_id"
        + " `\(externalID.visibleLine)`, which a message has since"
    case .notPlanned(let change, let key):
      "change \(change): what is done to `\(key.visibleLine)` is not what herald plans from the files"
    case .stopped(let stop): stop.sentence
    }
  }
}

extension Mismatch.Difference {
  fileprivate var words: String {
    switch self {
    case .added: "a new campaign"
    case .removed: "no longer a campaign"
    case .changed: "changed what is said by"
    }
  }
}
