import Audiences
import JSON
import Planning

/// A draft as the planner makes one, of a chat unless it is given a spec.
func draft(
  _ key: String, of test: TestDestination, spec: MessageSpec? = nil, state: MessageState? = nil,
  revision: Int = 1, otherMetadata: JSONObject = [:]
) -> MessageDraft {
  let lastApplied = spec ?? chat(from: test)
  var written = lastApplied
  written.sender = test.author
  return MessageDraft(
    externalID: "acme/\(key)", name: key, state: state ?? MessageState(written.status),
    spec: written,
    record: Record(
      project: "acme", environment: "production", key: key, formerKeys: ["former-\(key)"],
      lifecycle: Lifecycle(protect: false, onRemoval: .delete), revision: revision,
      provenance: Provenance(file: "a/\(key).yaml", commit: GitCommit(id: "c0ffee")),
      lastApplied: lastApplied),
    otherMetadata: otherMetadata)
}

func chat(from test: TestDestination, _ body: String = "Hello.") -> MessageSpec {
  MessageSpec(
    format: .chat, status: .live, sender: test.senders[0], audience: .everyone, body: body)
}

extension RemoteMessage {
  /// What a person would write who changes the message by hand: herald's record stays as it is.
  func changed(
    _ record: Record, state: MessageState? = nil, _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> Step {
    var spec = spec
    edit(&spec)
    return .update(
      id: id, etag: etag,
      MessageDraft(
        externalID: externalID ?? "", name: name ?? "", state: state ?? self.state, spec: spec,
        record: record, otherMetadata: otherMetadata))
  }
}

extension MessageSpec {
  /// Its bytes: text that Unicode calls equivalent but that is stored otherwise differs here.
  var bytes: [UInt8] { JSONValue.object(json).compact() }
}
