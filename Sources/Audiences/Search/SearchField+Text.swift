extension SearchField {
  func text(_ question: TextQuestion, _ isDenied: Bool) -> SearchBound {
    switch question {
    case .oneOf(let values):
      // Whether an empty text is one that is known is nowhere said.
      let asked = values.filter { !$0.text.isEmpty }
      let isWhole = asked.count == values.count
      if isDenied {
        return notAmong(asked, isWhole: isWhole, SearchFilter.Value.text, SearchFilter.Value.texts)
      }
      return isWhole
        ? among(asked, SearchFilter.Value.text, SearchFilter.Value.texts) : somewhere
    case .contains(let part):
      return piece(part.text.longestASCII, of: part, .contains, denied: .lacks, isDenied)
    case .startsWith(let part):
      return piece(part.text.leadingASCII, of: part, .beginsWith, denied: nil, isDenied)
    case .endsWith(let part):
      return piece(part.text.trailingASCII, of: part, .endsWith, denied: nil, isDenied)
    }
  }

  /// Of a text that is not all ASCII a piece is asked for: which other letters a search takes for
  /// the same is nowhere said.
  private func piece(
    _ piece: String, of part: FoldedText, _ comparison: SearchFilter.Operator,
    denied opposite: SearchFilter.Operator?, _ isDenied: Bool
  ) -> SearchBound {
    // Nothing is in every text.
    if part.isEmpty { return isDenied ? .exactly(unknown) : known }
    let isWhole = piece.utf8.count == part.text.utf8.count
    if isDenied {
      guard isWhole, let opposite else { return .unasked }
      return denied(.exactly(filter(opposite, .text(ExactText(piece)))))
    }
    guard !piece.isEmpty else { return somewhere }
    return SearchBound(filter(comparison, .text(ExactText(piece))), isExact: isWhole)
  }
}

extension String {
  fileprivate var leadingASCII: String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(while: \.isASCII)))
  }

  fileprivate var trailingASCII: String {
    String(String.UnicodeScalarView(unicodeScalars.reversed().prefix(while: \.isASCII).reversed()))
  }

  /// The first of the longest.
  fileprivate var longestASCII: String {
    var longest = ""
    for run in unicodeScalars.split(whereSeparator: { !$0.isASCII })
    where run.count > longest.unicodeScalars.count {
      longest = String(String.UnicodeScalarView(run))
    }
    return longest
  }
}
