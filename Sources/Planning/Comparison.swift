import Audiences

/// What one field was and will be, and who moved it.
public struct FieldChange: Sendable, Hashable {
  /// Who changed a field since it was last applied.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// The files say something new.
    case files
    /// The remote holds something that herald did not write: applying undoes it.
    case outside
    /// Both, differently: somebody must decide.
    case conflict
  }

  public let name: String
  /// What the remote holds; nil when it has no such field.
  public let before: FieldValue?
  /// What the files say; nil when they have no such field.
  public let after: FieldValue?
  public let cause: Cause

  public init(_ name: String, before: FieldValue?, after: FieldValue?, cause: Cause) {
    self.name = name
    self.before = before
    self.after = after
    self.cause = cause
  }
}

extension FieldChange {
  /// Whether it changes what people read.
  public var isCopy: Bool {
    if case .copy? = before { return true }
    if case .copy? = after { return true }
    return false
  }
}

/// The three-way comparison of one message: what the files say, what the remote holds, and what was
/// last applied.
struct Comparison: Sendable, Hashable {
  let changes: [FieldChange]
  let unchanged: Int

  /// `base` is nil when what was last applied is not known: every difference then counts as the
  /// files'.
  init(files: [Field], remote: [Field], base: [Field]?) {
    let before = remote.byName
    let after = files.byName
    let applied = base?.byName
    var changes: [FieldChange] = []
    var unchanged = 0
    for name in Self.names(files, remote) {
      let was = before[name]
      let wanted = after[name]
      if was.saysTheSame(as: wanted) {
        unchanged += 1
      } else {
        changes.append(
          FieldChange(
            name, before: was, after: wanted,
            cause: applied.map { Self.cause(base: $0[name], remote: was, files: wanted) } ?? .files)
        )
      }
    }
    self.changes = changes
    self.unchanged = unchanged
  }

  /// A status that the files changed is theirs to decide, whatever happened to it outside.
  func givingStatusToFiles() -> Comparison {
    Comparison(
      changes: changes.map { change in
        guard change.name == FieldName.status else { return change }
        return FieldChange(
          change.name, before: change.before, after: change.after, cause: .files)
      }, unchanged: unchanged)
  }

  private init(changes: [FieldChange], unchanged: Int) {
    self.changes = changes
    self.unchanged = unchanged
  }

  private static func cause(
    base: FieldValue?, remote: FieldValue?, files: FieldValue?
  ) -> FieldChange.Cause {
    if base.saysTheSame(as: remote) { return .files }
    return base.saysTheSame(as: files) ? .outside : .conflict
  }

  /// The names of both, in the files' order; what only the remote has comes after its neighbour there.
  private static func names(_ files: [Field], _ remote: [Field]) -> [String] {
    var names = files.map(\.name)
    var known = Set(names)
    var previous: String?
    for field in remote {
      if known.insert(field.name).inserted {
        let index = previous.flatMap { names.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        names.insert(field.name, at: index)
      }
      previous = field.name
    }
    return names
  }
}

extension [Field] {
  var byName: [String: FieldValue] {
    Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

extension FieldValue? {
  func saysTheSame(as other: FieldValue?) -> Bool {
    if case .rule(let left)? = self, case .rule(let right)? = other {
      return left.saysTheSame(as: right)
    }
    if case .ending(let left, _)? = self, case .ending(let right, _)? = other {
      return left == right
    }
    if case .instant(let left, _)? = self, case .instant(let right, _)? = other {
      return left == right
    }
    return self == other
  }
}

extension MessageSpec {
  /// Whether nothing that is compared differs; the cheap answer for what did not change.
  public func saysTheSame(as other: MessageSpec) -> Bool {
    if self == other { return true }
    guard audience != other.audience, audience.saysTheSame(as: other.audience) else { return false }
    var aligned = other
    aligned.audience = audience
    return self == aligned
  }
}
