/// A rule as the filters of Intercom's own screens: groups that are joined by And or by Or.
package indirect enum FilterTree: Sendable, Hashable {
  case filter(Filter)
  /// Joined by And; everyone where it is empty.
  case all([FilterTree])
  /// Joined by Or; nobody where it is empty.
  case any([FilterTree])

  /// One line of those screens.
  package struct Filter: Sendable, Hashable {
    /// What is asked of: an attribute, an event, a tag.
    package let subject: String
    /// As `more than 7 days ago`.
    package let words: String
    /// What it says, as a condition.
    package let meaning: Rule
    /// False where Intercom's help names no such filter.
    package let isOffered: Bool

    init(_ subject: String, _ words: String, meaning: Rule, isOffered: Bool = true) {
      self.subject = subject
      self.words = words
      self.meaning = meaning
      self.isOffered = isOffered
    }
  }

  /// Groups of those screens hold filters, and groups of groups are as deep as it gets.
  package static let deepest = 2

  /// How many groups lie in one another; 0 for one filter.
  package var depth: Int {
    switch self {
    case .filter: 0
    case .all(let parts), .any(let parts): 1 + (parts.map(\.depth).max() ?? 0)
    }
  }

  package var filters: [Filter] {
    switch self {
    case .filter(let filter): [filter]
    case .all(let parts), .any(let parts): parts.flatMap(\.filters)
    }
  }

  /// What it says, as a rule.
  package var rule: Rule {
    switch self {
    case .filter(let filter): filter.meaning
    case .all(let parts): parts.isEmpty ? .everyone : .all(parts.map(\.rule))
    case .any(let parts): parts.isEmpty ? .not(.everyone) : .any(parts.map(\.rule))
    }
  }

  static func group(_ parts: [FilterTree], isAll: Bool) -> FilterTree {
    isAll ? .all(parts) : .any(parts)
  }

  /// Without groups of one, and groups in others of their own kind.
  var flattened: FilterTree {
    switch self {
    case .filter: return self
    case .all(let parts):
      let flat = parts.map(\.flattened).flatMap { part -> [FilterTree] in
        if case .all(let inner) = part { inner } else { [part] }
      }
      return flat.count == 1 ? flat[0] : .all(flat)
    case .any(let parts):
      let flat = parts.map(\.flattened).flatMap { part -> [FilterTree] in
        if case .any(let inner) = part { inner } else { [part] }
      }
      return flat.count == 1 ? flat[0] : .any(flat)
    }
  }
}
