public import Planning
import Remote

/// A message that, read again, is not as it was written.
public struct KeptOtherwise: Sendable, Hashable {
  /// Of the change that wrote it.
  public let change: Change
  /// What differs; `before` is what the remote keeps.
  public let fields: [FieldChange]
  /// Somebody has changed it since it was written: the remote kept what it was given.
  public let isChangedSince: Bool

  public init(change: Change, fields: [FieldChange], isChangedSince: Bool) {
    self.change = change
    self.fields = fields
    self.isChangedSince = isChangedSince
  }
}

extension ApplyReport {
  /// Compares every step that was carried out with what is there now; in the plan's order.
  public func keptOtherwise(in snapshot: Snapshot) -> [KeptOtherwise] {
    let messages = Dictionary(
      snapshot.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return results.flatMap { result in
      zip(result.change.steps, result.steps).compactMap { step, done in
        Self.keptOtherwise(result.change, step, done, messages)
      }
    }
  }

  private static func keptOtherwise(
    _ change: Change, _ step: Step, _ done: StepResult, _ messages: [String: RemoteMessage]
  ) -> KeptOtherwise? {
    switch (step, done) {
    case (.delete(let id, let etag), _):
      guard let message = messages[id] else { return nil }
      return KeptOtherwise(
        change: change,
        fields: [
          FieldChange("state", before: .text(message.state.rawValue), after: nil, cause: .files)
        ], isChangedSince: message.etag != etag)
    case (.create(let draft), .written(let written)),
      (.update(_, _, let draft), .written(let written)):
      guard let message = messages[written.id] else {
        return KeptOtherwise(
          change: change,
          fields: [
            FieldChange("external_id", before: nil, after: .text(draft.externalID), cause: .files)
          ], isChangedSince: false)
      }
      let fields = draft.differences(from: message)
      return fields.isEmpty
        ? nil
        : KeptOtherwise(
          change: change, fields: fields, isChangedSince: message.etag != written.etag)
    case (.create, .deleted), (.update, .deleted):
      preconditionFailure("a step that writes ends with what was written")
    }
  }
}
