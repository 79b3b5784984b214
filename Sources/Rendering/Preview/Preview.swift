import Audiences
public import Diagnostics
public import Planning

/// Campaigns as people will see them, before that is a page.
public struct Preview: Sendable {
  /// What the workspace holds, and who writes there.
  public enum Comparison: Sendable {
    case made(Plan, [Admin])
    /// Nobody could be asked, for this reason: then only the files are shown.
    /// The plan would say what the environment leaves out.
    case notMade(reason: String, leftOut: [Omission])
  }

  public struct Campaign: Sendable {
    public let key: String
    /// Nil where no file has it any more.
    public let place: Place?
    /// Nil where it stays as it is, and where nothing was compared.
    public let change: Change?
    /// What people see until the change; nil where they see nothing.
    public let before: MessageSpec?
    /// What they will see; nil where it goes.
    public let after: MessageSpec?
    /// Whom it reaches now, where its change does not say; nil where that was not counted.
    public let people: PeopleCount?
    /// What is to be said of its file.
    public let findings: [Diagnostic]

    public init(
      key: String, place: Place?, change: Change?, before: MessageSpec?, after: MessageSpec?,
      people: PeopleCount?, findings: [Diagnostic]
    ) {
      self.key = key
      self.place = place
      self.change = change
      self.before = before
      self.after = after
      self.people = people
      self.findings = findings
    }
  }

  public let project: String
  public let environment: String
  public let comparison: Comparison
  /// In the order in which they are shown.
  public let campaigns: [Campaign]
  /// What the paths of places begin with, as `campaigns/`.
  public let pathPrefix: String

  public init(
    project: String, environment: String, comparison: Comparison, campaigns: [Campaign],
    pathPrefix: String
  ) {
    self.project = project
    self.environment = environment
    self.comparison = comparison
    self.campaigns = campaigns
    self.pathPrefix = pathPrefix
  }
}

extension Preview {
  var plan: Plan? {
    switch comparison {
    case .made(let plan, _): plan
    case .notMade: nil
    }
  }

  var admins: [Admin] {
    switch comparison {
    case .made(_, let admins): admins
    case .notMade: []
    }
  }
}

extension Preview.Campaign {
  /// What it is called before its key: what happens to it.
  var fate: String { change.map { "\($0.number) · \($0.verb)" } ?? "" }

  /// What it shows, or showed where it goes.
  var spec: MessageSpec? { after ?? before }

  /// Whether people see before and after what differs.
  var looksOther: Bool {
    guard let before, let after else { return true }
    return before.looks != after.looks
  }
}

extension MessageSpec {
  /// What of it is seen, and nothing else.
  fileprivate var looks: MessageSpec {
    var seen = self
    seen.audience = .everyone
    seen.status = .live
    seen.schedule = Schedule()
    seen.goal = nil
    seen.tags = []
    seen.display = Display(anchor: display.anchor, placement: display.placement)
    return seen
  }
}
