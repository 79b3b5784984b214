/// A difference between two texts by words, as people mark up copy.
public struct WordDiff: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// In reading order; where text is replaced, what is removed comes first.
  public let parts: [Part]

  /// Compares word by word; variables (`{{…}}`) and URLs are kept whole.
  public init(from before: String, to after: String) {
    let old = Self.tokens(of: before)
    let new = Self.tokens(of: after)
    parts = Self.joined(Self.edits(from: old, to: new))
  }

  /// Tokens above which the middle is replaced as a whole rather than compared, so that the time is
  /// bounded for any copy.
  private static let largestMiddle = 4_000

  private static func edits(from old: [Substring], to new: [Substring]) -> [Part] {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var oldEnd = old.count
    var newEnd = new.count
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    let oldMiddle = Array(old[start..<oldEnd])
    let newMiddle = Array(new[start..<newEnd])
    var parts = old[..<start].map { Part.same(String($0)) }
    if oldMiddle.count + newMiddle.count > largestMiddle {
      parts += oldMiddle.map { .removed(String($0)) } + newMiddle.map { .added(String($0)) }
    } else {
      parts += middle(from: oldMiddle, to: newMiddle)
    }
    return parts + old[oldEnd...].map { .same(String($0)) }
  }

  private static func middle(from old: [Substring], to new: [Substring]) -> [Part] {
    let difference = new.difference(from: old)
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var parts: [Part] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < old.count || newIndex < new.count {
      if oldIndex < old.count, removed.contains(oldIndex) {
        parts.append(.removed(String(old[oldIndex])))
        oldIndex += 1
      } else if newIndex < new.count, added.contains(newIndex) {
        parts.append(.added(String(new[newIndex])))
        newIndex += 1
      } else {
        parts.append(.same(String(old[oldIndex])))
        oldIndex += 1
        newIndex += 1
      }
    }
    return parts
  }

  /// Joins neighbours; white space alone between two changes becomes part of both, so that a changed
  /// phrase reads as one.
  private static func joined(_ parts: [Part]) -> [Part] {
    var result: [Part] = []
    var removed = ""
    var added = ""
    var space = ""
    func flush() {
      if !removed.isEmpty { result.append(.removed(removed)) }
      if !added.isEmpty { result.append(.added(added)) }
      removed = ""
      added = ""
    }
    func same(_ text: String) {
      guard !text.isEmpty else { return }
      if case .same(let last)? = result.last {
        result[result.count - 1] = .same(last + text)
      } else {
        result.append(.same(text))
      }
    }
    for part in parts {
      switch part {
      case .removed(let text):
        if !space.isEmpty {
          removed += space
          added += space
          space = ""
        }
        removed += text
      case .added(let text):
        if !space.isEmpty {
          removed += space
          added += space
          space = ""
        }
        added += text
      case .same(let text):
        let changing = !removed.isEmpty && !added.isEmpty
        if changing, space.isEmpty, text.allSatisfy(\.isWhitespace),
          !text.contains(where: \.isNewline)
        {
          space = text
        } else {
          flush()
          same(space + text)
          space = ""
        }
      }
    }
    flush()
    same(space)
    return result
  }

  /// Variables, URLs, words, runs of white space, and single other characters.
  static func tokens(of text: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      let end: String.Index
      if let variable = endOfVariable(rest) {
        end = variable
      } else if rest.hasPrefix("http://") || rest.hasPrefix("https://") {
        end = rest.firstIndex(where: \.isWhitespace) ?? rest.endIndex
      } else if first.isWordPart {
        end = rest.firstIndex { !$0.isWordPart } ?? rest.endIndex
      } else if first.isWhitespace {
        end = rest.firstIndex { !$0.isWhitespace } ?? rest.endIndex
      } else {
        end = rest.index(after: rest.startIndex)
      }
      tokens.append(rest[..<end])
      rest = rest[end...]
    }
    return tokens
  }

  /// Characters of a variable above which `{{` is taken for text, so that the time is bounded.
  private static let longestVariable = 200

  /// Where a `{{…}}` that the text begins with ends.
  private static func endOfVariable(_ text: Substring) -> Substring.Index? {
    guard text.hasPrefix("{{") else { return nil }
    return text.prefix(longestVariable).firstRange(of: "}}")?.upperBound
  }
}

extension Character {
  fileprivate var isWordPart: Bool {
    isLetter || isNumber || self == "'" || self == "’" || self == "_"
  }
}
