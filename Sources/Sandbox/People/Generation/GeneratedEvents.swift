/// What somebody who does not exist has done in ninety days. Times are seconds before the day of
/// reference.
enum GeneratedEvents {
  static let span: Int64 = 90 * GeneratedPerson.day

  /// How often one event happens.
  struct Habit: Sendable {
    let name: String
    /// How many of those who are there at all do it, in percent.
    let doers: Double
    /// The most that the busiest do it in ninety days.
    let most: Int
    /// Whether it is for those who pay and decide.
    var isOfPayers = false
  }

  /// In the order of their names.
  static let habits = [
    Habit(name: "csv_exported", doers: 42, most: 24),
    Habit(name: "dashboard_created", doers: 62, most: 14),
    Habit(name: "integration_connected", doers: 46, most: 4),
    Habit(name: "invite_sent", doers: 30, most: 9),
    Habit(name: "invoice_failed", doers: 26, most: 3, isOfPayers: true),
    Habit(name: "report_shared", doers: 38, most: 26),
    Habit(name: "signed_in", doers: 97, most: 40),
  ]

  /// The times of one person's events of one kind, each once.
  static func ages(_ habit: Habit, of person: GeneratedPerson, _ dice: inout Dice) -> [Int64] {
    // Between signing up and being seen last, if that is within the ninety days.
    guard let signedUp = person.signedUpAge, let seen = person.seenAge else { return [] }
    let oldest = min(signedUp, span)
    guard oldest > seen, !habit.isOfPayers || person.isPayer else { return [] }
    guard dice.chance(habit.doers * (0.4 + 0.75 * person.activity)) else { return [] }
    let share = Double(oldest - seen) / Double(span)
    let most = 1 + Int(Double(habit.most) * person.activity * (0.25 + 0.75 * share))
    let count = 1 + dice.skewed(most)
    var ages: Set<Int64> = []
    for _ in 0..<count { ages.insert(seen + 1 + Int64(dice.share() * Double(oldest - seen))) }
    return ages.sorted(by: >)
  }
}

extension GeneratedPerson {
  /// Whether an invoice goes to this person.
  fileprivate var isPayer: Bool {
    (plan == .pro || plan == .team) && (productRole == "owner" || productRole == "admin")
  }
}
