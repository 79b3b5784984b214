extension SearchField {
  func number(_ question: NumberQuestion, _ isDenied: Bool) -> SearchBound {
    switch question {
    case .oneOf(let values): among(values, isDenied)
    case .greaterThan(let value): compared(isDenied ? .atMost : .greater, value, isDenied)
    case .lessThan(let value): compared(isDenied ? .atLeast : .less, value, isDenied)
    case .atLeast(let value): compared(isDenied ? .less : .atLeast, value, isDenied)
    case .atMost(let value): compared(isDenied ? .greater : .atMost, value, isDenied)
    }
  }

  /// On which side of a value a number lies.
  private enum Side {
    case greater, less, atLeast, atMost

    /// That of a whole number, and of one a little farther out.
    var comparisons: (whole: SearchFilter.Operator, fraction: SearchFilter.Operator) {
      switch self {
      case .greater: (.greater, .greater)
      case .less: (.less, .less)
      case .atLeast: (.atLeast, .greater)
      case .atMost: (.atMost, .less)
      }
    }

    var rounding: FloatingPointRoundingRule {
      switch self {
      case .greater, .atLeast: .down
      case .less, .atMost: .up
      }
    }
  }

  private func compared(_ side: Side, _ value: Double, _ isDenied: Bool) -> SearchBound {
    isDenied ? denied(compared(side, value)) : compared(side, value)
  }

  /// A search takes whole numbers: of a fraction, the next one that leaves nobody out.
  private func compared(_ side: Side, _ value: Double) -> SearchBound {
    if let whole = Int64(searched: value) {
      return .exactly(filter(side.comparisons.whole, .integer(whole)))
    }
    guard let whole = Int64(searched: value.rounded(side.rounding)) else { return somewhere }
    return .within(filter(side.comparisons.fraction, .integer(whole)))
  }

  private func among(_ values: [Double], _ isDenied: Bool) -> SearchBound {
    let asked = values.compactMap(Int64.init(searched:))
    let others = values.filter { Int64(searched: $0) == nil }
    if isDenied {
      return notAmong(
        asked, isWhole: others.isEmpty, SearchFilter.Value.integer, SearchFilter.Value.integers)
    }
    let around = others.map { value in
      SearchBound.all([compared(.atLeast, value), compared(.atMost, value)])
    }
    return .any(
      [among(asked, SearchFilter.Value.integer, SearchFilter.Value.integers)] + around)
  }
}

extension Int64 {
  /// A whole number that every server holds exactly; nil for any other.
  fileprivate init?(searched value: Double) {
    guard value.magnitude < 9_007_199_254_740_992, let whole = Int64(exactly: value) else {
      return nil
    }
    self = whole
  }
}
