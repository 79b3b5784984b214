package import JSON
package import Planning

extension MovedMessage {
  /// Nil for a message that remembers no other project, or is not herald's: of a stranger's message
  /// nothing else need be understood.
  package init?(wire: JSONValue) {
    guard let record = wire["metadata"]?[Record.metadataName], record["former_ids"] != nil else {
      return nil
    }
    do throws(SpecJSONError) {
      let message = try SpecFields(wire, at: "")
      let kept = try SpecFields(record, at: "")
      self.init(
        id: try message.text("id"), externalID: try message.optionalText("external_id"),
        state: try message.choice("state", MessageState.self), project: try kept.text("project"),
        key: try kept.text("key"), formerKeys: try kept.texts("former_keys"),
        formerIDs: try kept.texts("former_ids"))
    } catch {
      // Somebody wrote it by hand, or a herald to come: it says nothing that could be relied on.
      return nil
    }
  }
}
