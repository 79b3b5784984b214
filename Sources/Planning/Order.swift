/// A change before it has its place in the plan.
struct ChangeDraft {
  var key: String
  var action: Change.Action
  var movedFrom: String?
  var place: Place?
  var lastFile: String?
  var before: MessageSpec?
  var stateBefore: MessageState?
  var after: MessageSpec?
  var fields: [FieldChange] = []
  var unchangedFields = 0
  var isProtected = false
  var consequences: [Consequence]
  var steps: [Step]

  var stateAfter: MessageState? { steps.last?.draft?.state }
}

/// How much a change can hurt: the order of a plan.
private enum Danger: Int, Comparable {
  /// A live message goes, or makes way for another.
  case removesLive
  /// People who could not see a message before can after.
  case exposes
  /// What people are being shown says something else.
  case changesLiveCopy
  case changesLive
  case rest

  static func < (left: Danger, right: Danger) -> Bool { left.rawValue < right.rawValue }
}

extension ChangeDraft {
  private var danger: Danger {
    let wasLive = stateBefore == .live
    let willBeLive = stateAfter == .live
    switch action {
    case .delete, .archive, .replace: return wasLive ? .removesLive : .rest
    case .create, .restore: return willBeLive ? .exposes : .rest
    case .adopt: return .rest
    case .update:
      if willBeLive, !wasLive || fields.contains(where: { Self.exposing.contains($0.name) }) {
        return .exposes
      }
      guard wasLive else { return .rest }
      return fields.contains(where: \.isCopy) ? .changesLiveCopy : .changesLive
    }
  }

  /// Fields whose change can show a live message to more people.
  private static let exposing: Set<String> = [
    FieldName.audience, FieldName.pages, FieldName.start, FieldName.end, FieldName.send,
    FieldName.frequency,
  ]

  /// By danger, then by key, then by the message: the same plan on every run.
  fileprivate static func inOrder(_ left: ChangeDraft, _ right: ChangeDraft) -> Bool {
    (left.danger, left.key, left.messageID) < (right.danger, right.key, right.messageID)
  }

  /// Empty for a new message.
  private var messageID: String {
    switch steps.first {
    case .update(let id, _, _)?, .delete(let id, _)?: id
    case .create?, nil: ""
    }
  }
}

extension Planner {
  static func numbered(_ drafts: [ChangeDraft]) -> [Change] {
    let ordered = drafts.sorted(by: ChangeDraft.inOrder)
    var freed: [String: Int] = [:]
    for (index, draft) in ordered.enumerated() {
      if let id = draft.movedFrom { freed[id] = index + 1 }
    }
    return ordered.enumerated().map { index, draft in
      Change(
        number: index + 1, key: draft.key, action: draft.action, movedFrom: draft.movedFrom,
        place: draft.place, lastFile: draft.lastFile, before: draft.before,
        stateBefore: draft.stateBefore, stateAfter: draft.stateAfter, after: draft.after,
        fields: draft.fields,
        unchangedFields: draft.unchangedFields, isProtected: draft.isProtected,
        consequences: draft.consequences, steps: draft.steps,
        needs: draft.steps.compactMap { $0.draft?.externalID }.compactMap { freed[$0] }
          .filter { $0 != index + 1 })
    }
  }
}
