import Planning

/// What a message has done before a change, and what of it no change takes back.
enum HistoryText {
  /// As `1,204 people received it, 8.3 % of them engaged`.
  static func row(_ history: History) -> String {
    guard history.recipients > 0 else { return "nobody has received it" }
    var text =
      "\(ReachText.people(history.recipients)) received it,"
      + " \(ReachText.share(history.engaged, of: history.recipients)) of them engaged"
    if history.recipientsOfVersion < history.recipients {
      text += "; \(history.recipientsOfVersion.grouped) received what it shows now"
    }
    if history.simulated > 0 {
      let all = history.simulated >= history.recipients
      text += all ? " (all simulated)" : " (\(history.simulated.grouped) of them simulated)"
    }
    return text
  }

  /// What no change takes back, where the change's other remarks do not say so; nil where nobody has
  /// seen what goes.
  static func irrevocable(_ change: Change) -> String? {
    guard let history = change.history else { return nil }
    switch change.action {
    case .create, .adopt, .restore, .replace, .delete: return nil
    case .update where change.consequences.contains(.seenCopyStays): return nil
    case .update where change.fields.contains(where: \.isRead):
      return sentence(history.recipientsOfVersion, "read what it says until now")
    case .update:
      return change.isTakenFromSome ? sentence(history.recipients, "seen it") : nil
    case .archive: return sentence(history.recipients, "seen it")
    }
  }

  private static func sentence(_ count: Int, _ deed: String) -> String? {
    guard count > 0 else { return nil }
    return "cannot be undone: \(ReachText.people(count)) \(count == 1 ? "has" : "have") \(deed)"
  }
}

extension FieldChange {
  /// Whether it changes what people read or see, or where that leads.
  fileprivate var isRead: Bool { name.hasPrefix("copy.") || name.hasPrefix("bot.") }
}

extension Change {
  /// Whether some who could see it no longer can.
  fileprivate var isTakenFromSome: Bool {
    if let reach, reach.noLongerReached.count > 0 { return true }
    return stateBefore == .live && stateAfter != .live
  }

  /// As `1,204 people who have`; without their number where it is not known.
  var seers: String {
    guard let history else { return "people who have" }
    return ReachText.people(history.recipients)
      + (history.recipients == 1 ? " who has" : " who have")
  }
}
