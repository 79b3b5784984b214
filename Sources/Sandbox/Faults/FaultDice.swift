import Synchronization

/// Decides which requests a plan's faults strike.
final class FaultDice: Sendable {
  /// A fault that happens to one request.
  struct Strike: Sendable, Equatable {
    let rule: FaultRule
    /// From 0 to below 1: how long a delay is, where a body is cut.
    let share: Double
  }

  private struct Count {
    let rule: FaultRule
    var random: SplitMix
    var seen = 0
    var struck = 0

    /// Two numbers are drawn for every request, whatever becomes of them.
    mutating func next() -> Strike? {
      let (throwing, share) = (random.share(), random.share())
      seen += 1
      guard seen > rule.passing, struck < rule.limit ?? .max, throwing < rule.chance else {
        return nil
      }
      return Strike(rule: rule, share: share)
    }
  }

  private let counts: Mutex<[Count]>

  init(_ plan: FaultPlan) {
    // A stream of numbers for each rule: what one decides does not depend on the others.
    counts = Mutex(
      plan.rules.enumerated().map { index, rule in
        Count(
          rule: rule, random: SplitMix(seed: plan.seed &+ UInt64(index) &* 0xD1B5_4A32_D192_ED03))
      })
  }

  /// The faults of the next request: any number of delays, and at most one other.
  func throwing(method: String, path: String) -> [Strike] {
    counts.withLock { counts in
      var strikes: [Strike] = []
      var isDecided = false
      for index in counts.indices where counts[index].rule.concerns(method: method, path: path) {
        guard let strike = counts[index].next() else { continue }
        let isDelay = strike.rule.fault.isDelay
        if isDecided, !isDelay { continue }
        if !isDelay { isDecided = true }
        counts[index].struck += 1
        strikes.append(strike)
      }
      return strikes
    }
  }
}

extension FaultRule.Fault {
  var isDelay: Bool {
    switch self {
    case .delay: true
    case .drop, .tooManyRequests, .failure, .unavailable, .truncate, .garbage: false
    }
  }
}

/// Random numbers from a seed, the same on every machine.
struct SplitMix: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to below 1.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
}
