/// What stands in a WHERE: nothing where it is known beforehand.
///
/// A fragment may be NULL instead of false, which WHERE, AND and OR take alike: no fragment is ever
/// put below a NOT.
enum SQLCondition {
  case always
  case never
  /// `joint` is the word that joins its parts, `depth` how deeply it is nested.
  case when(SQLFragment, joint: SQLJoint?, depth: Int)

  /// A test that stands in any company.
  static func test(_ fragment: SQLFragment) -> SQLCondition {
    .when(fragment, joint: nil, depth: 1)
  }

  static func constant(_ holds: Bool) -> SQLCondition { holds ? .always : .never }
}

enum SQLJoint {
  case and, or

  var separator: SQLFragment {
    switch self {
    case .and: " AND "
    case .or: " OR "
    }
  }

  var opposite: SQLJoint {
    switch self {
    case .and: .or
    case .or: .and
    }
  }
}

extension [SQLCondition] {
  /// Long lists are joined in groups: engines parse `a AND b AND c …` as deep as it is long.
  private static var groupSize: Int { 16 }

  func joined(_ joint: SQLJoint) -> SQLCondition {
    var parts: [SQLCondition] = []
    for condition in self {
      switch (condition, joint) {
      case (.always, .and), (.never, .or): continue
      case (.always, .or), (.never, .and): return condition
      case (.when, _): parts.append(condition)
      }
    }
    if parts.isEmpty { return .constant(joint == .and) }
    while parts.count > Self.groupSize {
      parts = stride(from: 0, to: parts.count, by: Self.groupSize).map { start in
        Self.group(parts[start..<Swift.min(start + Self.groupSize, parts.count)], joint)
      }
    }
    return Self.group(parts[...], joint)
  }

  private static func group(_ parts: ArraySlice<SQLCondition>, _ joint: SQLJoint) -> SQLCondition {
    if parts.count == 1, let only = parts.first { return only }
    var fragments: [SQLFragment] = []
    var depth = 0
    for case .when(let fragment, let inner, let innerDepth) in parts {
      fragments.append(inner == nil ? fragment : "(\(fragment))")
      depth = Swift.max(depth, innerDepth)
    }
    return .when(fragments.joined(by: joint.separator), joint: joint, depth: depth + 1)
  }
}
