import JSON

/// What somebody does with a news item, which the sandbox is told: no app shows its newsfeeds.
enum ReadingAction: String, CaseIterable, Sendable {
  case receive, open, click, reply, dismiss, complete

  /// The file of an export that lists it, and its column there; nil where receipts say all of it.
  ///
  /// Intercom documents that there is one file for each statistic with the receipt's id in it, and the
  /// columns of receipts; how the others call theirs is told by nobody.
  var export: (file: String, column: String)? {
    switch self {
    case .receive: nil
    case .open: ("opens", "opened_at")
    case .click: ("clicks", "clicked_at")
    case .reply: ("replies", "replied_at")
    case .dismiss: ("dismissals", "dismissed_at")
    case .complete: ("completions", "completed_at")
    }
  }

  /// The column of receipts that holds when it was first done.
  var firstColumn: String? {
    switch self {
    case .receive: nil
    case .open: "first_open"
    case .click: "first_click"
    case .reply: "first_reply"
    case .dismiss: "first_dismissal"
    case .complete: "first_completion"
    }
  }
}

/// That somebody did something with a news item.
struct Reading: Sendable, Equatable {
  let newsItem: Reference
  let contact: Reference
  let action: ReadingAction
  /// Nil for now.
  let time: Int64?

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["news_item_id", "contact_id", "action", "at"], in: scope)
    let newsItem = reader.reference(scope, "news_item_id")
    let contact = reader.reference(scope, "contact_id")
    if reader.value(scope, "action") == nil { reader.missing("action") }
    let action = reader.choice(scope, "action", of: ReadingAction.self)
    time = reader.integer(scope, "at", in: PeopleLimits.times)
    guard reader.problems.isEmpty, let newsItem, let contact, let action else {
      throw Refusal(reader.problems)
    }
    self.newsItem = newsItem
    self.contact = contact
    self.action = action
  }
}
