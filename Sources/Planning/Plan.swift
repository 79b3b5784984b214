public import JSON

/// What apply would do, and everything that a person needs to judge it.
public struct Plan: Sendable, Hashable {
  public let project: String
  public let environment: String
  public let workspace: Workspace
  /// The most dangerous first, numbered from 1.
  public internal(set) var changes: [Change]
  /// Campaigns that the remote already holds as the files say.
  public let unchanged: Int
  /// What is worth knowing and changes nothing.
  public internal(set) var notes: [Note]
  /// Why apply refuses; empty when it does not.
  public internal(set) var stops: [Stop]
  /// Whom the changes expose, all together; nil where nobody was counted.
  public internal(set) var reach: TotalReach?

  public init(
    project: String, environment: String, workspace: Workspace, changes: [Change], unchanged: Int,
    notes: [Note], stops: [Stop], reach: TotalReach? = nil
  ) {
    self.project = project
    self.environment = environment
    self.workspace = workspace
    self.changes = changes
    self.unchanged = unchanged
    self.notes = notes
    self.stops = stops
    self.reach = reach
  }

  public var isEmpty: Bool { changes.isEmpty }

  /// Whether both do and say the same, but for the number of people: those come and go.
  public func doesTheSame(as other: Plan) -> Bool { withoutReach == other.withoutReach }

  private var withoutReach: Plan {
    var plan = self
    plan.reach = nil
    plan.notes.removeAll { if case .historyUnknown = $0 { true } else { false } }
    for index in changes.indices {
      plan.changes[index].reach = nil
      plan.changes[index].neighbours = nil
      plan.changes[index].history = nil
    }
    return plan
  }
}

/// One change of one message.
public struct Change: Sendable, Hashable {
  public enum Action: String, Sendable, Hashable, CaseIterable {
    case create
    case update
    /// A field that is fixed once a message is live has changed: the old one makes way for a new one.
    case replace
    /// An archived message comes back, with its id and history.
    case restore
    /// It stops showing and keeps its history.
    case archive
    case delete
    /// A message that nobody's files own, and that says the same already, becomes the project's.
    case adopt
  }

  /// Its place in the plan, from 1: how people and reports name it.
  public let number: Int
  public let key: String
  public let action: Action
  /// The `external_id` that it has until then, or remembers, when the change gives it another one.
  public let movedFrom: String?
  /// Nil when no file has it any more.
  public let place: Place?
  /// The file that it was last applied from, for a message without one.
  public let lastFile: String?
  /// What the remote holds; nil for a new message.
  public let before: MessageSpec?
  public let stateBefore: MessageState?
  /// What the remote will hold; nil for a message that is deleted.
  public let stateAfter: MessageState?
  /// What the files say; nil for a message that goes.
  public let after: MessageSpec?
  /// In the order of `FieldName`; only what differs.
  public let fields: [FieldChange]
  public let unchangedFields: Int
  /// The message is protected, and the change would take it away.
  public let isProtected: Bool
  public let consequences: [Consequence]
  /// Nil where the same people see the same message, and where nobody was counted.
  public internal(set) var reach: Reach? = nil
  /// Nil where it shows beside nobody, and where nobody looked.
  public internal(set) var neighbours: Neighbours? = nil
  /// What its message has done so far; nil where nobody was shown it, and where nobody asked.
  public internal(set) var history: History? = nil
  /// What is done to the remote, one after the other.
  public internal(set) var steps: [Step]
  /// Numbers of changes that must have succeeded before this one starts.
  public let needs: [Int]
}

/// What a change brings with it that its fields do not show.
public enum Consequence: Sendable, Hashable {
  /// The first person was shown it at this time (Unix seconds); a revert brings it back.
  case archivedWithHistory(shownAt: Int64)
  /// Nobody has seen it.
  case deletedUnseen
  /// Its file is there, and keeps it to other environments (`only_in`).
  case keptElsewhere
  /// Somebody changed these fields of what goes since it was applied.
  case changedOutside(fields: [String])
  /// The files say by now what somebody else changed: only what is remembered changes.
  case takesOver(fields: [String])
  /// People have seen it, and its file asked for deletion: the history goes too.
  case deletedWithHistory
  /// Fields that are fixed once a message is live, or its audience frozen.
  case replacedBecause(fixed: [String])
  /// Whom the old message was shown to will be shown the new one.
  case shownAgain
  /// Those who have seen it will not see the new copy.
  case seenCopyStays
  case restored
  case startsInThePast
  case endsInThePast
  /// Another person or tool paused it; this change leaves it so.
  case staysPaused
}

/// What is worth knowing about what does not change.
public enum Note: Sendable, Hashable {
  /// Paused by another person or tool, while its file says `live`: an apply does not lift it.
  case pausedOutside(key: String)
  /// So many changes can expose people, and nobody has counted them; nothing limits them.
  case reachNotCounted(changes: Int)
  /// Who else shows beside so many changes was not looked for: a plan holds so many campaigns against
  /// one another, and no more.
  case neighboursNotSought(changes: Int)
  /// The person's selection leaves out so many campaigns, and messages without a file.
  case leftOut(Int)
  /// Campaigns that the remote cannot do, and that the environment leaves out; by key.
  case skipped([Omission])
  /// A message with one of the project's ids, whose record cannot be read, and that no file is for:
  /// it may be protected, so it is left alone.
  case unreadable(externalID: String)
  /// The workspace does not tell what the messages of so many changes have done.
  case historyUnknown(changes: Int)
}

/// Why a plan is not applied.
public enum Stop: Sendable, Hashable {
  /// No file is left for anything that the project owns.
  case everythingGone(owned: Int)
  /// The message of a change is protected.
  case protected(change: Int, key: String)
  /// More live messages would go than allowed.
  case tooManyDeletes(count: Int, live: Int, allowed: Int)
  /// The files and the remote both changed these fields, differently.
  case conflict(change: Int, key: String, fields: [String])
  /// The workspace belongs to another environment of the project.
  case otherEnvironment(String, messages: Int)
  /// A message with the `external_id` that a campaign needs, which is not the project's own.
  case taken(externalID: String, Holder)
  /// A campaign to be created was a message of this project before another one took it over: it
  /// would be shown to everyone again.
  case movedAway(change: Int, key: String, to: MovedMessage)
  /// A change takes the place of a message that the person's selection leaves out, and that would
  /// have to make way first.
  case tornApart(change: Int, key: String, needs: String)
  /// The plan exposes more people than it may, or perhaps does where the count is a bound.
  case tooManyExposed(count: Headcount, allowed: Int)
  /// A campaign would reach more people than one may, or perhaps does where the count is a bound.
  case reachesTooMany(change: Int, key: String, count: Headcount, allowed: Int)
  /// So many changes can expose people, nobody has counted them, and these limits are set.
  case notCounted(changes: Int, limits: [String])
  /// Nothing may be applied before an instant (Unix seconds), whose day is meant in the time zone.
  case frozen(until: Int64, timeZone: String, reason: String)
  /// A rename that could be meant in two ways.
  case ambiguousRename(key: String, from: [String])

  public enum Holder: Sendable, Hashable {
    case nobody
    case project(String)
    case unreadableRecord(SpecJSONError)
  }
}

/// One write to the remote.
public enum Step: Sendable, Hashable {
  /// Refused by the remote when the `external_id` is taken.
  case create(MessageDraft)
  /// Refused by the remote when the message is no longer the one of the tag.
  case update(id: String, etag: String, MessageDraft)
  case delete(id: String, etag: String)
}

extension Step {
  /// What it writes; nil when it deletes.
  public var draft: MessageDraft? {
    switch self {
    case .create(let draft), .update(_, _, let draft): draft
    case .delete: nil
    }
  }
}

/// Everything of a message that a write sets.
public struct MessageDraft: Sendable, Hashable {
  public let externalID: String
  public let name: String
  public let state: MessageState
  /// Its sender is an id, where the workspace knows the admin.
  public let spec: MessageSpec
  public let record: Record
  public let otherMetadata: JSONObject

  public init(
    externalID: String, name: String, state: MessageState, spec: MessageSpec, record: Record,
    otherMetadata: JSONObject
  ) {
    self.externalID = externalID
    self.name = name
    self.state = state
    self.spec = spec
    self.record = record
    self.otherMetadata = otherMetadata
  }

  /// The draft with another record.
  func with(_ record: Record) -> MessageDraft {
    MessageDraft(
      externalID: externalID, name: name, state: state, spec: spec, record: record,
      otherMetadata: otherMetadata)
  }
}
