/// What an engine writes in its own way; the rest of a statement is the same for all.
package protocol SQLDialect: Sendable {
  /// A name between quotes; nil where the engine has no way to write it.
  func name(_ name: String) -> SQLFragment?
  /// Bound, or written so that it is nothing but this value.
  func value(_ value: SQLValue) -> SQLFragment
  /// Whether a column of the engine can hold the text at all.
  func canHold(_ text: String) -> Bool
  /// The text with each letter replaced by the one that it folds to; at most `lettersAtOnce` of them.
  func replacing(_ letters: [FoldedLetter], in text: SQLFragment) -> SQLFragment
  /// Whether folded text has a part, which is not empty, at some place.
  func test(_ text: SQLFragment, _ place: PlaceInText, _ part: FoldedText) -> SQLFragment
  /// How many letters one expression can replace.
  var lettersAtOnce: Int { get }
  /// Whether the engine answers the same subquery again in each place in which it stands.
  var answersAgain: Bool { get }
  /// Whether the engine folds the letters A to Z in `replacing` by itself.
  var foldsASCII: Bool { get }
}

extension SQLDialect {
  /// What plans for many rows at once finds what it has answered already, or answers it quickly.
  package var answersAgain: Bool { false }
}

package enum PlaceInText: Sendable {
  case anywhere, atStart, atEnd
}

/// A scalar and the one that it folds to.
package struct FoldedLetter: Sendable, Hashable {
  package let original: Unicode.Scalar
  package let folded: Unicode.Scalar
}

extension FoldedText {
  /// All scalars that fold to one in the text and are not folded themselves: those alone must be
  /// replaced in another text before it can be searched for this one.
  func letters(withASCII: Bool) -> [FoldedLetter] {
    var seen: Set<Unicode.Scalar> = []
    return text.unicodeScalars.filter { seen.insert($0).inserted }.flatMap { folded in
      CaseFolding.variants(of: folded).filter { withASCII || !$0.isASCII }
        .map { FoldedLetter(original: $0, folded: folded) }
    }
  }
}

extension [FoldedLetter] {
  /// As `translate` takes them: what is replaced, and by what.
  var strings: (from: String, to: String) {
    var from = String.UnicodeScalarView()
    var to = String.UnicodeScalarView()
    for letter in self {
      from.append(letter.original)
      to.append(letter.folded)
    }
    return (String(from), String(to))
  }
}
