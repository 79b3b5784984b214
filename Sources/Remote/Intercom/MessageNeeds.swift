import Audiences
import JSON
import Planning

/// What a message needs of the workspace, looked up before anything of it is written.
struct MessageNeeds: Sendable {
  /// The id of who it is from, as the API wants it.
  let sender: JSONValue
  /// Of a post that people are to see; nil for what keeps the newsfeeds that it has.
  let newsfeedID: Int64?
}

extension IntercomReader {
  /// - Throws: `lacking`, among others.
  func needs(of draft: MessageDraft) async throws(RemoteError) -> MessageNeeds {
    // What takes a message from people is done whatever it is.
    if draft.state == .live {
      // By what the files ask for: what somebody made of it in Intercom says otherwise.
      let shortcomings = draft.record.lastApplied.shortcomingsOnIntercom.unsupported
      guard shortcomings.isEmpty else { throw .lacking(.unsupported(shortcomings)) }
    }
    return MessageNeeds(
      sender: try number(of: draft.spec.sender), newsfeedID: try await newsfeedID(of: draft))
  }

  /// The id of an admin as this API wants it.
  func number(of sender: Sender) throws(RemoteError) -> JSONValue {
    switch sender {
    case .id(let id):
      guard let number = Int64(id) else { throw .lacking(.noAdmin(api.words.sentence(id))) }
      return .integer(number)
    case .email(let email): throw .lacking(.noAdmin(api.words.sentence(email)))
    }
  }

  /// What is paused or archived keeps its newsfeeds, whatever they are: no name may get in the way.
  private func newsfeedID(of draft: MessageDraft) async throws(RemoteError) -> Int64? {
    guard draft.state == .live, draft.spec.format == .post,
      case .newsfeed(let name) = draft.spec.audience
    else { return nil }
    let named = Self.feedNames(try await list("/news/newsfeeds"))
      .filter { ExactText($0.value) == ExactText(name) }
    guard named.count <= 1 else {
      throw .lacking(.severalNewsfeeds(api.words.sentence(name)))
    }
    guard let id = named.keys.first.flatMap(Int64.init) else {
      throw .lacking(.noNewsfeed(api.words.sentence(name)))
    }
    return id
  }
}
