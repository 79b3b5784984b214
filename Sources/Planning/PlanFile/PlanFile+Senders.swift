/// A saved plan goes where anybody may read it, so it holds no address that the files do not say.
///
/// An address of an admin is written as `@` and the admin's id, and one that only a message remembers
/// as `@` alone: the workspace has both when the plan is carried out.
struct SenderShelter {
  /// In lower case.
  private let said: Set<String>
  private let senders: Senders
  private let remembered: [String: Sender]

  init(_ desired: DesiredSet?, over snapshot: Snapshot) {
    said = Set(
      (desired?.messages ?? []).compactMap { message in
        if case .email(let address) = message.spec.sender { address.lowercased() } else { nil }
      })
    senders = Senders(snapshot.admins)
    remembered = Dictionary(
      snapshot.messages.compactMap { message in
        message.record.map { (message.id, $0.lastApplied.sender) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static let mark: Character = "@"

  /// As it is written to a file.
  func hidden(_ plan: Plan) -> Plan {
    plan.naming { sender in
      guard isSecret(sender), let admin = senders.admin(sender) else { return sender }
      return .email("\(Self.mark)\(admin.id)")
    } remembered: { sender, id in
      isSecret(sender) && id.flatMap({ remembered[$0] }) == sender
        ? .email("\(Self.mark)") : sender
    }
  }

  /// As it was before it was written.
  func shown(_ plan: Plan) -> Plan {
    plan.naming { sender in
      guard let id = Self.admin(behind: sender) else { return sender }
      return senders.readable(.id(id))
    } remembered: { sender, id in
      sender == .email("\(Self.mark)") ? id.flatMap { remembered[$0] } ?? sender : sender
    }
  }

  private func isSecret(_ sender: Sender) -> Bool {
    guard case .email(let address) = sender else { return false }
    return !said.contains(address.lowercased())
  }

  /// Nil for what is no hidden address: a file's has something before its `@`.
  private static func admin(behind sender: Sender) -> String? {
    guard case .email(let text) = sender, text.first == mark, text.count > 1 else { return nil }
    return String(text.dropFirst())
  }
}

extension Plan {
  /// The plan with its senders named otherwise.
  ///
  /// - Parameter remembered: for what messages remember; told the id of the message too.
  fileprivate func naming(
    _ name: (Sender) -> Sender, remembered: (Sender, String?) -> Sender
  ) -> Plan {
    func naming(_ spec: MessageSpec) -> MessageSpec {
      var spec = spec
      spec.sender = name(spec.sender)
      return spec
    }
    func naming(_ value: FieldValue) -> FieldValue {
      guard case .text(let text) = value else { return value }
      return .text(name(Sender(text: text)).text)
    }
    var plan = self
    plan.changes = changes.map { change in
      change.with(
        before: change.before.map(naming), after: change.after.map(naming),
        fields: change.fields.map { field in
          guard field.name == FieldName.sender else { return field }
          return FieldChange(
            field.name, before: field.before.map(naming), after: field.after.map(naming),
            cause: field.cause)
        },
        steps: change.steps.map { step in
          step.with { draft in
            var record = draft.record
            record.lastApplied.sender = remembered(record.lastApplied.sender, step.messageID)
            return MessageDraft(
              externalID: draft.externalID, name: draft.name, state: draft.state,
              spec: naming(draft.spec), record: record, otherMetadata: draft.otherMetadata)
          }
        })
    }
    return plan
  }
}
