/// What people pay for, in the product that the sandbox plays.
enum ProductPlan: String, CaseIterable, Sendable {
  case free, trial, pro, team
}

/// A company that nobody has founded.
struct GeneratedCompany {
  let number: Int
  let name: String
  /// Below a domain that is reserved for examples.
  let domain: String
  let plan: ProductPlan
  let size: Int?
  let industry: String?
  let monthlySpend: Int
  /// In days before the day of reference.
  let age: Int
  /// When somebody of it was last seen, in the same way.
  let seenAge: Int?
  let satisfaction: Double?
  let hasAnnualContract: Bool?
  /// How many days until its contract is renewed.
  let renewsIn: Int?
  let tags: [String]

  init(_ number: Int, seed: UInt64) {
    var dice = Dice(seed: seed, .company, number)
    self.number = number
    let beginning = dice.pick(NameTables.companyBeginnings)
    let ending = dice.pick(NameTables.companyEndings)
    name = beginning + ending
    domain = "\(name.lowercased())-\(number).example"
    plan = dice.pick([(.free, 30), (.trial, 8), (.pro, 40), (.team, 22)])
    let isLarge = plan == .team
    let people = isLarge ? 8 + dice.skewed(5_000) : 1 + dice.skewed(400)
    size = dice.chance(88) ? people : nil
    industry = dice.chance(92) ? dice.pick(NameTables.industries) : nil
    switch plan {
    case .free, .trial: monthlySpend = 0
    case .pro: monthlySpend = 29 + 10 * dice.roll(12)
    case .team: monthlySpend = 199 + 50 * dice.roll(60)
    }
    age = 300 + dice.skewed(1_500)
    seenAge = dice.chance(95) ? dice.skewed(120) : nil
    satisfaction = dice.chance(60) ? Double(dice.roll(101)) / 10 : nil
    let isPaying = plan == .pro || plan == .team
    hasAnnualContract = isPaying && dice.chance(85) ? dice.chance(45) : nil
    renewsIn = hasAnnualContract == true ? dice.roll(365) : nil
    var tags: [String] = []
    if isLarge, dice.chance(18) { tags.append("key-account") }
    if dice.chance(3) { tags.append("design-partner") }
    self.tags = tags
  }
}
