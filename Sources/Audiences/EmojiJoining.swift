extension BidirectionalCollection<Unicode.Scalar> {
  /// Whether a zero width joiner stands at an index and makes one emoji of two, as in 👩‍💻: it is
  /// then part of what people see. Anywhere else it is hidden.
  package func joinsEmoji(at index: Index) -> Bool {
    guard self[index] == "\u{200D}" else { return false }
    let next = self.index(after: index)
    guard next < endIndex, self[next].isPictograph else { return false }
    var previous = index
    while previous > startIndex {
      previous = self.index(before: previous)
      // What chooses the look or the skin of the emoji before it.
      let isModifier = self[previous] == "\u{FE0F}" || self[previous].properties.isEmojiModifier
      if !isModifier { return self[previous].isPictograph }
    }
    return false
  }
}

extension Unicode.Scalar {
  /// Digits count as emoji in Unicode, as parts of keycaps; nothing joins those.
  fileprivate var isPictograph: Bool { properties.isEmoji && !isASCII }
}
