import Foundation

/// Figures that have a target, one a line.
struct Figures {
  private static let widths = [58, 22, 22]

  init() { row("what", "measured", "target") }

  func add(_ what: String, _ measured: String, target: String) { row(what, measured, target) }

  private func row(_ cells: String...) {
    let padded = zip(cells, Self.widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    print(padded.joined())
  }
}

/// Requests that were sent, several at once.
struct Volley {
  /// Seconds from the first to the last answer.
  let wall: Double
  /// Seconds of each, in order of length.
  let waits: [Double]

  var perSecond: String { String(format: "%.0f/s", Double(waits.count) / wall) }

  func percentile(_ percent: Double) -> String {
    let index = min(waits.count - 1, Int(Double(waits.count) * percent / 100))
    return String(format: "p%g %.1f ms", percent, waits[index] * 1_000)
  }

  /// Sends so many, a share of them by each of several senders.
  static func send(
    _ count: Int, atOnce senders: Int, _ send: @escaping @Sendable (Int) async throws -> Void
  ) async throws -> Volley {
    let clock = ContinuousClock()
    let start = clock.now
    let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
      for sender in 0..<senders {
        group.addTask {
          var waits: [Double] = []
          for index in stride(from: sender, to: count, by: senders) {
            let begin = clock.now
            try await send(index)
            waits.append((clock.now - begin) / .seconds(1))
          }
          return waits
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return Volley(wall: (clock.now - start) / .seconds(1), waits: waits.sorted())
  }
}
