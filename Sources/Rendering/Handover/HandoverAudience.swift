import Audiences
import Planning

/// Whom it is for, as the filters of Intercom's screens.
struct HandoverAudience {
  let section: HandoverSheet.Section
  let remarks: [String]

  init(_ rule: Rule, send: Schedule.Send) {
    var section = HandoverSheet.Section(name: "audience")
    let isNewsfeed = if case .newsfeed = rule { true } else { false }
    if !isNewsfeed {
      switch send {
      case .once: section.add("type", "Fixed: who matches as it is set live")
      case .ongoing: section.add("type", "Dynamic: who matches then, and from then on")
      }
    }
    let tree = FilterTree(rule)
    section.fields.append(HandoverSheet.Field(name: "filters", lines: Self.lines(tree, depth: 0)))
    self.section = section
    var remarks: [String] = []
    let doubtful = Set(tree.filters.filter { !$0.isOffered }.map(\.text)).sorted()
    if !doubtful.isEmpty {
      remarks.append(
        "Intercom's help names no such filter, so look for one that says the same: "
          + doubtful.joined(separator: "; "))
    }
    if tree.depth > FilterTree.deepest {
      remarks.append("filters there have two levels: make a segment of what lies deeper")
    }
    self.remarks = remarks
  }

  private static func lines(_ tree: FilterTree, depth: Int) -> [HandoverSheet.Line] {
    switch tree {
    case .filter(let filter): return [HandoverSheet.Line(filter.text, depth: depth)]
    case .all(let parts) where parts.isEmpty:
      return [HandoverSheet.Line("none: everyone", depth: depth)]
    case .any(let parts) where parts.isEmpty:
      return [HandoverSheet.Line("nobody", depth: depth)]
    case .all(let parts):
      return [HandoverSheet.Line("all of these (And)", depth: depth)]
        + parts.flatMap { lines($0, depth: depth + 1) }
    case .any(let parts):
      return [HandoverSheet.Line("any of these (Or)", depth: depth)]
        + parts.flatMap { lines($0, depth: depth + 1) }
    }
  }
}

extension FilterTree.Filter {
  fileprivate var text: String { "\(subject) \(words)" }
}
