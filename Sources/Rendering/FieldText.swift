import Audiences
import Planning

/// What a field was and will be.
enum FieldText {
  static func change(_ change: FieldChange) -> StyledText {
    switch (change.before, change.after) {
    case (.copy(let before)?, .copy(let after)?): words(WordDiff(from: before, to: after))
    case (.list(let before)?, .list(let after)?): list(from: before, to: after)
    case (let before?, let after?): StyledText("\(value(before)) → \(value(after))")
    case (nil, let after?): StyledText(value(after))
    case (let before?, nil): StyledText(value(before))
    case (nil, nil): StyledText("none")
    }
  }

  static func value(_ value: FieldValue) -> String {
    switch value {
    case .copy(let text), .text(let text): text.visibleLine
    case .list(let items): items.isEmpty ? "none" : items.map(\.visibleLine).joined(separator: ", ")
    case .rule(let rule): rule.summary.visibleLine
    case .instant(let seconds, let timeZone): TimeText.instant(seconds, timeZone: timeZone)
    case .ending(let seconds, let timeZone): TimeText.ending(seconds, timeZone: timeZone)
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  /// `[-removed-]{+added+}`, as `git diff --word-diff`; long stretches that stay are shortened.
  private static func words(_ diff: WordDiff) -> StyledText {
    var text = StyledText()
    for (index, part) in diff.parts.enumerated() {
      switch part {
      case .same(let same):
        text.append(
          shortened(same.visibleLine, isFirst: index == 0, isLast: index == diff.parts.count - 1))
      case .removed(let removed): text.append("[-\(shown(removed))-]", .red)
      case .added(let added): text.append("{+\(shown(added))+}", .green)
      }
    }
    return text
  }

  /// White space alone would not be seen between the marks.
  private static func shown(_ changed: String) -> String {
    guard changed.allSatisfy(\.isWhitespace) else { return changed.visibleLine }
    return changed.unicodeScalars.map { scalar in
      switch scalar {
      case " ": "␣"
      case "\n", "\r", "\t": String(scalar).visibleLine
      default: scalar.asCode
      }
    }.joined()
  }

  private static func list(from before: [String], to after: [String]) -> StyledText {
    let removed = before.filter { !after.contains($0) }
    let added = after.filter { !before.contains($0) }
    guard !removed.isEmpty || !added.isEmpty else {
      return StyledText("\(value(.list(before))) → \(value(.list(after)))")
    }
    let items =
      after.filter(before.contains).map { StyledText($0.visibleLine) }
      + removed.map { StyledText("[-\($0.visibleLine)-]", .red) }
      + added.map { StyledText("{+\($0.visibleLine)+}", .green) }
    return items.dropFirst().reduce(items[0]) { $0 + StyledText(", ") + $1 }
  }

  /// Keeps some words next to the changes, with `…` for the rest.
  private static func shortened(_ text: String, isFirst: Bool, isLast: Bool) -> String {
    let keep = 60
    let characters = Array(text)
    let sides = isFirst || isLast ? keep : keep * 2
    guard characters.count > sides + 20 else { return text }
    // Cut between words where there is a gap near.
    let head = characters.prefix(keep)
    let tail = characters.suffix(keep)
    let headEnd = head.lastIndex(of: " ").flatMap { $0 > keep / 2 ? $0 : nil } ?? head.endIndex
    let gap = tail.firstIndex(of: " ").flatMap { $0 < tail.endIndex - keep / 2 ? $0 : nil }
    let before = isFirst ? "" : String(characters[..<headEnd])
    let after = isLast ? "" : String(characters[(gap.map { $0 + 1 } ?? tail.startIndex)...])
    return [before, after].filter { !$0.isEmpty }.count == 2
      ? "\(before) … \(after)" : isFirst ? "… \(after)" : "\(before) …"
  }
}
