import JSON

extension MessageDraft {
  /// What a remote keeps of the message otherwise than this draft set it; `before` is what it keeps.
  ///
  /// Compared with what was sent, and not with another plan: what a plan takes for settled, as a
  /// pause made outside, would go unseen.
  public func differences(from message: RemoteMessage) -> [FieldChange] {
    let comparison = Comparison(
      files: Self.fields(spec, state, name, externalID),
      remote: Self.fields(message.spec, message.state, message.name, message.externalID), base: nil)
    return comparison.changes + memory(of: message)
  }

  private static func fields(
    _ spec: MessageSpec, _ state: MessageState, _ name: String?, _ externalID: String?
  ) -> [Field] {
    let content = spec.fields.map { field in
      field.name == FieldName.status ? Field(field.name, .text(state.rawValue)) : field
    }
    return [("external_id", externalID), ("name", name)].compactMap { field, text in
      text.map { Field(field, .text($0)) }
    } + content
  }

  /// What herald and others remember with it: without that, the next plan is another.
  private func memory(of message: RemoteMessage) -> [FieldChange] {
    var changes: [FieldChange] = []
    if message.record != record {
      let sent = record.summary
      let kept = message.record?.summary ?? message.recordProblem.map { _ in "unreadable" }
      changes.append(
        FieldChange(
          "metadata.\(Record.metadataName)",
          before: (kept == sent ? "\(sent), altered" : kept).map(FieldValue.text),
          after: .text(sent), cause: .files))
    }
    for member in otherMetadata.members {
      let kept = message.otherMetadata[member.name]
      guard kept != member.value else { continue }
      changes.append(
        FieldChange(
          "metadata.\(member.name)", before: kept.map { _ in .text("altered") },
          after: .text("as it was"), cause: .files))
    }
    return changes
  }
}

extension Record {
  fileprivate var summary: String { "revision \(revision) of \(project)/\(key)" }
}
