/// Which campaigns a plan is about, where that is not all of them.
public struct Selection: Sendable, Hashable {
  /// Those alone; empty is all.
  public var only: [Term]
  /// All but those.
  public var except: [Term]

  public init(only: [Term] = [], except: [Term] = []) {
    self.only = only
    self.except = except
  }

  public var isEverything: Bool { only.isEmpty && except.isEmpty }

  /// One thing that a person names campaigns by.
  public enum Term: Sendable, Hashable {
    case tag(String)
    /// A file, or a folder and all below it, from the project's root; empty is the root.
    case path(String)
    /// A campaign's key; where no campaign has it, a file or folder of that name.
    case word(String, path: String)
  }
}

/// What a selection can be made by: of a campaign's file, or of a message that has none.
struct Selectable {
  /// What it is called, in the files and in the workspace: of a rename both, so that neither half is
  /// planned without the other.
  let keys: Set<String>
  /// Keys that it had before.
  let formerKeys: Set<String>
  let tags: [String]
  let path: String?

  init(_ pair: Matching.Pair) {
    keys = Set([pair.desired.key] + [pair.owned?.record.key].compactMap(\.self))
    formerKeys = Set(pair.desired.formerKeys)
    tags = pair.desired.spec.tags
    path = pair.desired.place.path
  }

  init(_ owned: OwnedMessage, key: String) {
    keys = [key, owned.record.key]
    formerKeys = []
    tags = owned.record.lastApplied.tags
    path = owned.record.provenance.file
  }

  fileprivate func isUnder(_ folder: String) -> Bool {
    guard let path else { return false }
    return folder.isEmpty || path == folder || path.hasPrefix("\(folder)/")
  }
}

/// A selection over what there is to select from.
struct Selector {
  private let only: [Meaning]
  private let except: [Meaning]
  /// Terms that name nothing, in the order in which they were written.
  let unmatched: [Selection.Term]

  /// What a term means once it is known what there is.
  private enum Meaning {
    case key(String)
    case formerKey(String)
    case tag(String)
    case path(String)

    func holds(of item: Selectable) -> Bool {
      switch self {
      case .key(let key): item.keys.contains(key)
      case .formerKey(let key): item.formerKeys.contains(key)
      case .tag(let tag): item.tags.contains(tag)
      case .path(let path): item.isUnder(path)
      }
    }
  }

  init(_ selection: Selection, among items: [Selectable]) {
    var unmatched: [Selection.Term] = []
    func meanings(of terms: [Selection.Term]) -> [Meaning] {
      terms.compactMap { term in
        let meaning = Self.possible(term).first { meaning in items.contains(where: meaning.holds) }
        if meaning == nil { unmatched.append(term) }
        return meaning
      }
    }
    only = meanings(of: selection.only)
    except = meanings(of: selection.except)
    self.unmatched = unmatched
    isAll = selection.only.isEmpty
  }

  private let isAll: Bool

  /// The first that is there is meant.
  private static func possible(_ term: Selection.Term) -> [Meaning] {
    switch term {
    case .tag(let tag): [.tag(tag)]
    case .path(let path): [.path(path)]
    case .word(let word, let path): [.key(word), .formerKey(word), .path(path)]
    }
  }

  func includes(_ item: Selectable) -> Bool {
    (isAll || only.contains { $0.holds(of: item) }) && !except.contains { $0.holds(of: item) }
  }
}

/// A message that the project owns.
public struct Holding: Sendable, Hashable {
  public let message: RemoteMessage
  public let record: Record
  /// What its campaign's file asks for; nil where no file has it.
  public let desired: DesiredMessage?
}

extension Planner {
  /// Terms of the person's selection that name no campaign and no message, in their order: slips,
  /// which must not widen or empty a plan.
  public var unmatchedTerms: [Selection.Term] {
    selector(of: matching)?.unmatched ?? []
  }

  /// What herald remembers with the messages that the project owns.
  public var records: [Record] { snapshot.messages.compactMap(\.record) }

  /// What is selected of the messages that the project owns, in the order of keys.
  public var selectedHoldings: [Holding] {
    let matching = matching
    let selector = selector(of: matching)
    let held = matching.pairs.compactMap { pair -> (Selectable, Holding)? in
      pair.owned.map {
        (Selectable(pair), Holding(message: $0.message, record: $0.record, desired: pair.desired))
      }
    }
    let left = matching.leftOver.map {
      (
        Selectable($0.owned, key: $0.key),
        Holding(message: $0.owned.message, record: $0.owned.record, desired: nil)
      )
    }
    return (held + left).filter { selector?.includes($0.0) ?? true }.map(\.1)
      .sorted { $0.record.key < $1.record.key }
  }

  /// Nil where everything is selected.
  func selector(of matching: Matching) -> Selector? {
    if intent.selection.isEverything { return nil }
    return Selector(
      intent.selection,
      among: matching.pairs.map(Selectable.init)
        + matching.leftOver.map { Selectable($0.owned, key: $0.key) }
        + owned.spare.map { Selectable($0, key: $0.record.key) })
  }

  /// Whether a doubt about a rename concerns what is selected.
  func isAbout(_ stop: Stop, _ matching: Matching, _ selector: Selector?) -> Bool {
    guard let selector, case .ambiguousRename(let key, _) = stop,
      let pair = matching.pairs.first(where: { $0.desired.key == key })
    else { return true }
    return selector.includes(Selectable(pair))
  }
}

/// Changes as they are found, those that a selection leaves out apart.
struct Drafts {
  private(set) var planned: [ChangeDraft] = []
  /// What is left out, changed or not.
  private(set) var leftOut = 0
  /// The ids that changes which are left out would free, and whose they are.
  private var unfreed: [String: String] = [:]

  mutating func plan(_ draft: ChangeDraft) { planned.append(draft) }

  /// Nil for what has no change.
  mutating func leaveOut(_ draft: ChangeDraft?) {
    leftOut += 1
    if let draft, let id = draft.movedFrom { unfreed[id] = draft.key }
  }

  /// A stop for each change that needs an id which nobody makes free.
  func torn(_ changes: [Change]) -> [Stop] {
    changes.compactMap { change in
      let ids = change.steps.compactMap { $0.draft?.externalID }
      guard let key = ids.compactMap({ unfreed[$0] }).first else { return nil }
      return .tornApart(change: change.number, key: change.key, needs: key)
    }
  }
}
