package import Planning

extension Bystanders {
  /// As a workspace that is kept in memory sorts its messages.
  package init(of messages: [RemoteMessage]) {
    self.init(
      unowned: messages.filter { $0.record == nil && $0.recordProblem == nil },
      claimed: messages.compactMap { message in
        message.record.map {
          ClaimedMessage(
            id: message.id, name: message.name,
            owner: .project($0.project, environment: $0.environment, key: $0.key))
        }
      },
      moved: messages.compactMap { message in
        guard let record = message.record, !record.formerIDs.isEmpty else { return nil }
        return MovedMessage(
          id: message.id, externalID: message.externalID, state: message.state,
          project: record.project, key: record.key, formerKeys: record.formerKeys,
          formerIDs: record.formerIDs)
      })
  }
}
