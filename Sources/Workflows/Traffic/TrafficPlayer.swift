import Sandbox

/// One of the people, as they are played.
struct TrafficPlayer: Sendable {
  /// The contact's.
  let id: String
  /// What the person is about to do because of a message, in this order.
  var wishes: [String] = []
  private let number: Int
  let seed: UInt64
  /// In percent, how likely a visit on a day is; some come every day and many hardly ever.
  private let zeal: Double

  init(id: String, seed: UInt64) {
    self.id = id
    self.seed = seed
    number = Int(id) ?? 0
    var dice = Dice(seed: seed, .traffic, number)
    let share = dice.share()
    zeal = 3 + 80 * share * share * share
  }

  /// The hour of the person's visit on a day; nil for a day without one.
  func hour(ofVisitOn day: Int) -> Int? {
    var dice = dice(ofDay: day)
    guard dice.chance(zeal) else { return nil }
    return Self.hours[dice.roll(Self.hours.count)]
  }

  /// Throws for what happens in the visit of a day.
  func dice(ofVisitOn day: Int) -> Dice {
    var dice = dice(ofDay: day)
    return Dice(seed: UInt64(dice.roll(1 << 48)), .visit, number)
  }

  private func dice(ofDay day: Int) -> Dice {
    Dice(seed: seed &+ UInt64(day) &* 0x9E37_79B9, .visit, number)
  }

  /// Working hours, and a few others.
  private static let hours = [
    7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 14, 15, 15, 16, 16, 17, 18, 20, 22,
  ]
}
