/// SQLite, with bound values. Times are Unix seconds, booleans 0 and 1.
package struct SQLiteDialect: SQLDialect {
  package init() {}

  package func name(_ name: String) -> SQLFragment? {
    name.utf8.contains(0)
      ? nil : SQLFragment(text: "\"\(name.replacing("\"", with: "\"\""))\"", values: [])
  }

  package func value(_ value: SQLValue) -> SQLFragment { SQLFragment(text: "?", values: [value]) }

  /// Text is bound up to its first NUL, so none is kept with one.
  package func canHold(_ text: String) -> Bool { !text.utf8.contains(0) }

  /// Its parser nests some thirty functions.
  package var lettersAtOnce: Int { 16 }

  package var foldsASCII: Bool { true }

  package var answersAgain: Bool { true }

  /// Its `lower` knows the letters A to Z alone.
  package func replacing(_ letters: [FoldedLetter], in text: SQLFragment) -> SQLFragment {
    letters.reduce("lower(\(text))") { text, letter in
      let (original, folded) = (String(letter.original), String(letter.folded))
      return "replace(\(text), \(value(.text(original))), \(value(.text(folded))))"
    }
  }

  package func test(
    _ text: SQLFragment, _ place: PlaceInText, _ part: FoldedText
  ) -> SQLFragment {
    switch place {
    case .anywhere: "instr(\(text), \(value(.text(part.text)))) > 0"
    case .atStart: "instr(\(text), \(value(.text(part.text)))) = 1"
    case .atEnd:
      "substr(\(text), -\(part.text.unicodeScalars.count)) = \(value(.text(part.text)))"
    }
  }
}
