/// How many people may still be sent to in one delivery, over all its campaigns.
actor Allowance {
  private var left: Int?

  /// Nil for everybody.
  init(_ limit: Int?) { left = limit }

  /// As many of a number as are left.
  func take(_ count: Int) -> Int {
    guard let left else { return count }
    let taken = min(left, count)
    self.left = left - taken
    return taken
  }

  func give(back count: Int) { left = left.map { $0 + count } }
}
