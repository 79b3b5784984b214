import HTTP
import JSON
import Planning

extension IntercomClient {
  /// Takes over a news item that somebody made by hand, as a plan saw it: an article remembers it from
  /// now on. The item itself is not written.
  func adopt(
    item id: String, _ etag: String, _ draft: MessageDraft, _ needs: MessageNeeds
  ) async throws(RemoteError) -> RemoteMessage {
    let held = try await reader.workspace()
    if let owner = held.owner(ofItem: id) {
      // One's own attempt may have landed after all.
      guard owner.entry.record == draft.record else { throw .conflict(holder: owner.articleID) }
      return try await written(owner.articleID)
    }
    guard let item = held.news[id], HandmadePost(item).etag == etag else { throw .moved }
    if let other = held.campaigns.first(where: { $0.entry.externalID == draft.externalID }) {
      throw .conflict(holder: other.articleID)
    }
    let articleID = try await make(RegistryEntry(draft, adopting: item), needs)
    do throws(RemoteError) {
      try await giveWay(articleID, of: id, draft.externalID)
    } catch {
      throw error.leavingWriteOpen ?? error
    }
    return try await written(articleID)
  }

  /// Takes the article away again where somebody else was first: of two that remember one item, each
  /// would undo what the other does.
  private func giveWay(
    _ articleID: String, of item: String, _ externalID: String
  ) async throws(RemoteError) {
    let twins = try await reader.workspace().campaigns.filter {
      $0.entry.news?.id == item || $0.entry.externalID == externalID
    }
    guard let first = twins.map(\.articleID).min(by: IntercomList.isEarlier), first != articleID
    else { return }
    try await send(.delete, "/internal_articles/\(percentEncoded(articleID))", nil)
    throw .conflict(holder: first)
  }
}

extension IntercomWorkspace {
  /// The campaign that a news item is of.
  fileprivate func owner(ofItem id: String) -> Campaign? {
    campaigns.first { $0.entry.news?.id == id }
  }
}

extension RegistryEntry {
  /// What is to be remembered of a news item that is there already.
  fileprivate init(_ draft: MessageDraft, adopting item: NewsItem) {
    self.init(
      externalID: draft.externalID, name: draft.name, state: draft.state, record: draft.record,
      otherMetadata: draft.otherMetadata, liveAt: item.shownSince,
      news: News(id: item.id, isPublished: item.isLive, firstPublishedAt: item.shownSince),
      // Since when it says what it does, nobody knows.
      versions: [ContentVersion(number: 1, revision: draft.record.revision, createdAt: nil)])
  }
}
