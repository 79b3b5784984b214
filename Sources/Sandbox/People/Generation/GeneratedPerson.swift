/// Somebody who does not exist. Times are seconds before the day of reference.
struct GeneratedPerson {
  static let day: Int64 = 86_400

  let number: Int
  let role: ContactRole
  let name: String?
  let email: String?
  let externalID: String?
  let phone: String?
  let createdAge: Int64
  /// Of users alone.
  let signedUpAge: Int64?
  let seenAge: Int64?
  let contactedAge: Int64?
  let repliedAge: Int64?
  let language: String?
  let browserLanguage: String?
  let browser: String?
  let system: String?
  let place: NameTables.Place?
  let isUnsubscribed: Bool
  /// The numbers of the person's companies.
  let companies: [Int]
  let plan: ProductPlan?
  /// What the person may do in the product.
  let productRole: String?
  let seats: Int?
  let takesNews: Bool?
  let health: Double?
  /// Since when the trial is over; negative while it runs.
  let trialEndedAge: Int64?
  /// How much the person does, from 0 to 1.
  let activity: Double
  let tags: [String]

  init(_ number: Int, of recipe: PeopleRecipe) {
    var dice = Dice(seed: recipe.seed, .person, number)
    self.number = number
    role = dice.chance(7) ? .lead : .user
    let isUser = role == .user
    activity = dice.share()
    let age = Self.age(&dice)
    createdAge = age + Int64(dice.roll(3_600))
    signedUpAge = isUser ? age : nil
    seenAge = Self.seenAge(of: role, activity, age, &dice)
    companies = isUser ? Self.companies(of: recipe, &dice) : []
    let employer = companies.first.map { GeneratedCompany($0, seed: recipe.seed) }

    let first = dice.pick(NameTables.firstNames)
    let last = dice.pick(NameTables.lastNames)
    name = isUser || dice.chance(40) ? "\(first) \(last)" : nil
    let address = Self.address(first, last, number, employer, &dice)
    email = isUser || dice.chance(70) ? address : nil
    externalID = isUser ? "user-\(number)" : nil

    var profile = Dice(seed: recipe.seed, .profile, number)
    phone = profile.chance(18) ? Self.phone(&profile) : nil
    contactedAge = profile.chance(35) ? Int64(profile.roll(Int(age) + 1)) : nil
    repliedAge = contactedAge.flatMap { profile.chance(30) ? $0 / 2 : nil }
    browserLanguage = profile.chance(85) ? profile.pick(NameTables.languages) : nil
    language = profile.chance(64) ? browserLanguage : nil
    browser = profile.chance(85) ? profile.pick(NameTables.browsers) : nil
    system = profile.chance(85) ? profile.pick(NameTables.systems) : nil
    place = profile.chance(80) ? profile.pick(NameTables.places) : nil
    isUnsubscribed = profile.chance(9)
    takesNews = profile.chance(82) ? profile.chance(68) && !isUnsubscribed : nil
    let plan = isUser ? Self.plan(age, employer, &profile) : nil
    self.plan = plan
    productRole = isUser && profile.chance(94) ? Self.productRole(companies, &profile) : nil
    seats = isUser && profile.chance(78) ? Self.seats(plan, &profile) : nil
    let isKnownWell = isUser && profile.chance(70)
    health = isKnownWell ? Double(Int((activity * 70 + profile.share() * 30) * 10)) / 10 : nil
    trialEndedAge = plan == .trial || isUser && profile.chance(30) ? age - 14 * Self.day : nil
    tags = Self.tags(activity, isUser: isUser, seenAge, &profile)
  }

  /// Growth: the newer, the more, over three years.
  private static func age(_ dice: inout Dice) -> Int64 {
    Int64(dice.share() * dice.share() * Double(3 * 365 * day))
  }

  private static func seenAge(
    of role: ContactRole, _ activity: Double, _ age: Int64, _ dice: inout Dice
  ) -> Int64? {
    guard dice.chance(role == .user ? 97 : 55) else { return nil }
    // Who does much is seen every few days, who does nothing has not been seen for months.
    let calm = 1 - activity
    let days = calm * calm * 240 * dice.share() + 2.5 * dice.share()
    return min(age, Int64(days * Double(day)))
  }

  private static func companies(of recipe: PeopleRecipe, _ dice: inout Dice) -> [Int] {
    let count = dice.pick([(0, 14), (1, 80), (2, 5), (3, 1)])
    var numbers: [Int] = []
    for _ in 0..<count {
      // The first ones are the large ones.
      let number = 1 + dice.skewed(recipe.companies)
      if !numbers.contains(number) { numbers.append(number) }
    }
    return numbers
  }

  /// The number makes the address the person's alone; the domain is nobody's.
  private static func address(
    _ first: String, _ last: String, _ number: Int, _ employer: GeneratedCompany?,
    _ dice: inout Dice
  ) -> String {
    let domain = employer?.domain ?? dice.pick(["example.com", "example.net", "example.org"])
    return "\(first.asciiLetters).\(last.asciiLetters).\(number)@\(domain)"
  }

  /// Of the numbers that are kept for stories.
  private static func phone(_ dice: inout Dice) -> String {
    "+1 \(200 + dice.roll(700)) 555 01\(dice.roll(10))\(dice.roll(10))"
  }

  private static func plan(
    _ age: Int64, _ employer: GeneratedCompany?, _ dice: inout Dice
  ) -> ProductPlan? {
    if !dice.chance(98) { return nil }
    if age < 14 * day, dice.chance(72) { return .trial }
    switch employer?.plan {
    case .pro, .team, .free:
      // A few pay for themselves.
      return dice.chance(90) ? employer?.plan : .pro
    case .trial, nil: return dice.pick([(.free, 58), (.pro, 34), (.trial, 8)])
    }
  }

  private static func productRole(_ companies: [Int], _ dice: inout Dice) -> String {
    companies.isEmpty
      ? dice.pick([("owner", 88), ("member", 12)])
      : dice.pick([
        ("owner", 12), ("admin", 14), ("member", 46), ("viewer", 22), ("guest", 6),
      ])
  }

  private static func seats(_ plan: ProductPlan?, _ dice: inout Dice) -> Int {
    switch plan {
    case .free, .trial, nil: dice.chance(80) ? 1 : 2 + dice.roll(3)
    case .pro: dice.chance(45) ? 1 : 2 + dice.skewed(20)
    case .team: 5 + dice.skewed(200)
    }
  }

  private static func tags(
    _ activity: Double, isUser: Bool, _ seenAge: Int64?, _ dice: inout Dice
  ) -> [String] {
    guard isUser else { return dice.chance(12) ? ["webinar"] : [] }
    var tags: [String] = []
    if dice.chance(activity > 0.85 ? 22 : 1) { tags.append("champion") }
    if dice.chance(3.5) { tags.append("beta") }
    if let seenAge, seenAge > 45 * day, dice.chance(30) { tags.append("at-risk") }
    if dice.chance(6) { tags.append("webinar") }
    return tags
  }
}

extension String {
  /// In lower case, without marks and what no mail system takes.
  fileprivate var asciiLetters: String {
    let plain = lowercased().map { Self.plainLetters[$0] ?? String($0) }.joined()
    return String(plain.unicodeScalars.filter { ("a"..."z").contains($0) })
  }

  private static let plainLetters: [Character: String] = [
    "á": "a", "ã": "a", "ç": "c", "é": "e", "ë": "e", "í": "i", "ı": "i", "ł": "l", "ó": "o",
    "ø": "o", "ö": "o", "ş": "s", "ü": "u",
  ]
}
