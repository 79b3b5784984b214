/// The candidate that was probably meant, or nil when none is near enough.
///
/// Nearness is the edit distance in which a swap of neighbours counts one; at most a third of the
/// word may differ (of a word of two letters, one), and ties go to the candidate that comes first.
public func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased().unicodeScalars)
  guard !typed.isEmpty, typed.count <= 64 else { return nil }
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let known = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(1, max(typed.count, known.count) / 3)
    guard abs(typed.count - known.count) <= allowed else { continue }
    let distance = editDistance(typed, known)
    if distance <= allowed, distance < max(typed.count, known.count),
      best.map({ distance < $0.distance }) ?? true
    {
      best = (distance, candidate)
    }
  }
  return best?.candidate
}

/// The optimal string alignment distance between two words.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  var current = previous
  for (row, leftScalar) in left.enumerated() {
    current[0] = row + 1
    for (column, rightScalar) in right.enumerated() {
      let substitution = previous[column] + (leftScalar == rightScalar ? 0 : 1)
      current[column + 1] = min(substitution, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
        current[column + 1] = min(current[column + 1], beforePrevious[column - 1] + 1)
      }
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[right.count]
}
