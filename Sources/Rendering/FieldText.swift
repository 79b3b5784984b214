import Audiences
import Planning

/// What a field was and will be, on one line.
struct FieldText {
  let ink: Ink

  func change(_ change: FieldChange) -> String {
    switch (change.before, change.after) {
    case (.copy(let before)?, .copy(let after)?): words(WordDiff(from: before, to: after))
    case (.list(let before)?, .list(let after)?): list(from: before, to: after)
    case (let before?, let after?): "\(value(before)) → \(value(after))"
    case (nil, let after?): value(after)
    case (let before?, nil): "\(value(before)) → none"
    case (nil, nil): "none"
    }
  }

  func value(_ value: FieldValue) -> String {
    switch value {
    case .copy(let text), .text(let text): text.visibleLine
    case .list(let items): items.isEmpty ? "none" : items.map(\.visibleLine).joined(separator: ", ")
    case .rule(let rule): rule.summary.visibleLine
    case .instant(let seconds, let timeZone): TimeText.instant(seconds, timeZone: timeZone)
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  /// `[-removed-]{+added+}`, as `git diff --word-diff`; long stretches that stay are shortened.
  private func words(_ diff: WordDiff) -> String {
    var text = ""
    for (index, part) in diff.parts.enumerated() {
      switch part {
      case .same(let same):
        text += Self.shortened(
          same.visibleLine, isFirst: index == 0, isLast: index == diff.parts.count - 1)
      case .removed(let removed): text += ink.red("[-\(removed.visibleLine)-]")
      case .added(let added): text += ink.green("{+\(added.visibleLine)+}")
      }
    }
    return text
  }

  private func list(from before: [String], to after: [String]) -> String {
    let removed = before.filter { !after.contains($0) }
    let added = after.filter { !before.contains($0) }
    guard !removed.isEmpty || !added.isEmpty else {
      return "\(value(.list(before))) → \(value(.list(after)))"
    }
    let kept = after.filter(before.contains)
    return
      (kept.map(\.visibleLine) + removed.map { ink.red("[-\($0.visibleLine)-]") }
      + added.map { ink.green("{+\($0.visibleLine)+}") }).joined(separator: ", ")
  }

  /// Keeps some words next to the changes, with `…` for the rest.
  private static func shortened(_ text: String, isFirst: Bool, isLast: Bool) -> String {
    let keep = 60
    let characters = Array(text)
    let sides = isFirst || isLast ? keep : keep * 2
    guard characters.count > sides + 20 else { return text }
    let head = isFirst ? "" : String(characters.prefix(keep))
    let tail = isLast ? "" : String(characters.suffix(keep))
    return "\(head)…\(tail)"
  }
}
