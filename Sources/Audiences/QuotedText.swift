extension String {
  /// The text as part of a sentence: bare where it cannot be mistaken for anything else, else in
  /// quotes with escapes, on one line.
  package var inSentence: String { isPlainInSentence ? self : quoted }

  private var isPlainInSentence: Bool {
    guard !isEmpty, Double(self) == nil else { return false }
    return split(separator: " ", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && !sentenceWords.contains(String(word))
        && word.unicodeScalars.allSatisfy(\.isPlainInSentence)
    }
  }

  private var quoted: String {
    var text = "\""
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.isVisible || unicodeScalars.joinsEmoji(at: index):
        text.unicodeScalars.append(scalar)
      default: text += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return text + "\""
  }
}

/// The words that a summary itself is made of.
private let sentenceWords: Set<String> = {
  var words: Set = [
    "everyone", "all", "any", "of", "nothing", "and", "or", "not", "company", "event", "tag",
    "in", "segment", "newsfeed", "known", "unknown", "true", "false", "never", "ever", "first",
    "last", "times", "time", "within", "ago", "more", "than",
  ]
  words.formUnion(TextComparison.separateWords)
  words.formUnion(NumberComparison.separateWords)
  words.formUnion(ListComparison.separateWords)
  words.formUnion(SpanComparison.separateWords)
  words.formUnion(DayComparison.separateWords)
  return words
}()

extension ComparisonTable {
  fileprivate static var separateWords: [String] {
    allCases.flatMap { $0.names.words.split(separator: " ").map(String.init) }
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainInSentence: Bool {
    if isASCII {
      return properties.isAlphabetic || properties.numericType != nil
        || "_-./@+&%#*$!".unicodeScalars.contains(self)
    }
    return properties.isAlphabetic && isVisible
  }

  /// Whether the scalar shows as itself: no controls, invisible formatting or odd spaces.
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    @unknown default: false
    }
  }
}
