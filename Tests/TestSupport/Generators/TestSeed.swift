import Foundation

/// The seeds of generated tests. `HERALD_TEST_SEED` stands in for every one of them, so that what
/// failed can be run again; whoever takes one says it in what a failure prints.
package enum TestSeed {
  /// The same in every run.
  package static func fixed(_ seed: UInt64) -> UInt64 { replayed ?? seed }

  /// The same ones in every run.
  package static func fixed(_ seeds: Range<UInt64>) -> [UInt64] {
    replayed.map { [$0] } ?? Array(seeds)
  }

  /// Another one in each run, which is printed.
  package static func fresh(for test: String) -> UInt64 {
    let seed = fresh()
    print("\(test): HERALD_TEST_SEED=\(seed)")
    return seed
  }

  /// Other ones in each run, which the names of a test's cases show.
  package static func fresh(_ count: Int) -> [UInt64] {
    replayed.map { [$0] } ?? (0..<count).map { _ in fresh() }
  }

  /// What the environment asks for; a text that is no seed would quietly replay nothing.
  package static let replayed: UInt64? = {
    guard let text = ProcessInfo.processInfo.environment["HERALD_TEST_SEED"], !text.isEmpty else {
      return nil
    }
    guard let seed = UInt64(text) else {
      preconditionFailure("HERALD_TEST_SEED=\(text) is no number from 0 to \(UInt64.max)")
    }
    return seed
  }()

  /// Small enough to be typed.
  private static func fresh() -> UInt64 { replayed ?? UInt64.random(in: 0..<1_000_000_000) }
}
