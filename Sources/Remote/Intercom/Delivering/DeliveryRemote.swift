package import Audiences
package import Planning

/// A workspace without targeted messages, as who delivers sees it.
///
/// A person is sent a chat in three steps, each of which tells whether the next may be done: their
/// tags are read, they are given the ledger's tag, they are sent the message.
package protocol DeliveryRemote: Sendable {
  /// The campaigns of the projects, with what became of delivering them.
  func board(of projects: [String]) async throws(RemoteError) -> DeliveryBoard

  /// How a campaign stands now; nil where it is gone.
  func standing(of id: String) async throws(RemoteError) -> CampaignStanding?

  /// The log of a campaign as it is now; nil where there is none.
  func log(_ id: DeliveryLogID) async throws(RemoteError) -> DeliveryLog?

  /// Makes the log of a campaign, unless somebody else has: what is there is what counts.
  func open(
    _ log: DeliveryLog, author: Sender
  ) async throws(RemoteError) -> (id: DeliveryLogID, log: DeliveryLog)

  /// Replaces a log.
  ///
  /// - Parameter time: what it may take until it is answered: one that comes late comes over what
  ///   somebody else has written. Nil where nobody else can.
  func write(
    _ log: DeliveryLog, _ id: DeliveryLogID, author: Sender, within time: Duration?
  ) async throws(RemoteError)

  /// The ledger's tag of that name, which is made where there is none.
  func ledger(named name: String) async throws(RemoteError) -> LedgerTag

  /// A ledger's tag as it is called now; nil where somebody deleted it.
  func ledger(_ id: String) async throws(RemoteError) -> LedgerTag?

  /// How many people have a ledger's tag, as far as search knows: it lags.
  func count(ledger id: String) async throws(RemoteError) -> Int

  /// Who matches a rule, page by page; without who has the ledger's tag, as far as search knows.
  ///
  /// - Parameters:
  ///   - spec: the chat, whose audience and placeholders are asked about.
  ///   - moment: the one at which the audience is looked at.
  ///   - pageSize: how many people a page has at most: those who are sent to soon after.
  func recipients(
    of spec: MessageSpec, without ledgerID: String?, at moment: Moment, pageSize: Int
  ) async throws(RemoteError) -> RecipientPages

  /// Whether somebody has a tag right now.
  func has(_ contact: String, ledger id: String) async throws(RemoteError) -> Bool

  /// Gives somebody the ledger's tag.
  ///
  /// - Parameter time: what it may take until it is answered.
  func claim(
    _ contact: String, ledger id: String, within time: Duration
  ) async throws(RemoteError) -> LedgerTag

  /// Takes the ledger's tag from somebody.
  ///
  /// - Parameter time: what it may take until it is answered: later, the tag may be another's.
  func release(
    _ contact: String, ledger id: String, within time: Duration
  ) async throws(RemoteError)

  /// Sends one person one message, at once and once: `limited` where the workspace takes nothing now,
  /// and who is to be sent to may be asked again.
  func send(_ message: OutgoingMessage) async throws(RemoteError)

  /// Lets people see a post, or not.
  func setPost(_ itemID: String, isLive: Bool) async throws(RemoteError)
}

/// Where a log is kept.
package struct DeliveryLogID: Sendable, Hashable {
  package let articleID: String

  package init(articleID: String) { self.articleID = articleID }
}

/// A chat for one person.
package struct OutgoingMessage: Sendable, Hashable {
  package let sender: Sender
  package let recipient: Recipient
  package let html: String

  package init(sender: Sender, recipient: Recipient, html: String) {
    self.sender = sender
    self.recipient = recipient
    self.html = html
  }
}

/// What a project has to deliver.
package struct DeliveryBoard: Sendable {
  package let workspace: Workspace
  /// Sorted by key.
  package let campaigns: [DeliverableCampaign]

  package init(workspace: Workspace, campaigns: [DeliverableCampaign]) {
    self.workspace = workspace
    self.campaigns = campaigns
  }
}

/// What of a campaign tells whether it is still the one whose delivery began.
package struct CampaignStanding: Sendable, Hashable {
  /// As its article says; a pause by the tag's name shows in the tag alone.
  package let state: MessageState
  package let etag: String

  package init(state: MessageState, etag: String) {
    self.state = state
    self.etag = etag
  }
}

package struct DeliverableCampaign: Sendable {
  package let message: RemoteMessage
  /// Nil for a chat.
  package let post: Post?
  /// Nil where nothing was delivered yet.
  package let log: (id: DeliveryLogID, log: DeliveryLog)?

  package struct Post: Sendable, Hashable {
    package let itemID: String
    package let isLive: Bool
    /// Whether it is remembered that herald has set it live: a draft then is one that somebody took
    /// back.
    package let isNoted: Bool

    package init(itemID: String, isLive: Bool, isNoted: Bool) {
      self.itemID = itemID
      self.isLive = isLive
      self.isNoted = isNoted
    }
  }

  package init(
    message: RemoteMessage, post: Post?, log: (id: DeliveryLogID, log: DeliveryLog)?
  ) {
    self.message = message
    self.post = post
    self.log = log
  }

  package var key: String { message.record?.key ?? message.id }

  private var externalID: String { message.externalID ?? key }

  /// What its ledger's tag is called as long as nobody stops the delivery.
  package var ledgerName: String { LedgerTag.name(of: externalID, isPaused: false) }

  /// The log as it is now, made where there is none.
  ///
  /// - Parameter now: Unix seconds.
  package func openedLog(
    in remote: any DeliveryRemote, at now: Int64
  ) async throws(RemoteError) -> (id: DeliveryLogID, log: DeliveryLog) {
    if let log, let kept = try await remote.log(log.id) { return (log.id, kept) }
    return try await remote.open(
      DeliveryLog(campaignID: message.id, externalID: externalID, tagID: nil, openedAt: now),
      author: message.spec.sender)
  }
}

/// Pages of people, each asked for when it is wanted.
package struct RecipientPages: Sendable {
  /// The next page; nil when all were read.
  package let next: @Sendable () async throws(RemoteError) -> [Recipient]?
  /// Somebody of a page with what fills the copy and takes requests of their own to learn: asked for
  /// right before they are sent to.
  package let completed: @Sendable (Recipient) async throws(RemoteError) -> Recipient
  /// Of how many people of the pages so far it could not be told whether they match; they are left out.
  package let undecided: @Sendable () -> Int

  package init(
    next: @escaping @Sendable () async throws(RemoteError) -> [Recipient]?,
    completed: @escaping @Sendable (Recipient) async throws(RemoteError) -> Recipient,
    undecided: @escaping @Sendable () -> Int
  ) {
    self.undecided = undecided
    self.next = next
    self.completed = completed
  }
}
