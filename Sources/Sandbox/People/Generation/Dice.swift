/// Throws for one person, company or whatever has a number: the same ones for the same seed on
/// every machine, and none that depends on how many others there are.
///
/// Nothing here takes a logarithm or a power: machines differ in the last bit of those.
package struct Dice: Sendable {
  /// What the throws are for; one number's person and company have nothing in common.
  package enum Purpose: UInt64 {
    case company = 1
    case person, profile, belongings, events, traffic, visit, appeal
  }

  private var random: SplitMix

  package init(seed: UInt64, _ purpose: Purpose, _ number: Int) {
    var mixer = SplitMix(seed: seed ^ purpose.rawValue &* 0xA24B_AED4_963E_E407)
    random = SplitMix(
      seed: mixer.next() ^ UInt64(truncatingIfNeeded: number) &* 0xD1B5_4A32_D192_ED03)
    // Neighbours begin near each other: the first throw is not used.
    _ = random.next()
  }

  /// From 0 to below 1.
  package mutating func share() -> Double { random.share() }

  /// From 0 to below a limit.
  package mutating func roll(_ limit: Int) -> Int { Int(random.share() * Double(limit)) }

  /// From 0 to below a limit, small ones far oftener.
  package mutating func skewed(_ limit: Int) -> Int {
    let share = random.share()
    return Int(share * share * share * Double(limit))
  }

  package mutating func chance(_ percent: Double) -> Bool { random.share() * 100 < percent }

  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[roll(elements.count)]
  }

  /// One of several, each as often as its weight says.
  package mutating func pick<Element>(_ weighted: [(element: Element, weight: Int)]) -> Element {
    var left = roll(weighted.reduce(0) { $0 + $1.weight })
    for (element, weight) in weighted {
      if left < weight { return element }
      left -= weight
    }
    preconditionFailure("a table of weights has none")
  }
}
