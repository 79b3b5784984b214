import Planning

/// Campaigns that an environment leaves out, as their remote cannot do them.
struct OmissionText {
  private let campaigns: [Omission]

  init(_ campaigns: [Omission]) { self.campaigns = campaigns }

  /// In a plan.
  var note: String {
    let held = campaigns.filter(\.isHeld).map(\.key.visibleLine)
    let kept =
      held.isEmpty
      ? "" : "; what the workspace has of \(held.joined(separator: ", ")) stays as it is"
    let verb = campaigns.count == 1 ? "is" : "are"
    return "\(count) \(verb) left out that \(reasons); `herald handover KEY` says what to enter by"
      + " hand\(kept)"
  }

  /// Among the words of `validate`.
  func verdict(in environment: String) -> String {
    let name = environment.visibleLine
    return "\(name) leaves out \(count) that \(reasons); `herald handover KEY -e \(name)` says what"
      + " to enter by hand"
  }

  /// Of one campaign, as `production leaves out tip: Intercom's public API cannot do it (tooltip)`.
  static func sentence(_ campaign: Omission, in environment: String) -> String {
    let reasons = campaign.shortcomings.map(\.words).joined(separator: ", ")
    let names = (environment.visibleLine, campaign.key.visibleLine)
    return "\(names.0) leaves out \(names.1): Intercom's public API cannot do it (\(reasons))"
  }

  private var count: String { campaigns.count.counted("campaign") }

  /// Each campaign once, with others of which the same is to be said.
  private var reasons: String {
    let groups = Shortcoming.allCases.compactMap { reason -> String? in
      let keys = campaigns.filter { $0.shortcomings.first == reason }.map(\.key.visibleLine)
      return keys.isEmpty ? nil : "\(keys.joined(separator: ", ")) (\(reason.words))"
    }
    return "Intercom's public API cannot do: " + groups.joined(separator: "; ")
  }
}
