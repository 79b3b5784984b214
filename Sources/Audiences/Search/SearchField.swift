/// A field that contacts are searched by, and what its type lets a search ask.
struct SearchField: Sendable {
  let name: ExactText
  let type: AttributeType

  func filter(_ comparison: SearchFilter.Operator, _ value: SearchFilter.Value) -> SearchCondition {
    .filter(SearchFilter(name, comparison, value))
  }

  var unknown: SearchCondition { filter(.equal, .unknown) }

  var known: SearchBound {
    switch type {
    case .text, .number, .boolean: .exactly(filter(.unequal, .unknown))
    // A date takes no `!=`.
    case .date:
      .exactly(
        .any(
          [SearchFilter.Operator.less, .equal, .greater].map { filter($0, .integer(Self.noon)) })
      )
    }
  }

  /// Everybody with a value, for those of some value.
  var somewhere: SearchBound { .within(known.condition) }

  /// What is denied holds of those without a value, too.
  func denied(_ bound: SearchBound) -> SearchBound { .any([.exactly(unknown), bound]) }

  func boolean(_ flag: Bool, _ isDenied: Bool) -> SearchBound {
    isDenied
      ? denied(.exactly(filter(.equal, .boolean(!flag))))
      : .exactly(filter(.equal, .boolean(flag)))
  }

  // MARK: - Lists

  /// Those whose value is one of some.
  func among<Value: Hashable>(
    _ values: [Value], _ one: (Value) -> SearchFilter.Value,
    _ several: ([Value]) -> SearchFilter.Value
  ) -> SearchBound {
    .any(
      values.uniqued.chunked(SearchLimits.values).map { values in
        .exactly(
          values.count == 1
            ? filter(.equal, one(values[0])) : filter(.among, several(values)))
      })
  }

  /// Those whose value is none of some, and those without one.
  ///
  /// - Parameter isWhole: whether these are all that is denied.
  func notAmong<Value: Hashable>(
    _ values: [Value], isWhole: Bool, _ one: (Value) -> SearchFilter.Value,
    _ several: ([Value]) -> SearchFilter.Value
  ) -> SearchBound {
    let bound = SearchBound.all(
      values.uniqued.chunked(SearchLimits.values).map { values in
        .exactly(
          values.count == 1
            ? filter(.unequal, one(values[0])) : filter(.notAmong, several(values)))
      })
    return denied(isWhole ? bound : .all([bound, .unasked]))
  }

  /// The middle of a day, in seconds.
  static let noon: Int64 = 43_200
}

extension Array where Element: Hashable {
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Array {
  /// In pieces of a size, the last of which may be smaller.
  func chunked(_ size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
