import Audiences
import GRDB
import JSON
import Synchronization

/// A live message, ready to be looked at for many people.
///
/// A class, since it is large, and every ping looks at many.
final class LiveCampaign: Sendable {
  enum Trigger: Sendable, Equatable {
    case pageLoad
    /// In seconds on the page.
    case delay(Int64)
    case event(String)
  }

  enum Audience: Sendable {
    /// Of a one-time send: nil until its people are fixed.
    case fixed(ContactSet?)
    /// With each segment's rule in its place.
    case rule(Rule)
  }

  let id: Int64
  let contentVersion: Int64
  let liveAt: Int64
  let startsAt: Int64?
  let endsAt: Int64?
  let audience: Audience
  let trigger: Trigger
  let pages: [PagePattern]
  let frequency: DisplayFrequency
  let copy: CampaignCopy
  private let wasShown: Mutex<Bool>

  func isScheduled(at now: Int64) -> Bool {
    (startsAt.map { $0 <= now } ?? true) && (endsAt.map { $0 > now } ?? true)
  }

  func isOn(_ page: PageAddress) -> Bool {
    pages.isEmpty || pages.contains { $0.matches(page) }
  }

  /// Whether somebody with these receipts of it may see it, in a view of a page.
  func mayBeShown(after receipts: ReceiptsOfMessage, in view: String?) -> Bool {
    if receipts.contains(where: { $0.dismissedAt != nil }) { return false }
    switch frequency {
    case .showUntilDismissed: return true
    case .showOnce:
      // Who asks again in the same view has lost the answer, or draws the page anew.
      return receipts.allSatisfy { view != nil && $0.view == view }
    }
  }

  /// Whether this is the first time that anybody is shown it, as far as is known here: true once.
  func isFirstShowing() -> Bool {
    wasShown.withLock { wasShown in
      defer { wasShown = true }
      return !wasShown
    }
  }

  /// - Parameters:
  ///   - segments: what each segment's name stands for.
  ///   - people: those of a one-time send, once they are fixed.
  init(
    _ row: MessageRow, segments: [ExactText: Rule], people: ContactSet?, senderName: String
  ) throws {
    guard let document = try JSONValue(parsing: row.document).object,
      let audience = document["to"]?["audience"]
    else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "message \(row.id) has no audience")
    }
    let display = document["display"]
    id = row.id
    contentVersion = row.contentVersion
    liveAt = row.liveAt ?? row.createdAt
    startsAt = row.draft.startsAt
    endsAt = row.draft.endsAt
    self.audience =
      row.draft.send == .once
      ? .fixed(people)
      : .rule(try Rule(wire: audience).replacingSegments(with: segments))
    trigger = Trigger(display?["trigger"])
    pages = (display?["pages"]?.array ?? []).compactMap(\.string).map(PagePattern.init)
    frequency =
      (display?["frequency"]?.string).flatMap(DisplayFrequency.init(rawValue:)) ?? .showOnce
    copy = CampaignCopy(of: document, senderName: senderName)
    wasShown = Mutex(row.shownAt != nil)
  }
}

extension LiveCampaign.Trigger {
  fileprivate init(_ json: JSONValue?) {
    switch (json?["type"]?.string).flatMap(DisplayTrigger.init(rawValue:)) {
    case .pageLoad, nil: self = .pageLoad
    case .delay: self = .delay(json?["seconds"]?.integer ?? 0)
    case .event: self = .event(json?["event"]?.string ?? "")
    }
  }
}
