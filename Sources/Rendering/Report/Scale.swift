/// From nothing to a round number, along so many units of a drawing.
struct Scale {
  let most: Double
  let length: Int

  /// For people: 1, 2 or 5 with noughts.
  init(people: Int, length: Int) {
    var most = 1
    while most < people {
      // 1, 2, 5, 10: each the next one's half, or nearly.
      most = String(most).first == "2" ? most / 2 * 5 : most * 2
    }
    self.most = Double(most)
    self.length = length
  }

  /// For shares, of at most all.
  init(share: Double, length: Int) {
    most = Self.shares.first { $0 >= share } ?? 1
    self.length = length
  }

  /// Where a value lies; what is beyond the scale lies at its end.
  func place(_ value: Double) -> Int {
    Int((min(max(value, 0), most) / most * Double(length)).rounded())
  }

  func place(_ count: Int) -> Int { place(Double(count)) }

  private static let shares = [0.02, 0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 0.75, 1]
}
